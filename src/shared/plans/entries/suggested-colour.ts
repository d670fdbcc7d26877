import type { PlanEntry } from '#shared/entities/index.ts';
import { day } from '#shared/text/durations.ts';

/** Days before the due date from which an entry that has not begun is worth a look. */
const soon = 60;

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day;

/**
 * The colour that status and due date suggest (Blue complete, Green on track, Amber slipping, Red
 * off track). It is shown beside the person's own colour and never replaces it.
 *
 * @param today "YYYY-MM-DD"
 */
export function suggestedColour(
  entry: Pick<PlanEntry, 'status' | 'dueOn' | 'originalDueOn'>,
  today: string,
): PlanEntry['rag'] {
  if (entry.status === 'complete' || entry.status === 'embedded') return 'Blue';
  if (entry.status === 'superseded' || entry.status === 'not accepted' || !entry.dueOn) return null;
  if (entry.dueOn < today) return 'Red';
  const slipped = !!entry.originalDueOn && entry.dueOn > entry.originalDueOn;
  const lateStart = entry.status === 'not started' && daysBetween(today, entry.dueOn) < soon;
  return slipped || lateStart ? 'Amber' : 'Green';
}
