import { keepStates } from '#shared/database/keep-state.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import type { Link } from '#shared/entities/index.ts';

/** What of a link is kept for "as at a day": never words of a publication, or about one. */
export const stateOfLink = (link: Link): Record<string, unknown> => ({
  entryId: link.entry.id,
  bearing: link.bearing,
  isRemoved: !!link.removedAt,
});

/** Keeps how a link is after a change. @param before null for a new one; its entry is loaded */
export const keepLink = (
  em: EntityManager,
  link: Link,
  before: Record<string, unknown> | null,
  told: { at: Date; by: Actor },
): Promise<void> =>
  keepStates(
    em,
    [{ noun: 'link', id: link.id, planId: link.entry.plan.id, before, after: stateOfLink(link) }],
    told,
  );
