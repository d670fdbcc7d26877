import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#shared/config.ts';
import { sqliteCodeOf, sqliteCodes } from '#shared/database/fault-of.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Orm } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import { openFts5Index } from './fts5/open-fts5-index.ts';
import { type IndexPlace, stateOf } from './index-pointer.ts';
import { deleteMeilisearchIndex } from './meilisearch/generation.ts';
import { openMeilisearchIndex } from './meilisearch/open-meilisearch-index.ts';
import type { SearchIndex } from './search-index.ts';

const libraryName = 'search.library';

/** Where a generation of the embedded index lives. */
const indexFile = (dataDir: string, generation: number) =>
  path.join(dataDir, `search-${generation}.db`);

/** Begins the names of this library's indexes on a server that may hold those of others. */
async function prefixOf(orm: Orm, generation: number): Promise<string> {
  const known = (await stateOf(orm, libraryName)) as { id: string } | null;
  if (known) return `skylark_${known.id}_${generation}`;
  const value = { id: randomBytes(4).toString('hex') };
  const row = { name: libraryName, value, changedAt: new Date() };
  await orm.em.fork().upsert(StateValue, row, { onConflictAction: 'ignore' });
  return prefixOf(orm, generation);
}

/** A fault of an index as it is told. */
export const unavailable = (error: unknown) =>
  error instanceof SearchUnavailable
    ? error
    : new SearchUnavailable('The search index cannot be read.', {
        cause: error,
        // A disk that is full, or a lock that is held, is no fault of the index: building it anew
        // would need more room still.
        isDamaged: ![sqliteCodes.busy, sqliteCodes.full].includes(sqliteCodeOf(error) ?? 0),
      });

/** What an index is opened with. */
export interface IndexSettings {
  config: Config;
  orm: Orm;
  model: string | null;
}

/** Opens (and creates, if need be) a generation. @throws {SearchUnavailable} */
export async function openAt(
  { config, orm, model }: IndexSettings,
  { engine, generation }: IndexPlace,
): Promise<SearchIndex> {
  const vocabulary = await readVocabulary(orm.em.fork());
  try {
    if (engine === 'fts5') {
      const file = indexFile(config.dataDir, generation);
      return await openFts5Index({ file, vocabulary, model });
    }
    if (!config.meili) {
      throw new SearchUnavailable(
        'The search index is on a Meilisearch server, and MEILI_URL is not set.',
        { isDamaged: true },
      );
    }
    const prefix = await prefixOf(orm, generation);
    return await openMeilisearchIndex({ ...config.meili, prefix, vocabulary, model });
  } catch (error) {
    throw unavailable(error);
  }
}

/** Removes a generation for good. */
export async function discardAt(
  { config, orm }: Omit<IndexSettings, 'model'>,
  { engine, generation }: IndexPlace,
): Promise<void> {
  if (engine === 'meilisearch') {
    if (!config.meili) return;
    return deleteMeilisearchIndex({ ...config.meili, prefix: await prefixOf(orm, generation) });
  }
  for (const end of ['', '-wal', '-shm'])
    rmSync(`${indexFile(config.dataDir, generation)}${end}`, { force: true });
}
