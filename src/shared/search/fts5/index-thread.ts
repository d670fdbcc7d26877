/** A thread that writes to an index file, or reads from it: neither holds the process. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { conceptLookup } from '../concept-names.ts';
import type { PublicationDocument, SearchQuery } from '../search-index.ts';
import { prepareReader } from './read.ts';
import { openForReading, openForWriting } from './schema.ts';
import { prepareWriter } from './write.ts';

export interface ThreadData {
  file: string;
  role: 'write' | 'read';
  vocabulary: ConceptTerms[];
}

/** One thing to do, and its arguments. */
export type Task =
  | { do: 'put'; documents: PublicationDocument[] }
  | { do: 'remove'; publications: { id: number; number: number }[] }
  | { do: 'clear' }
  | { do: 'search'; query: SearchQuery }
  | { do: 'similar'; id: number; limit: number }
  | { do: 'complete'; prefix: string; limit: number }
  | { do: 'numbers'; afterId: number; limit: number }
  | { do: 'counts' }
  | { do: 'vocabulary'; vocabulary: ConceptTerms[] };

export type Reply = { result: unknown } | { error: string };

const { file, role, vocabulary } = workerData as ThreadData;

function writing() {
  const writer = prepareWriter(openForWriting(file));
  let lookup = conceptLookup(vocabulary);
  return (task: Task): unknown => {
    if (task.do === 'put') return writer.put(task.documents, lookup);
    if (task.do === 'remove') return writer.remove(task.publications);
    if (task.do === 'clear') return writer.clear();
    if (task.do === 'vocabulary') lookup = conceptLookup(task.vocabulary);
    return undefined;
  };
}

function reading() {
  const reader = prepareReader(openForReading(file), vocabulary);
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
      case 'vocabulary':
        return reader.setVocabulary(task.vocabulary);
      default:
        throw new Error(`a reader cannot ${task.do}`);
    }
  };
}

const carryOut = role === 'write' ? writing() : reading();
parentPort?.on('message', (task: Task) => {
  try {
    parentPort?.postMessage({ result: carryOut(task) } satisfies Reply);
  } catch (error) {
    parentPort?.postMessage({ error: (error as Error).stack ?? String(error) } satisfies Reply);
  }
});
parentPort?.postMessage({ result: 'ready' } satisfies Reply);
