import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from './publication.ts';
import { sendingColumns } from './sending.ts';
import { User } from './user.ts';

const SavedSearchSchema = defineEntity({
  name: 'SavedSearch',
  tableName: 'saved_search',
  uniques: [{ properties: ['owner', 'name'] }],
  properties: {
    id: p.integer().primary(),
    name: p.string().length(200),
    /** The search as an address has it: "q=RHI&theme=return-home-interviews&sort=newest". */
    parameters: p.text(),
    owner: () => p.manyToOne(User).deleteRule('cascade'),
    /** Everybody who signs in sees a shared one. */
    isShared: p.boolean().default(false).index(),
    createdAt: p.datetime(3),
    /** SHA-256 of the token that opens its feed: the token itself is never stored. */
    feedTokenHash: p.string().length(64).nullable(),
    feedTokenMadeAt: p.datetime(3).nullable(),
  },
});

/** A search with a name. */
export class SavedSearch extends SavedSearchSchema.class {}
SavedSearchSchema.setClass(SavedSearch);

export const alertRhythms = ['at-once', 'weekly'] as const;
export type AlertRhythm = (typeof alertRhythms)[number];

const SearchAlertSchema = defineEntity({
  name: 'SearchAlert',
  tableName: 'search_alert',
  uniques: [{ properties: ['search', 'user'] }],
  properties: {
    id: p.integer().primary(),
    search: () => p.manyToOne(SavedSearch).deleteRule('cascade'),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    rhythm: p.enum(alertRhythms),
    /** What was seen before this is not new. */
    since: p.datetime(3),
    /** When it was last looked for. */
    checkedAt: p.datetime(3),
    /** How the library stood then; null when the index was still catching up. */
    checkedState: p.string().length(100).nullable(),
  },
});

/** A person's wish to be mailed what is new for a saved search. */
export class SearchAlert extends SearchAlertSchema.class {}
SearchAlertSchema.setClass(SearchAlert);

const AlertMessageSchema = defineEntity({
  name: 'AlertMessage',
  tableName: 'alert_message',
  indexes: [{ properties: ['state', 'nextAttemptAt'] }],
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    rhythm: p.enum(alertRhythms),
    createdAt: p.datetime(3),
    /** Unguessable, for the address that stops the alerts listed in it. */
    stopToken: p.string().length(64).unique(),
    ...sendingColumns(),
  },
});

/** One mail of what is new: all alerts of one person that found something together. */
export class AlertMessage extends AlertMessageSchema.class {}
AlertMessageSchema.setClass(AlertMessage);

const AlertLineSchema = defineEntity({
  name: 'AlertLine',
  tableName: 'alert_line',
  uniques: [{ properties: ['alert', 'publication'] }],
  properties: {
    id: p.integer().primary(),
    alert: () => p.manyToOne(SearchAlert).deleteRule('cascade'),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    message: () => p.manyToOne(AlertMessage).deleteRule('cascade').index(),
    position: p.integer(),
    /** The words of the search that stand in it. */
    words: p.json<string[]>(),
    /** The passage they stand in, where its source lets it be shown. */
    passage: p.text().nullable(),
    page: p.integer().nullable(),
  },
});

/** A publication that an alert has listed: it is never listed there again. */
export class AlertLine extends AlertLineSchema.class {}
AlertLineSchema.setClass(AlertLine);

const PastSearchSchema = defineEntity({
  name: 'PastSearch',
  tableName: 'past_search',
  uniques: [{ properties: ['user', 'hash'] }],
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade'),
    /** SHA-256 of the parameters: they are too long for an index. */
    hash: p.string().length(64),
    parameters: p.text(),
    searchedAt: p.datetime(3),
  },
});

/** What a person searched for lately: for that person alone, offered while typing. */
export class PastSearch extends PastSearchSchema.class {}
PastSearchSchema.setClass(PastSearch);
