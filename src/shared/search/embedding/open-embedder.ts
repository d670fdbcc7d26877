import type { OutsideEmbedder } from '#shared/config.ts';
import { minute } from '#shared/text/durations.ts';
import { type Embedder, EmbedderFailure } from './embedder.ts';
import { readVectors } from './read-vectors.ts';

/** Texts sent in one request. */
const batch = 32;
/** Milliseconds until a request is given up: a small machine takes its time over a batch. */
const patience = minute;

/** Milliseconds that a person's search waits for it. */
const patienceOfPeople = 1500;

/** Answers that speak of the texts sent (too long, not allowed), not of the embedder. */
const ofTexts = new Set([400, 413, 422]);

/**
 * The embedder that the settings name, asked over HTTP as OpenAI or as Ollama has it. Nothing is sent
 * until it is asked, and nothing to where it would redirect.
 */
export function openEmbedder(given: OutsideEmbedder): Embedder {
  const { url, protocol, model, apiKey, floor } = given;
  const headers = {
    'content-type': 'application/json',
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
  };
  const { host } = new URL(url);

  async function ask(texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
    let answer: unknown;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ model, input: texts }),
        redirect: 'error',
        signal,
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new EmbedderFailure(`The embedder at ${host} answered ${response.status}.`, {
          isOfTexts: ofTexts.has(response.status),
        });
      }
      answer = await response.json();
    } catch (error) {
      if (error instanceof EmbedderFailure) throw error;
      throw new EmbedderFailure(whatFailed(error, host), { cause: error });
    }
    return readVectors(answer, protocol, { host, texts: texts.length });
  }

  return {
    model,
    floor,
    reads: 'passages',
    patience: patienceOfPeople,
    followsUp: false,
    isReady: () => true,
    warm: () => undefined,
    async close() {},
    async embed(texts, { within = patience } = {}) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batch) {
        const signal = AbortSignal.timeout(within);
        vectors.push(...(await ask(texts.slice(start, start + batch), signal)));
      }
      return vectors;
    },
  };
}

function whatFailed(error: unknown, host: string): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `The embedder at ${host} took too long.`;
  if (error instanceof SyntaxError)
    return `The embedder at ${host} answered something that is not JSON.`;
  return `The embedder at ${host} cannot be reached.`;
}
