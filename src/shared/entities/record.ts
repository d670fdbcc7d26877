import { defineEntity, p } from '@mikro-orm/core';
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
