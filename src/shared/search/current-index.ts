import path from 'node:path';
import type { Config } from '#shared/config.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Orm } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';
import { openFts5Index } from './fts5/open-fts5-index.ts';
import type { SearchIndex } from './search-index.ts';

/** Raised when what the index stores changes: an index of another version is rebuilt. */
export const indexVersion = 1;

/** Which index answers: kept in the database, so that every process asks the same one. */
export interface IndexPointer {
  engine: 'fts5' | 'meilisearch';
  generation: number;
  version: number;
}

/** The index that the pointer in the database names, followed when the pointer moves. */
export interface CurrentIndex
  extends Pick<SearchIndex, 'search' | 'similar' | 'complete' | 'status'> {
  /** The pointer as it stands in the database; null before the first build. */
  pointer(): Promise<IndexPointer | null>;
  /** The index that answers now, for writing. */
  current(): Promise<SearchIndex>;
  /** Opens (and creates, if need be) an index beside the one that answers. */
  open(generation: number): Promise<SearchIndex>;
  close(): Promise<void>;
}

const pointerName = 'search.pointer';
/** How long a moved pointer may go unnoticed, in milliseconds. */
const lookAgainAfter = 1000;

/** Where a generation of the embedded index lives. */
export const indexFile = (dataDir: string, generation: number) =>
  path.join(dataDir, `search-${generation}.db`);

/** Follows the pointer; an index that does not exist yet answers as an empty one. */
export async function openCurrentIndex(given: { config: Config; orm: Orm }): Promise<CurrentIndex> {
  const { config, orm } = given;
  let opened: { generation: number; index: SearchIndex } | null = null;
  let opening: Promise<SearchIndex> | null = null;
  let lookedAt = 0;

  const pointer = async (): Promise<IndexPointer | null> => {
    const state = await orm.em.fork().findOne(StateValue, { name: pointerName });
    return (state?.value as IndexPointer | undefined) ?? null;
  };

  const open = async (generation: number): Promise<SearchIndex> =>
    openFts5Index({
      file: indexFile(config.dataDir, generation),
      vocabulary: await readVocabulary(orm.em.fork()),
    });

  async function follow(): Promise<SearchIndex> {
    const generation = (await pointer())?.generation ?? 1;
    if (opened?.generation !== generation) {
      const before = opened;
      opened = { generation, index: await open(generation) };
      await before?.index.close();
    }
    lookedAt = Date.now();
    return opened.index;
  }

  async function current(): Promise<SearchIndex> {
    if (opened && Date.now() - lookedAt < lookAgainAfter) return opened.index;
    opening ??= follow().finally(() => {
      opening = null;
    });
    return opening;
  }

  return {
    pointer,
    current,
    open,
    search: async (query) => (await current()).search(query),
    similar: async (id, limit) => (await current()).similar(id, limit),
    complete: async (prefix, limit) => (await current()).complete(prefix, limit),
    status: async () => (await current()).status(),
    async close() {
      await opening?.catch(() => undefined);
      await opened?.index.close();
      opened = null;
    },
  };
}

/** Moves the pointer: from now on every process asks this generation. */
export async function pointTo(orm: Orm, value: IndexPointer, at: Date): Promise<void> {
  await orm.em.fork().upsert(StateValue, { name: pointerName, value, changedAt: at });
}
