import { inject } from 'vitest';
import { StateValue } from '#shared/entities/index.ts';
import type { OpenServices } from '#shared/services.ts';
import { discardBeginningWith, notePrefix } from './run/meili-indexes.ts';

/** Begins the names of a library's indexes on a Meilisearch server; null where there are none. */
async function prefixOf({ config, orm }: OpenServices): Promise<string | null> {
  if (!config.meili) return null;
  const row = await orm.em.fork().findOne(StateValue, { name: 'search.library' });
  const id = (row?.value as { id: string } | undefined)?.id;
  return id ? `skylark_${id}_` : null;
}

/** Notes the indexes that a library keeps on a server, so that whatever becomes of the run they go. */
export async function noteIndexes(services: OpenServices): Promise<void> {
  const prefix = await prefixOf(services);
  if (prefix) notePrefix(inject('templates'), prefix);
}

/** Closes services or a program around them, and discards what the library kept on a Meilisearch server. */
export async function closeAndDiscard(
  services: OpenServices,
  close: () => Promise<void>,
): Promise<void> {
  const { meili } = services.config;
  const prefix = await prefixOf(services);
  await close();
  if (meili && prefix) await discardBeginningWith(meili, prefix);
}
