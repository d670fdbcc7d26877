import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { User } from '../people/user.ts';
import { SavedSearch } from './saved-search.ts';

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
    rhythm: fromList<AlertRhythm>(),
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
