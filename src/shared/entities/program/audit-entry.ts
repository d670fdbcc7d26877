import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';

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
