import { noteSwept, sweepAsked } from '#shared/database/sweep-state.ts';
import { OutboxRow } from '#shared/entities/index.ts';
import type { SearchIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';

/**
 * Takes what was erased out of the index's own files, once the index has heard of it. Only who holds
 * the indexer's lease may call it, after it brought the index up to date.
 */
export async function sweepIndex(
  services: Pick<Services, 'em' | 'clock'>,
  index: SearchIndex,
): Promise<boolean> {
  const em = services.em.fork();
  const asked = await sweepAsked(em, 'index');
  if (!asked || (await em.count(OutboxRow)) > 0) return false;
  if (!(await index.sweep())) return false;
  await noteSwept(em, { place: 'index', asked, at: services.clock() });
  return true;
}
