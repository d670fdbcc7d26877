/** A thread that writes to an index file, or reads from it: neither holds the process. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { conceptLookup } from '../concept-names.ts';
import type { PublicationDocument } from '../publication-document.ts';
import type { Meaning, NearestSearch, NearSearch, SearchQuery } from '../search-index.ts';
import { prepareReader } from './read.ts';
import { openForReading, openForWriting } from './schema.ts';
import { sweep } from './sweep.ts';
import { prepareWriter } from './write.ts';
import { prepareMeaningWriter } from './write-meanings.ts';

export interface IndexThreadData {
  file: string;
  role: 'write' | 'read';
  vocabulary: ConceptTerms[];
  /** Whose vectors are kept; null: none. */
  model: string | null;
}

/** One thing to do, and its arguments. */
export type Task =
  | { do: 'put'; documents: PublicationDocument[] }
  | { do: 'remove'; publications: { id: number; number: number }[] }
  | { do: 'clear' }
  | { do: 'sweep' }
  | { do: 'put meanings'; meanings: Meaning[] }
  | { do: 'search'; query: SearchQuery }
  | { do: 'similar'; id: number; limit: number }
  | { do: 'complete'; prefix: string; limit: number }
  | { do: 'numbers'; afterId: number; limit: number }
  | { do: 'counts' }
  | { do: 'near'; search: NearSearch }
  | { do: 'nearest'; search: NearestSearch }
  | { do: 'missing'; limit: number }
  | { do: 'count missing' }
  | { do: 'vocabulary'; vocabulary: ConceptTerms[] };

/** `code`: SQLite's own, where the fault is one of the file's. */
export type ThreadReply = { result: unknown } | { error: string; code?: number };

const { file, role, vocabulary, model } = workerData as IndexThreadData;

function writing() {
  const db = openForWriting(file, model !== null);
  const meanings = model === null ? null : prepareMeaningWriter(db, model);
  const writer = prepareWriter(db, meanings);
  let lookup = conceptLookup(vocabulary);
  return (task: Task): unknown => {
    if (task.do === 'put') return writer.put(task.documents, lookup);
    if (task.do === 'remove') return writer.remove(task.publications);
    if (task.do === 'clear') return writer.clear();
    if (task.do === 'sweep') {
      writer.forgetSpelled();
      return sweep(db);
    }
    if (task.do === 'put meanings') return meanings?.put(task.meanings);
    if (task.do === 'vocabulary') lookup = conceptLookup(task.vocabulary);
    return undefined;
  };
}

function reading() {
  const reader = prepareReader(openForReading(file, model !== null), vocabulary, model);
  return (task: Task): unknown => {
    switch (task.do) {
      case 'search':
        return reader.search(task.query);
      case 'similar':
        return reader.similar(task.id, task.limit);
      case 'complete':
        return reader.complete(task.prefix, task.limit);
      case 'numbers':
        return reader.numbers(task.afterId, task.limit);
      case 'counts':
        return reader.counts();
      case 'near':
        return reader.near(task.search);
      case 'nearest':
        return reader.nearest(task.search);
      case 'missing':
        return reader.missing(task.limit);
      case 'count missing':
        return reader.countMissing();
      case 'vocabulary':
        return reader.setVocabulary(task.vocabulary);
      default:
        throw new Error(`a reader cannot ${task.do}`);
    }
  };
}

const carryOut = role === 'write' ? writing() : reading();

async function replyTo(task: Task): Promise<ThreadReply> {
  try {
    return { result: await carryOut(task) };
  } catch (error) {
    const { stack, errcode } = error as Error & { errcode?: number };
    return { error: stack ?? String(error), ...(errcode !== undefined && { code: errcode }) };
  }
}

/** Tasks are answered in the order in which they came. */
let before: Promise<void> = Promise.resolve();
parentPort?.on('message', (task: Task) => {
  before = before.then(async () => parentPort?.postMessage(await replyTo(task)));
});
parentPort?.postMessage({ result: 'ready' } satisfies ThreadReply);
