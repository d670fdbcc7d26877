import { z } from 'zod';
import type { EmbedderProtocol } from '#shared/config.ts';
import { EmbedderFailure } from './embedder.ts';

const vector = z.array(z.number()).min(1);
const openAi = z.object({ data: z.array(z.object({ index: z.number(), embedding: vector })) });
const ollama = z.object({ embeddings: z.array(vector) });

function listIn(answer: unknown, protocol: EmbedderProtocol): number[][] | null {
  if (protocol === 'ollama') return ollama.safeParse(answer).data?.embeddings ?? null;
  const data = openAi.safeParse(answer).data?.data;
  // They need not come in the order in which the texts went.
  return data?.sort((one, other) => one.index - other.index).map((one) => one.embedding) ?? null;
}

/**
 * The vectors of an embedder's answer, each brought to length 1.
 *
 * @param sent how many texts were sent, and where
 * @throws {EmbedderFailure} when they are not as many, not of one length, or say nothing
 */
export function readVectors(
  answer: unknown,
  protocol: EmbedderProtocol,
  sent: { host: string; texts: number },
): Float32Array[] {
  const list = listIn(answer, protocol);
  const wrong = (what: string) =>
    new EmbedderFailure(`The embedder at ${sent.host} answered ${what}.`);
  if (!list) throw wrong('without vectors: is EMBEDDER_URL the right address?');
  if (list.length !== sent.texts) throw wrong(`${list.length} vectors for ${sent.texts} texts`);
  const [first] = list;
  if (list.some(({ length }) => length !== first?.length))
    throw wrong('vectors of different lengths');
  return list.map((numbers) => {
    const length = Math.hypot(...numbers);
    if (!Number.isFinite(length) || length === 0) throw wrong('a vector that says nothing');
    return Float32Array.from(numbers, (one) => one / length);
  });
}
