import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#shared/config.ts';
import { vocabularyState } from '#shared/database/announce-vocabulary-change.ts';
import { sqliteCodeOf, sqliteCodes } from '#shared/database/fault-of.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Orm } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import type { Logger } from '#shared/log.ts';
import type { Embedder } from './embedding/embedder.ts';
import { openMeaning } from './embedding/open-meaning.ts';
import { openFts5Index } from './fts5/open-fts5-index.ts';
import { claimIndexHome } from './index-home.ts';
import { deleteMeilisearchIndex } from './meilisearch/generation.ts';
import { openMeilisearchIndex } from './meilisearch/open-meilisearch-index.ts';
import type { IndexStatus, MeaningIndex, SearchIndex } from './search-index.ts';

/** Raised when what the index stores changes: an index of another version is rebuilt. */
export const indexVersion = 5;

/** One built index: the same engine may have several beside each other. */
export interface IndexPlace {
  engine: IndexStatus['engine'];
  generation: number;
}

/** Which index answers: kept in the database, so that every process asks the same one. */
export interface IndexPointer extends IndexPlace {
  version: number;
  /** Whose vectors it has beside the words; left out where it has none. */
  model?: string;
}

/** The index that the pointer in the database names, followed when the pointer moves. */
export interface CurrentIndex
  extends Pick<SearchIndex, 'search' | 'similar' | 'complete' | 'status'> {
  /** Publications whose vector is nearest, whatever their words; none where meaning is off. */
  nearest: MeaningIndex['nearest'];
  /** The engine that the settings ask for. */
  readonly engine: IndexStatus['engine'];
  /** The model that the settings ask vectors of; null when words alone are searched for. */
  readonly model: string | null;
  /** The pointer as it stands in the database; null before the first build. */
  pointer(): Promise<IndexPointer | null>;
  /**
   * The index that answers now, for writing.
   *
   * @param given.isFresh looks at the pointer first, however lately that was done
   * @throws {SearchUnavailable} when it cannot be opened
   */
  current(given?: { isFresh?: boolean }): Promise<SearchIndex>;
  /** Opens (and creates, if need be) an index beside the one that answers. */
  open(place: IndexPlace): Promise<SearchIndex>;
  /** Removes an index for good. */
  discard(place: IndexPlace): Promise<void>;
  close(): Promise<void>;
}

const pointerName = 'search.pointer';
const libraryName = 'search.library';
/** How long a moved pointer may go unnoticed, in milliseconds. */
const lookAgainAfter = 1000;

/** Where a generation of the embedded index lives. */
const indexFile = (dataDir: string, generation: number) =>
  path.join(dataDir, `search-${generation}.db`);

interface Opened extends IndexPlace {
  index: SearchIndex;
  vocabularyChanged: string;
}

const stateOf = async (orm: Orm, name: string): Promise<unknown> =>
  (await orm.em.fork().findOne(StateValue, { name }))?.value ?? null;

/** Begins the names of this library's indexes on a server that may hold those of others. */
async function prefixOf(orm: Orm, generation: number): Promise<string> {
  const known = (await stateOf(orm, libraryName)) as { id: string } | null;
  if (known) return `skylark_${known.id}_${generation}`;
  const value = { id: randomBytes(4).toString('hex') };
  const row = { name: libraryName, value, changedAt: new Date() };
  await orm.em.fork().upsert(StateValue, row, { onConflictAction: 'ignore' });
  return prefixOf(orm, generation);
}

const unavailable = (error: unknown) =>
  error instanceof SearchUnavailable
    ? error
    : new SearchUnavailable('The search index cannot be read.', {
        cause: error,
        // A disk that is full, or a lock that is held, is no fault of the index: building it anew
        // would need more room still.
        isDamaged: ![sqliteCodes.busy, sqliteCodes.full].includes(sqliteCodeOf(error) ?? 0),
      });

interface Settings {
  config: Config;
  orm: Orm;
  model: string | null;
}

/** Opens (and creates, if need be) a generation. @throws {SearchUnavailable} */
async function openAt(
  { config, orm, model }: Settings,
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
async function discardAt(
  { config, orm }: Omit<Settings, 'model'>,
  { engine, generation }: IndexPlace,
): Promise<void> {
  if (engine === 'meilisearch') {
    if (!config.meili) return;
    return deleteMeilisearchIndex({ ...config.meili, prefix: await prefixOf(orm, generation) });
  }
  for (const end of ['', '-wal', '-shm'])
    rmSync(`${indexFile(config.dataDir, generation)}${end}`, { force: true });
}

/** Asks once more when the index was swapped meanwhile. */
async function askedOf<T>(
  current: CurrentIndex['current'],
  question: (index: SearchIndex) => Promise<T>,
): Promise<T> {
  const index = await current();
  try {
    return await question(index);
  } catch (error) {
    const now = await current({ isFresh: true });
    if (now === index) throw unavailable(error);
    return question(now).catch((again: unknown) => {
      throw unavailable(again);
    });
  }
}

/** What is open, brought to where the pointer is and to the vocabulary as it stands. */
async function followed(settings: Settings, opened: Opened | null, pointed: IndexPlace) {
  const { orm } = settings;
  const place = { engine: pointed.engine, generation: pointed.generation };
  const vocabularyChanged = JSON.stringify(await stateOf(orm, vocabularyState));
  if (opened?.generation !== place.generation || opened.engine !== place.engine) {
    return { ...place, vocabularyChanged, index: await openAt(settings, place) };
  }
  if (opened.vocabularyChanged !== vocabularyChanged)
    await opened.index.setVocabulary(await readVocabulary(orm.em.fork()));
  return { ...opened, vocabularyChanged };
}

/**
 * Follows the pointer; an index that does not exist yet answers as an empty one.
 *
 * @param given.embedder finds what is close in meaning too; null: words alone are searched for
 * @param given.onGuessed told which publications were shown as close, and not known where
 */
export async function openCurrentIndex(given: {
  config: Config;
  orm: Orm;
  embedder: Embedder | null;
  log: Logger;
  onGuessed?: (ids: number[]) => void;
}): Promise<CurrentIndex> {
  const { config, orm, embedder } = given;
  const model = embedder?.model ?? null;
  const search = openMeaning(given);
  const engine: IndexStatus['engine'] = config.meili ? 'meilisearch' : 'fts5';
  const isShared = config.databaseUrl.startsWith('postgres');
  const leaveHome =
    engine === 'fts5' && isShared ? await claimIndexHome(orm, config.dataDir) : () => undefined;
  let opened: Opened | null = null;
  let opening: Promise<SearchIndex> | null = null;
  let lookedAt = 0;

  const pointer = async () => (await stateOf(orm, pointerName)) as IndexPointer | null;
  const open = (place: IndexPlace) => openAt({ config, orm, model }, place);

  async function follow(): Promise<SearchIndex> {
    const before = opened;
    const pointed = (await pointer()) ?? { generation: 1, engine };
    opened = await followed({ config, orm, model }, before, pointed);
    if (opened.index !== before?.index) await before?.index.close();
    lookedAt = performance.now();
    return opened.index;
  }

  async function current({ isFresh = false } = {}): Promise<SearchIndex> {
    if (!isFresh && opened && performance.now() - lookedAt < lookAgainAfter) return opened.index;
    opening ??= follow().finally(() => {
      opening = null;
    });
    return opening;
  }

  const asked = <T>(question: (index: SearchIndex) => Promise<T>) => askedOf(current, question);

  return {
    engine,
    model,
    pointer,
    current,
    open,
    discard: (place) => discardAt({ config, orm }, place),
    search: (query) => asked((index) => search(index, query)),
    similar: (id, limit) => asked((index) => index.similar(id, limit)),
    complete: (prefix, limit) => asked((index) => index.complete(prefix, limit)),
    nearest: (search) => asked(async (index) => (await index.meanings?.nearest(search)) ?? []),
    status: () => asked((index) => index.status()),
    async close() {
      leaveHome();
      await opening?.catch(() => undefined);
      await opened?.index.close();
      opened = null;
    },
  };
}

/** What the pointer says of an index that is made now, as the settings ask. */
export const madeNow = (
  { model }: Pick<CurrentIndex, 'model'>,
  place: IndexPlace,
): IndexPointer => ({ ...place, version: indexVersion, ...(model !== null && { model }) });

/** Moves the pointer: from now on every process asks this generation. */
export async function pointTo(orm: Orm, value: IndexPointer, at: Date): Promise<void> {
  await orm.em.fork().upsert(StateValue, { name: pointerName, value, changedAt: at });
}
