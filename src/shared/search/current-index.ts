import type { Config } from '#shared/config.ts';
import { vocabularyState } from '#shared/database/announce-vocabulary-change.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Orm } from '#shared/database/open-database.ts';
import type { Logger } from '#shared/log.ts';
import type { Embedder } from './embedding/embedder.ts';
import { openMeaning } from './embedding/open-meaning.ts';
import { claimIndexHome } from './index-home.ts';
import { discardAt, type IndexSettings, openAt, unavailable } from './index-places.ts';
import { type IndexPlace, type IndexPointer, pointerIn, stateOf } from './index-pointer.ts';
import type { IndexStatus, MeaningIndex, SearchIndex } from './search-index.ts';

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

/** How long a moved pointer may go unnoticed, in milliseconds. */
const lookAgainAfter = 1000;

interface Opened extends IndexPlace {
  index: SearchIndex;
  vocabularyChanged: string;
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
async function followed(settings: IndexSettings, opened: Opened | null, pointed: IndexPlace) {
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

  const open = (place: IndexPlace) => openAt({ config, orm, model }, place);

  async function follow(): Promise<SearchIndex> {
    const before = opened;
    const pointed = (await pointerIn(orm)) ?? { generation: 1, engine };
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
    pointer: () => pointerIn(orm),
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
