import { parseQuery } from '../query/parse-query.ts';
import { type Embedder, EmbedderFailure } from './embedder.ts';

/** Milliseconds for which an embedder that failed is not asked: not every search should wait for it. */
const pause = 20_000;
/** Vectors of what was searched for lately: who adds a filter or comes back asks nothing anew. */
const remembered = 500;

/** Signs between two words of a sentence; quotation marks are ours, not the sentence's. */
const signs = (between: string) =>
  /[\p{L}\p{N}]/u.test(between) ? ' ' : between.replace(/["“”«»]/g, '');

/**
 * What is read of a search: its words, without filters and exclusions. What was typed as a sentence stays
 * one: models were taught by sentences, and tell a question from its words.
 */
export function meaningOf(words: string): string {
  const { given, terms } = parseQuery(words);
  const last = terms.at(-1);
  const end = last ? /^[^\p{L}\p{N}\s"“”«»]*/u.exec(given.slice(last.end))?.[0] : '';
  return terms
    .map(({ text, start }, at) => {
      const before = terms[at - 1];
      return `${before ? signs(given.slice(before.end, start)) : ''}${text}`;
    })
    .join('')
    .concat(end ?? '');
}

/**
 * Asks for vectors of what people search for, and waits for none of them long: "coming" where it will be
 * there in a moment, null where it cannot be known just now.
 */
export type QueryVectors = (text: string) => Promise<Float32Array | 'coming' | null>;

/** What was read lately; the oldest goes. */
function openMemory() {
  const known = new Map<string, Float32Array>();
  return {
    get: (text: string) => known.get(text),
    keep(text: string, vector: Float32Array): void {
      const [oldest] = known.keys();
      if (known.size >= remembered && oldest !== undefined) known.delete(oldest);
      known.set(text, vector);
    },
  };
}

const late = (milliseconds: number) =>
  new Promise<'coming'>((resolve) => setTimeout(resolve, milliseconds, 'coming').unref());

/**
 * @param onFailure told why, once until it answers again
 * @param given.patience milliseconds, the embedder's own when left out; `pause`, after a failure
 */
export function openQueryVectors(
  embedder: Embedder,
  onFailure: (failure: EmbedderFailure) => void,
  given: { patience?: number; pause?: number } = {},
): QueryVectors {
  const memory = openMemory();
  const underWay = new Map<string, Promise<Float32Array | null>>();
  const patience = given.patience ?? embedder.patience;
  let pausedUntil = 0;
  let isFailing = false;

  function pauseFor(failure: EmbedderFailure): void {
    pausedUntil = performance.now() + (given.pause ?? pause);
    if (!isFailing) onFailure(failure);
    isFailing = true;
  }

  /** Its vector as soon as there is one, which is remembered; null when there will be none. */
  async function read(text: string): Promise<Float32Array | null> {
    try {
      const [fresh] = await embedder.embed([text], {
        isAwaited: true,
        ...(!embedder.followsUp && { within: patience }),
      });
      isFailing = false;
      if (fresh) memory.keep(text, fresh);
      return fresh ?? null;
    } catch (error) {
      if (!(error instanceof EmbedderFailure)) throw error;
      pauseFor(error);
      return null;
    } finally {
      underWay.delete(text);
    }
  }

  return async (text) => {
    const vector = memory.get(text);
    if (vector) return vector;
    if (performance.now() < pausedUntil) return null;
    const isReady = embedder.isReady();
    const reading = underWay.get(text) ?? read(text);
    underWay.set(text, reading);
    if (!embedder.followsUp) return reading;
    return isReady ? Promise.race([reading, late(patience)]) : 'coming';
  };
}
