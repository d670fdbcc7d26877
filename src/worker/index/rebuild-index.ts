import { rmSync } from 'node:fs';
import type { Orm } from '#shared/database/open-database.ts';
import { indexFile, indexVersion, pointTo } from '#shared/search/current-index.ts';
import type { Services } from '#shared/services.ts';
import { reconcileIndex } from './reconcile-index.ts';

function removeFiles(dataDir: string, generation: number): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${indexFile(dataDir, generation)}${end}`, { force: true });
  }
}

/** Rounds of reconciliation until nothing changed meanwhile; more would mean a loop. */
const mostRounds = 20;

/**
 * Builds a new index beside the one that answers, reconciles until both say the same as the
 * database, and only then moves the pointer. What answered before is removed.
 *
 * @returns how many publications the new index has
 */
export async function rebuildIndex(
  services: Pick<Services, 'em' | 'search' | 'config' | 'clock'>,
  orm: Orm,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<number> {
  const before = (await services.search.pointer())?.generation ?? 1;
  const generation = before + 1;
  removeFiles(services.config.dataDir, generation);
  const index = await services.search.open(generation);
  try {
    let rounds = 0;
    while ((await reconcileIndex(services, index, onProgress)) > 0 && rounds < mostRounds)
      rounds += 1;
    const { publications } = await index.status();
    await pointTo(orm, { engine: 'fts5', generation, version: indexVersion }, services.clock());
    return publications;
  } finally {
    await index.close();
    await services.search.current();
    removeFiles(services.config.dataDir, before);
  }
}
