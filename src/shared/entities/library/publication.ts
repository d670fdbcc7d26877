import { defineEntity, p } from '@mikro-orm/core';
import type { SaidOfEdition } from '#shared/text/editions/said-of-editions.ts';
import { fromList } from '../from-list.ts';
import { type MayShow, Source } from '../gathering/source.ts';
import { LineType, ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import type { VerdictRecord } from './possible-duplicate.ts';

/** new: nobody has judged it. */
export const publicationStatuses = ['new', 'kept', 'set-aside'] as const;

export type PublicationStatus = (typeof publicationStatuses)[number];

/** Why a publication was set aside: kept, so that an inquiry can see it. */
export const setAsideReasons = [
  'not-relevant',
  'duplicate',
  'too-thin',
  'out-of-area',
  'superseded',
] as const;

export type SetAsideReason = (typeof setAsideReasons)[number];

/** Who says that there is a newer edition: the publisher, its series and year, or a person. */
export type SupersededBasis = 'publisher' | 'series' | 'person';

const PublicationSchema = defineEntity({
  name: 'Publication',
  tableName: 'publication',
  indexes: [
    { properties: ['status', 'firstSeenAt'] },
    { properties: ['publishedOn'] },
    { properties: ['recheckAt'] },
  ],
  properties: {
    id: p.integer().primary(),
    title: p.text().type(LineType),
    /** Where people read it; null for an uploaded file whose address nobody gave. */
    url: p.text().nullable(),
    publisher: p.string().length(300).type(ShortLineType).index(),
    /** Who said so: the source, the document itself or a person; null for what earlier versions read. */
    publisherBasis: p.string().length(20).$type<'source' | 'document' | 'person'>().nullable(),
    /** "YYYY-MM-DD". */
    publishedOn: p.string().length(10).nullable(),
    /** Where that date comes from: the source, the document itself, a person, or the day first seen. */
    publishedOnBasis: fromList<'source' | 'document' | 'person' | 'first-seen'>(),
    /** Concept ids: facts with provenance, not suggestions. */
    type: p.string().length(100).nullable(),
    typeBasis: p.text().nullable(),
    region: p.string().length(100).nullable(),
    regionBasis: p.text().nullable(),
    language: p.string().length(20).nullable(),
    summary: p.text().nullable(),
    /** The source it was first seen at: its `mayShow` and licence decide what is displayed. */
    source: () => p.manyToOne(Source).deleteRule('restrict').index(),
    /** What whoever added it said may be shown of it; null: as its source allows. */
    mayShow: p.string().length(20).$type<MayShow>().nullable(),
    firstSeenAt: p.datetime(3),
    /** Id of the candidate it is read by; other sightings only add to what is known of it. */
    readFromId: p.integer().nullable(),
    /** From the first scan of a source: kept out of digests unless chosen. */
    isBacklog: p.boolean().default(false),
    /** Its words may distress: extracts are shown on request. */
    describesAbuse: p.boolean().default(false),

    status: fromList<PublicationStatus>().default('new'),
    setAsideReason: fromList<SetAsideReason>().nullable(),
    setAsideNote: p.text().nullable(),
    siftedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    siftedAt: p.datetime(3).nullable(),
    /** What it was until a link or an assessment kept it; null once its verdict is another. */
    keptWas: p.json<VerdictRecord>().nullable(),

    /** Why there is no text, or not all of it, as a sentence; null if all was read. */
    textProblem: p.text().nullable(),
    contentHash: p.string().length(64).nullable().index(),
    /** 64-bit SimHash as 16 hex digits, of the whole text. */
    fingerprint: p.string().length(16).nullable(),
    versionNumber: p.integer().default(0),
    readAt: p.datetime(3).nullable(),
    recheckAt: p.datetime(3).nullable(),
    withdrawnAt: p.datetime(3).nullable(),
    withdrawnNote: p.text().nullable(),
    /** The newer edition, since when that is known, and who said so. */
    supersededById: p.integer().nullable().index(),
    supersededAt: p.datetime(3).nullable(),
    supersededBasis: p.string().length(20).$type<SupersededBasis>().nullable(),
    /** What its publisher says of newer and older editions of it. */
    editionsSaid: p.json<SaidOfEdition[]>().default([]),
    /** Publications of which a person said that they are no newer edition. */
    notSupersededBy: p.json<number[]>().default([]),
    /** The version for which a newer or older edition was looked for last. */
    editionsVersion: p.integer().default(0),
    goneAt: p.datetime(3).nullable(),
    /** A person decided that the text of a page that is gone may still be shown. */
    showsGoneText: p.boolean().default(false),
    /** restricted: its text is kept, but neither shown nor searched. erased: its text is no more. */
    takedown: p.enum(['restricted', 'erased'] as const).nullable(),
    takenDownAt: p.datetime(3).nullable(),
    takenDownBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    takedownReason: p.text().nullable(),
    /** The publication that this one is the same as, where a person merged them. */
    mergedIntoId: p.integer().nullable().index(),
    /** The version for which the group's rules were looked at last. */
    rulesVersion: p.integer().default(0),
    /** The version whose text was last compared with all others. */
    comparedVersion: p.integer().default(0),
    /** `indexNumber` as it was when plan entries were last looked for; -1: not yet. */
    linksSuggestedFor: p.integer().default(-1),
    /** `indexNumber` as it was when the model last read the parts that are compared with entries; -1: not yet. */
    partsReadFor: p.integer().default(-1),
    /** Raised by every change that search shows; index rows carry it. */
    indexNumber: p.integer().default(0),
  },
});

/** One published thing: a review, a report, guidance, a news item. */
export class Publication extends PublicationSchema.class {}
PublicationSchema.setClass(Publication);
