import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { EmbedderFailure } from '../embedding/embedder.ts';
import type { MeaningIndex, SearchAnswer, SearchIndex } from '../search-index.ts';
import type { IndexThreadData, Task } from './index-thread.ts';
import { type IndexThread, openThread } from './open-thread.ts';

export interface Fts5Options {
  /** A file of its own: the index is disposable, the database is not. */
  file: string;
  vocabulary: ConceptTerms[];
  /** Threads that answer queries. Default 2. */
  readers?: number;
  /** Keeps vectors of this model beside the words; none if left out. */
  model?: string | null;
}

/** Documents handed to the writer in one transaction. */
const batch = 100;

const bytesOf = (file: string) => {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
};

/** The threads of one index file: one that writes, a few that read; a dead one is replaced. */
async function openThreads(
  open: (role: IndexThreadData['role']) => Promise<IndexThread>,
  count: number,
) {
  let writer = await open('write');
  const readers = await Promise.all(Array.from({ length: count }, () => open('read')));

  async function write<T = void>(task: Task): Promise<T> {
    if (writer.isDead) writer = await open('write');
    return writer.run<T>(task);
  }

  async function read<T>(task: Task, isRetry = false): Promise<T> {
    for (const [at, reader] of readers.entries()) {
      if (reader.isDead) readers[at] = await open('read');
    }
    const [idlest] = [...readers].sort((a, b) => a.waiting - b.waiting);
    if (!idlest) throw new Error('the index has no reader');
    try {
      return await idlest.run<T>(task);
    } catch (error) {
      if (isRetry || !idlest.isDead) throw error;
      return read(task, true);
    }
  }

  return { write, read, every: () => [writer, ...readers] };
}

/**
 * Opens the embedded index: SQLite FTS5 in a file of its own, one thread that writes, a few that
 * read. A thread that dies is replaced, and what it was asked is asked once more.
 */
export async function openFts5Index(options: Fts5Options): Promise<SearchIndex> {
  mkdirSync(path.dirname(options.file), { recursive: true });
  let vocabulary = options.vocabulary;
  const { file, model = null } = options;
  const threads = await openThreads(
    (role) => openThread({ file, role, vocabulary, model }),
    options.readers ?? 2,
  );
  const { read, write } = threads;

  const meanings: MeaningIndex = {
    missing: (limit) => read({ do: 'missing', limit }),
    countMissing: () => read({ do: 'count missing' }),
    async put(meanings) {
      const refused = await write<string | null>({ do: 'put meanings', meanings });
      if (refused) throw new EmbedderFailure(refused);
    },
    near: (search) => read({ do: 'near', search }),
    nearest: (search) => read({ do: 'nearest', search }),
  };

  return {
    meanings: model === null ? null : meanings,
    async put(documents) {
      for (let start = 0; start < documents.length; start += batch) {
        await write({ do: 'put', documents: documents.slice(start, start + batch) });
      }
    },
    remove: (publications) => write({ do: 'remove', publications }),
    clear: () => write({ do: 'clear' }),
    sweep: () => write<boolean>({ do: 'sweep' }),
    search: (query) => read<SearchAnswer>({ do: 'search', query }),
    similar: (id, limit) => read({ do: 'similar', id, limit }),
    complete: (prefix, limit) => read({ do: 'complete', prefix, limit }),
    numbers: (afterId, limit) => read({ do: 'numbers', afterId, limit }),
    async status() {
      if (!existsSync(file)) throw new Error(`${file} is not there any more`);
      const counts = await read<{ publications: number; passages: number }>({ do: 'counts' });
      return {
        engine: 'fts5',
        ...counts,
        bytes: bytesOf(file) + bytesOf(`${file}-wal`),
        ...(model !== null && { withoutMeaning: await meanings.countMissing() }),
      };
    },
    async setVocabulary(next) {
      vocabulary = next;
      const task: Task = { do: 'vocabulary', vocabulary };
      await Promise.all(threads.every().map((thread) => thread.run(task)));
    },
    async close() {
      await Promise.all(threads.every().map((thread) => thread.close()));
    },
  };
}
