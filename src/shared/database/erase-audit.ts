import type { AuditEntry } from '#shared/entities/index.ts';
import { type AuditPayload, payloadInOneOrder } from './payload-hash.ts';

/**
 * Leaves of an entry's payload what is given. Its hash stays, as what a chain covers; the salt goes,
 * so that nobody can tell by guessing what was erased. Where nothing goes, nothing changes.
 */
export function eraseAudit(entry: AuditEntry, left: Partial<AuditPayload>): void {
  const { before, after, reason } = entry;
  const remains = { before, after, reason, ...left };
  if (payloadInOneOrder(remains) === payloadInOneOrder(entry)) return;
  Object.assign(entry, remains, { payloadSalt: null });
}
