import { defineEntity, p } from '@mikro-orm/core';
import type { SourceKind } from '../../sources/readable-kinds.ts';
import { fromList } from '../from-list.ts';
import { ShortLineType } from '../line-type.ts';

export { type SourceKind, sourceKinds } from '../../sources/readable-kinds.ts';

/** What may be shown of a source's publications: all text, short extracts, or title and link only. */
export const mayShowClasses = ['text', 'extract', 'link'] as const;
export type MayShow = (typeof mayShowClasses)[number];

const SourceSchema = defineEntity({
  name: 'Source',
  tableName: 'source',
  indexes: [{ properties: ['nextScanAt'] }],
  properties: {
    id: p.integer().primary(),
    /** Its name in commands, settings and exports: letters, digits and hyphens. */
    key: p.string().length(100).unique(),
    name: p.string().length(300).type(ShortLineType),
    publisher: p.string().length(300).type(ShortLineType),
    publisherType: p.string().length(50).nullable(),
    /** A row of the table of kinds (`shared/sources/readable-kinds.ts`). On SQLite the column has a default. */
    kind: fromList<SourceKind>(),
    url: p.text(),
    /** Readable, unencoded name=value pairs joined by "&", for kinds that ask an API. */
    query: p.text().nullable(),
    licence: p.text().nullable(),
    /** Concept id of the region the publisher speaks for. */
    region: p.string().length(100).nullable(),
    mayShow: fromList<MayShow>().default('link'),
    note: p.text().nullable(),
    /** Documented or reported to work, or tested here. */
    isVerified: p.boolean().default(false),
    isPaused: p.boolean().default(false),
    /** Its first scan's publications may enter digests although they are the backlog. */
    includesFirstScan: p.boolean().default(false),

    /** Validators of the last complete answer, saved with the candidates it offered. */
    etag: p.text().nullable(),
    lastModified: p.text().nullable(),

    nextScanAt: p.datetime(3).nullable(),
    /** Hours between scans; adapts between 1 and 168. */
    intervalHours: p.double().default(6),
    /** Hours that the source itself asks for between visits (ttl, Cache-Control, Expires). */
    restHours: p.double().nullable(),
    /** Days between days with something new, as seen so far; null while too little was seen. */
    everyDays: p.double().nullable(),
    leasedBy: p.string().length(100).nullable(),
    leaseUntil: p.datetime(3).nullable(),

    lastScannedAt: p.datetime(3).nullable(),
    lastSucceededAt: p.datetime(3).nullable(),
    /** When it last answered in full rather than "not modified". */
    lastReadInFullAt: p.datetime(3).nullable(),
    /** When it last offered something not seen before. */
    lastNewAt: p.datetime(3).nullable(),
    /** Start of the present run of failures; null while all is well. */
    firstFailedAt: p.datetime(3).nullable(),
    failures: p.integer().default(0),
    failureReason: p.text().nullable(),
    /** What administrators were told of by mail, until it is over for a day: never a stream. */
    alertedOf: p.enum(['failing', 'quiet', 'ended'] as const).nullable(),
    alertedAt: p.datetime(3).nullable(),
    /** The source says that it has ended: shown as an alert. */
    endedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});

/** A place we look: a feed, an API query, a listing page, a repository, or people adding by hand. */
export class Source extends SourceSchema.class {}
SourceSchema.setClass(Source);
