import { MethodChange, type MethodSubject } from '#shared/entities/index.ts';
import type { EntityManager } from './open-database.ts';
import { type Change, recordAudit } from './record-audit.ts';

/**
 * Records a change to how is scanned twice: in the audit, and as a fact that method statements tell of.
 *
 * @param given.name what the source, search or concept is called
 */
export function recordMethodChange(
  em: EntityManager,
  change: Change & { subject: { type: MethodSubject; id: number | string } },
  { name }: { name: string },
): void {
  recordAudit(em, change);
  em.create(MethodChange, {
    at: change.at,
    subject: change.subject.type,
    subjectId: String(change.subject.id),
    name,
    action: change.action,
    before: change.before ?? null,
    after: change.after ?? null,
    by: change.by.name,
  });
}
