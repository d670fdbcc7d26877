import { parseQuery } from '../query/parse-query.ts';
import { type Embedder, EmbedderFailure } from './embedder.ts';

/** Milliseconds that a person's search waits for the embedder. */
const patience = 1500;
/** Milliseconds for which an embedder that failed is not asked: not every search should wait for it. */
const pause = 20_000;
/** Vectors of what was searched for lately: who adds a filter or comes back asks nothing anew. */
const remembered = 500;

/** What is sent of a search: its words, without filters, exclusions and signs. */
export const meaningOf = (words: string): string =>
  parseQuery(words)
    .terms.map(({ text }) => text)
    .join(' ');

/** Asks for vectors of what people search for, and waits for none of them long. */
export type QueryVectors = (text: string) => Promise<Float32Array | null>;

/**
 * @param onFailure told why, once until it answers again
 * @param given.patience milliseconds; `pause`, after a failure
 */
export function openQueryVectors(
  embedder: Embedder,
  onFailure: (failure: EmbedderFailure) => void,
  given: { patience?: number; pause?: number } = {},
): QueryVectors {
  const known = new Map<string, Float32Array>();
  let pausedUntil = 0;
  let isFailing = false;

  function remember(text: string, vector: Float32Array): void {
    const [oldest] = known.keys();
    if (known.size >= remembered && oldest !== undefined) known.delete(oldest);
    known.set(text, vector);
  }

  function pauseFor(failure: EmbedderFailure): void {
    pausedUntil = performance.now() + (given.pause ?? pause);
    if (!isFailing) onFailure(failure);
    isFailing = true;
  }

  return async (text) => {
    const vector = known.get(text);
    if (vector) return vector;
    if (performance.now() < pausedUntil) return null;
    try {
      const [fresh] = await embedder.embed([text], { within: given.patience ?? patience });
      isFailing = false;
      if (!fresh) return null;
      remember(text, fresh);
      return fresh;
    } catch (error) {
      if (!(error instanceof EmbedderFailure)) throw error;
      pauseFor(error);
      return null;
    }
  };
}
