import { createHash } from 'node:crypto';
import { loopbackServer } from './loopback-server.ts';

/** Words that mean the same to the embedder of the tests, though no vocabulary of ours says so. */
const synonyms: Record<string, string> = {
  cab: 'taxi',
  minicab: 'taxi',
  guesthouse: 'hotel',
  lodging: 'hotel',
  chauffeurs: 'driver',
  drivers: 'driver',
  youngsters: 'child',
  children: 'child',
};
const dimension = 256;

/** A vector of length 1 in which each word, or what it means, has a place of its own. */
export function vectorOf(text: string, length = dimension): Float32Array {
  const vector = new Float32Array(length);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const place =
      createHash('sha1')
        .update(synonyms[word] ?? word)
        .digest()
        .readUInt32BE() % length;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((one) => one / norm);
}

export interface LoopbackEmbedder {
  openai: string;
  ollama: string;
  /** Every text it was sent, and with which model and key. */
  texts: string[];
  asked: { model: string; key: string | undefined }[];
  /** How it behaves from now on. */
  does: 'well' | 'fails' | 'stalls' | 'talks nonsense' | 'is short' | 'redirects';
  /** Of its vectors. */
  dimension: number;
  /** Texts with this are refused with a 400. */
  refuses: string | null;
}

/** An embedder on loopback, in both protocols: the same text always has the same vector. */
export async function loopbackEmbedder(): Promise<LoopbackEmbedder> {
  const server = await loopbackServer(async (request, response) => {
    const body = await new Response(request as never).text();
    const { model, input } = JSON.parse(body) as { model: string; input: string[] };
    embedder.texts.push(...input);
    embedder.asked.push({ model, key: request.headers.authorization });
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const { does, refuses } = embedder;
    if (does === 'stalls') return;
    if (does === 'fails') return void json({ error: 'out of memory' }, 500);
    if (does === 'talks nonsense') return void json({ answer: 42 });
    if (does === 'redirects')
      return void response.writeHead(307, { location: `${server.url}/elsewhere` }).end();
    if (refuses !== null && input.some((text) => text.includes(refuses)))
      return void json({ error: 'too long' }, 400);
    const texts = does === 'is short' ? input.slice(1) : input;
    const vectors = texts.map((text) => [...vectorOf(text, embedder.dimension)]);
    if (request.url === '/api/embed') return void json({ model, embeddings: vectors });
    // Not in their order: `index` says which is whose.
    const data = vectors.map((embedding, index) => ({ index, embedding })).reverse();
    return void json({ model, data });
  });
  const embedder: LoopbackEmbedder = {
    openai: `${server.url}/v1/embeddings`,
    ollama: `${server.url}/api/embed`,
    texts: [],
    asked: [],
    does: 'well',
    dimension,
    refuses: null,
  };
  return embedder;
}
