import { AuditEntry } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';

/** Entries that are looked through: what somebody changed while another wrote is among the last. */
const looked = 20;

/** What audit entries call a field that people may change, where they call it otherwise. */
const toldAs: Record<string, string[]> = {
  assessment: ['relevance', 'evidenceStrength', 'impact', 'horizon', 'meaning'],
  concepts: ['concept'],
  suggestions: ['concept', 'entry'],
  links: ['link'],
  parameters: ['search'],
  setAsideReason: ['reason'],
  setAsideNote: ['status'],
};

/**
 * Who changed one of these fields last, to be named to who comes second. Only said, never decided by: it
 * is null where no audit entry tells, as for what was read anew, or where what it told was erased.
 */
export async function whoChanged(
  em: EntityManager,
  subject: { type: string | null; id: number | string },
  fields: string[],
): Promise<{ name: string; at: Date } | null> {
  if (subject.type === null) return null;
  const entries = await em.find(
    AuditEntry,
    { subjectType: subject.type, subjectId: String(subject.id) },
    { orderBy: { id: 'desc' }, limit: looked },
  );
  const names = fields.flatMap((field) => toldAs[field] ?? [field]);
  const entry = entries.find(({ after, before }) =>
    names.some((name) => (after && name in after) || (before && name in before)),
  );
  return entry ? { name: entry.actor, at: entry.at } : null;
}
