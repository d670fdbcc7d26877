import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from './publication.ts';
import { Scan } from './scan.ts';
import { Source } from './source.ts';
import { User } from './user.ts';

const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  indexes: [{ properties: ['subjectType', 'subjectId'] }, { properties: ['at'] }],
  properties: {
    id: p.integer().primary(),
    at: p.datetime(3),
    user: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    /** Who, in words: an email, or "command line", or "worker". */
    actor: p.string().length(320),
    /** What was done: "publication.kept", "link.added" … */
    action: p.string().length(100),
    subjectType: p.string().length(50),
    subjectId: p.string().length(100),
    /** SHA-256 of the payload as it was written; null for entries of earlier versions. */
    payloadHash: p.string().length(64).nullable(),
    /** Goes into that hash, so that nobody can guess at what was erased; erased with it. */
    payloadSalt: p.string().length(32).nullable(),
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
    reason: p.text().nullable(),
  },
});

/**
 * Who changed what, when, from what to what. Only ever added to, by `recordAudit`. Its payload
 * (before, after, reason) can be erased, by `eraseAudit`: all else stays as it was written.
 */
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);

/**
 * What no erasure changes of an entry: a chain over entries covers these. The user's row is not among
 * them, as it may go; the actor in words stays.
 */
export const lastingOfAudit = [
  'id',
  'at',
  'actor',
  'action',
  'subjectType',
  'subjectId',
  'payloadHash',
] as const satisfies (keyof AuditEntry)[];

const OutboxSchema = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    id: p.integer().primary(),
    /** Not a foreign key: the publication may be gone when the index hears of it. */
    publicationId: p.integer().index(),
    number: p.integer(),
    change: p.enum(['put', 'remove'] as const),
    createdAt: p.datetime(3),
  },
});

/** Announces a change to the index; written in the transaction that makes the change. */
export class OutboxRow extends OutboxSchema.class {}
OutboxSchema.setClass(OutboxRow);

const LeaseSchema = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: {
    name: p.string().length(100).primary(),
    holder: p.string().length(100),
    until: p.datetime(3),
  },
});

/** One holder at a time of one duty (indexing, sending); a dead holder's simply runs out. */
export class Lease extends LeaseSchema.class {}
LeaseSchema.setClass(Lease);

const StateSchema = defineEntity({
  name: 'StateValue',
  tableName: 'state_value',
  properties: {
    name: p.string().length(100).primary(),
    value: p.json<unknown>(),
    changedAt: p.datetime(3),
  },
});

/** A fact the program keeps about itself: which index generation answers, when it last reconciled. */
export class StateValue extends StateSchema.class {}
StateSchema.setClass(StateValue);

const UploadSchema = defineEntity({
  name: 'Upload',
  tableName: 'upload',
  properties: {
    id: p.integer().primary(),
    /** SHA-256 of the bytes; a candidate's address is "upload:" and this. */
    hash: p.string().length(64).unique(),
    fileName: p.string().length(300),
    mediaType: p.string().length(150),
    bytes: p.blob().lazy(),
    uploadedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    uploadedAt: p.datetime(3),
  },
});

/** A file a person gave, kept until its text is recorded. */
export class Upload extends UploadSchema.class {}
UploadSchema.setClass(Upload);

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

/** What "test this source" found. */
export interface SourceTest {
  /** What was tested, where it is not a source yet. */
  draft?: Record<string, unknown>;
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

/** A test that has found nothing yet, of a source that nobody has saved. */
export interface SourceDraft {
  draft: Record<string, unknown>;
}

const WorkRequestSchema = defineEntity({
  name: 'WorkRequest',
  tableName: 'work_request',
  indexes: [{ properties: ['state', 'requestedAt'] }],
  properties: {
    id: p.integer().primary(),
    kind: p.enum(['scan', 'test', 'add'] as const),
    source: () => p.manyToOne(Source).nullable().deleteRule('cascade').index(),
    /** The address to add, or "upload:" and a hash. */
    url: p.text().nullable(),
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
