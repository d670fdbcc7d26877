import { randomBytes } from 'node:crypto';
import { AuditEntry } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';
import { payloadHash } from './payload-hash.ts';

/** Who does something: a signed-in person, or a part of the program in words. */
export interface Actor {
  userId: number | null;
  /** An email address, "command line" or "worker". */
  name: string;
}

export interface Change {
  by: Actor;
  at: Date;
  /** "publication.kept", "link.added": subject, full stop, past participle. */
  action: string;
  subject: { type: string; id: number | string };
  /** Only the fields that changed. */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  reason?: string | null;
}

/** Adds an audit entry to what the entity manager will write: it stands or falls with the change. */
export function recordAudit(em: EntityManager, change: Change): AuditEntry {
  const payload = {
    before: change.before ?? null,
    after: change.after ?? null,
    reason: change.reason ?? null,
  };
  const payloadSalt = randomBytes(16).toString('hex');
  return em.create(AuditEntry, {
    at: change.at,
    user: change.by.userId,
    actor: change.by.name,
    action: change.action,
    subjectType: change.subject.type,
    subjectId: String(change.subject.id),
    payloadHash: payloadHash(payload, payloadSalt),
    payloadSalt,
    ...payload,
  });
}
