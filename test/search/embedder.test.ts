import { describe, expect, it } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { meaningOf, openQueryVectors } from '#shared/search/embedding/ask-for-query.ts';
import { openEmbedder } from '#shared/search/embedding/open-embedder.ts';
import {
  type LoopbackEmbedder,
  loopbackEmbedder,
  vectorOf,
} from '../support/loopback/loopback-embedder.ts';

function open(url: string) {
  const { embedder } = loadConfig({
    EMBEDDER_URL: url,
    EMBEDDER_MODEL: 'of-the-tests',
    EMBEDDER_API_KEY: 'secret',
  });
  if (!embedder || embedder === 'own') throw new Error('the settings name no embedder');
  return openEmbedder(embedder);
}

describe.each(['openai', 'ollama'] as const)('an embedder asked as %s has it', (protocol) => {
  it('gives a vector of length 1 for each text, in their order', async () => {
    const server = await loopbackEmbedder();
    const texts = Array.from({ length: 70 }, (_, at) => `Taxi ${'hotel '.repeat(at % 7)}`);

    const vectors = await open(server[protocol]).embed(texts);

    expect(vectors).toHaveLength(70);
    for (const [at, vector] of vectors.entries()) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      expect(vector).toEqual(vectorOf(texts[at] ?? ''));
    }
    expect(server.asked).toHaveLength(3);
    expect(server.asked[0]).toEqual({ model: 'of-the-tests', key: 'Bearer secret' });
  });

  it.each([
    ['fails', /answered 500/],
    ['talks nonsense', /without vectors/],
    ['is short', /answered 1 vectors for 2 texts/],
    ['stalls', /took too long/],
    ['redirects', /cannot be reached/],
  ] satisfies [LoopbackEmbedder['does'], RegExp][])('that %s is said', async (does, message) => {
    const server = await loopbackEmbedder();
    server.does = does;

    const asked = open(server[protocol]).embed(['One', 'two'], { within: 300 });

    await expect(asked).rejects.toMatchObject({
      name: 'EmbedderFailure',
      isOfTexts: false,
      message: expect.stringMatching(message),
    });
    expect(server.asked).toHaveLength(1);
  });

  it('that refuses a text is told from one that is down', async () => {
    const server = await loopbackEmbedder();
    server.refuses = 'two';

    await expect(open(server[protocol]).embed(['two'])).rejects.toMatchObject({ isOfTexts: true });
  });
});

it('says when there is no embedder at the address', async () => {
  await expect(open('http://127.0.0.1:9/v1/embeddings').embed(['One'])).rejects.toThrow(
    'The embedder at 127.0.0.1:9 cannot be reached.',
  );
});

it('takes a vector of noughts for no answer', async () => {
  const server = await loopbackEmbedder();

  await expect(open(server.openai).embed(['?!'])).rejects.toThrow('a vector that says nothing');
});

describe('for what people search', () => {
  it.each([
    ['taxi publisher:Ofsted -meals', 'taxi'],
    ['-meals taxi', 'taxi'],
    ['taxi OR hotel', 'taxi hotel'],
    ['"return home interviews" -drugs', 'return home interviews'],
    ['Who, if anybody, asks boys?', 'Who, if anybody, asks boys?'],
    ['out-of-area A&E (2025).', 'out-of-area A&E (2025).'],
    ['year:2026', ''],
  ])('of %j it reads %j', (words, read) => {
    expect(meaningOf(words)).toBe(read);
  });

  it('asks once for the same words, and not at all for a while after a failure', async () => {
    const server = await loopbackEmbedder();
    const failures: unknown[] = [];
    const ask = openQueryVectors(open(server.openai), (failure) => failures.push(failure), {
      patience: 200,
      pause: 100,
    });

    expect(await ask('taxi')).toEqual(vectorOf('taxi'));
    expect(await ask('taxi')).toEqual(vectorOf('taxi'));
    expect(server.asked).toHaveLength(1);

    server.does = 'stalls';
    expect(await ask('hotel')).toBeNull();
    expect(await ask('hotel')).toBeNull();
    expect(server.asked).toHaveLength(2);
    expect(failures).toHaveLength(1);

    server.does = 'well';
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(await ask('hotel')).toEqual(vectorOf('hotel'));
  });
});
