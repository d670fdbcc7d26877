import { createHash } from 'node:crypto';
import type { AuditEntry } from '#shared/entities/index.ts';

export type AuditPayload = Pick<AuditEntry, 'before' | 'after' | 'reason'>;

/** The names of an object in one order: PostgreSQL keeps the order of none. */
const inOrder = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** A payload as one text, the same before it is stored as after it is read from either database. */
export const payloadInOneOrder = ({ before, after, reason }: AuditPayload): string =>
  JSON.stringify({ before: before ?? null, after: after ?? null, reason: reason ?? null }, inOrder);

/** SHA-256 of salt and payload, as 64 hex digits. */
export const payloadHash = (payload: AuditPayload, salt: string): string =>
  createHash('sha256')
    .update(`${salt}\n${payloadInOneOrder(payload)}`)
    .digest('hex');

/** What can be said of the payload of an entry. */
export type PayloadState = 'as written' | 'erased' | 'altered' | 'before hashes';

/** Whether a payload is as it was written. */
export function payloadState(entry: AuditEntry): PayloadState {
  if (!entry.payloadHash) return 'before hashes';
  if (!entry.payloadSalt) return 'erased';
  return payloadHash(entry, entry.payloadSalt) === entry.payloadHash ? 'as written' : 'altered';
}
