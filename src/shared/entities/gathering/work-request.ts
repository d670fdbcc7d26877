import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { LineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import { Scan } from './scan.ts';
import { Source, type SourceKind } from './source.ts';

/** One entry that a tested source offers. */
export interface OfferedEntry {
  title: string;
  url: string;
  publishedOn: string | null;
}

/** A concept as a fact, with where it comes from as a sentence. */
export interface FactFound {
  concept: string;
  label: string;
  basis: string;
}

/** What would be stored of a publication that a tested source offers. */
export interface WouldBeStored {
  title: string;
  /** The address that would be kept: after redirects, and as the page itself names it. */
  url: string;
  publisher: string;
  publishedOn: string;
  publishedOnBasis: 'source' | 'document' | 'first-seen';
  summary: string | null;
  type: FactFound | null;
  region: FactFound | null;
  /** BCP 47. */
  language: string | null;
  /** The page or file itself first, then those beside it. */
  documents: {
    title: string;
    mediaType: string;
    pageCount: number | null;
    words: number;
    /** Why it could not be read, or not in full, as a sentence. */
    problem: string | null;
  }[];
  /** What could not be read, as a sentence; null if all was. */
  problem: string | null;
  /** The publication of the library that it would be a further sighting of. */
  knownAs: { id: number; title: string } | null;
}

/** What an address can be as a source. */
export interface SourceAt {
  kind: SourceKind;
  url: string;
  /** Readable name=value pairs joined by "&"; null where the address says it all. */
  query: string | null;
  name: string;
  publisher: string;
}

/** What "test this source" found. */
export interface SourceTest {
  /** What was tested, where it is not a source yet. */
  draft?: Record<string, unknown>;
  /** What else the address that was looked at could be. */
  others?: SourceAt[];
  found: string;
  offered: number;
  latest: OfferedEntry[];
  /** Of a listing page, all that it would take, up to some. */
  taken?: OfferedEntry[];
  /** Days between publications, as seen in what it offers; null when too few carry dates. */
  everyDays: number | null;
  warnings: string[];
  /** The newest, read as the worker reads them; tests of before did not say. */
  stored?: WouldBeStored[];
}

/** A test that has found nothing yet: of a source that nobody has saved, or of an address alone. */
export interface SourceDraft {
  draft: Record<string, unknown>;
}

/**
 * What people ask the worker to do. Each has a handler in the worker's table of them
 * (`worker/requests/handlers.ts`), for which the compiler asks.
 */
export const requestKinds = ['scan', 'test', 'add', 'match'] as const;
export type RequestKind = (typeof requestKinds)[number];

const WorkRequestSchema = defineEntity({
  name: 'WorkRequest',
  tableName: 'work_request',
  indexes: [{ properties: ['state', 'requestedAt'] }],
  properties: {
    id: p.integer().primary(),
    kind: p.string().length(50).$type<RequestKind>(),
    source: () => p.manyToOne(Source).nullable().deleteRule('cascade').index(),
    /** The address to add, or "upload:" and a hash; of a list to compare "match:" and its id. */
    url: p.text().nullable(),
    /** What it is called: the name of the file, or the words of the link in a newsletter. */
    title: p.text().type(LineType).nullable(),
    /** The request that it came of: that for the mail whose link this is. */
    partOf: () => p.manyToOne(WorkRequest).nullable().deleteRule('set null').index(),
    requestedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    requestedAt: p.datetime(3),
    state: p.enum(['waiting', 'running', 'done', 'failed'] as const).default('waiting'),
    leaseUntil: p.datetime(3).nullable(),
    finishedAt: p.datetime(3).nullable(),
    /** Why it failed, as a sentence. */
    reason: p.text().nullable(),
    scan: () => p.manyToOne(Scan).nullable().deleteRule('set null').index(),
    publication: () => p.manyToOne(Publication).nullable().deleteRule('set null').index(),
    test: p.json<SourceTest | SourceDraft>().nullable(),
  },
});

/** Something a person asked the worker to do: the server writes it, the worker finds it. */
export class WorkRequest extends WorkRequestSchema.class {}
WorkRequestSchema.setClass(WorkRequest);
