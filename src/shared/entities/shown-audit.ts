import type { AuditEntry } from './program/audit-entry.ts';
import type { TextExit } from './text-exit.ts';

/** An audit entry as people and programs see it. */
export interface ShownAudit {
  id: number;
  at: Date;
  actor: string;
  action: string;
  subjectType: string;
  subjectId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
}

/** What a change may have noted of a publication's own text. */
const ofItsText = new Set(['words', 'quote', 'passage', 'summary', 'text']);

type Payload = Record<string, unknown> | null | undefined;

/** What was noted of a change, without the publication's own text; the change itself stays told. */
export function withoutItsText(payload: Payload): Record<string, unknown> | null {
  if (!payload) return null;
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !ofItsText.has(name)));
}

/** @param exit of the publication that it is about; null when it is about something else */
export function shownAudit(entry: AuditEntry, exit: TextExit | null): ShownAudit {
  const { id, at, actor, action, subjectType, subjectId, reason } = entry;
  const shown = (payload: Payload) =>
    payload && exit ? (exit.said(payload) ?? withoutItsText(payload)) : (payload ?? null);
  return {
    id,
    at,
    actor,
    action,
    subjectType,
    subjectId,
    before: shown(entry.before),
    after: shown(entry.after),
    reason: reason ?? null,
  };
}
