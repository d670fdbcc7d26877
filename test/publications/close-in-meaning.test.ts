import { beforeEach, describe, expect, it } from 'vitest';
import { indexPublications } from '#worker/index/follow-outbox.ts';
import { learnMeanings } from '#worker/index/learn-meanings.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { type LoopbackEmbedder, loopbackEmbedder } from '../support/loopback/loopback-embedder.ts';

let server: LoopbackEmbedder;
let member: Person;
let cab: number;
let taxi: number;

beforeEach(async () => {
  server = await loopbackEmbedder();
  const { services, as } = await freshApp('sqlite', {
    settings: { EMBEDDER_URL: server.ollama, EMBEDDER_MODEL: 'm', EMBEDDER_FLOOR: '0.4' },
  });
  const source = await givenSource(services.orm.em.fork(), { mayShow: 'text' });
  const add = async (title: string, text: string) =>
    (
      await givenPublication(services.orm.em.fork(), {
        title,
        source,
        documents: [{ pages: [{ number: 3, text }] }],
      })
    ).id;
  cab = await add('Minicab firms', 'A minicab at the guesthouse.');
  taxi = await add('Taxi licensing', 'A taxi at the hotel.');
  member = await as('member');

  const index = await services.search.current();
  await indexPublications(services.orm.em.fork(), index, [
    { id: cab, number: 1 },
    { id: taxi, number: 1 },
  ]);
  const { embedder } = services;
  if (!embedder || !index.meanings) throw new Error('no embedder was set');
  await learnMeanings(
    { ...services, embedder },
    index.meanings,
    { renew: async () => {} },
    {
      refused: new Set(),
      isOver: () => false,
    },
  );
  server.texts.length = 0;
});

const page = async (address: string) => (await member.get(address)).text();

describe('the search page', () => {
  it('shows below the words what is close in meaning, says so, and leads to the page', async () => {
    const html = await page('/?q=taxi+hotel');

    const [words = '', alike = ''] = html.split('<section class="close-in-meaning"');
    expect(words).toContain('1 publication<');
    expect(words).toContain(`href="/publications/${taxi}"`);
    expect(words).not.toContain(`href="/publications/${cab}"`);
    expect(alike).toMatch(/<h2[^>]*>\s*Close in meaning/);
    expect(alike).toContain('These do not have all of the words');
    expect(alike).toContain(`href="/publications/${cab}"`);
    expect(alike).toMatch(/A minicab at the guesthouse\.[\s\S]*Page 3/);
    expect(alike).not.toContain(`href="/publications/${taxi}"`);
  });

  it('shows it where nothing has the words', async () => {
    const html = await page('/?q=chauffeurs+lodging+minicab+guesthouses');

    expect(html).toContain('These do not have all of the words');
  });

  it('leaves it out when asked, keeps that, and takes it back', async () => {
    const link = /href="([^"]*)"[^>]*>\s*Leave these out/.exec(await page('/?q=taxi+hotel'))?.[1];
    expect(link).toBe('/?q=taxi+hotel&amp;alike=off');
    const asked = server.texts.length;

    const html = await page('/?q=taxi+hotel&alike=off');

    expect(html).not.toContain('These do not have all of the words');
    expect(html).toContain('<input type="hidden" name="alike" value="off"/>');
    expect(html).toMatch(/href="\/\?q=taxi\+hotel"[^>]*>\s*Look for it too/);
    expect(server.texts).toHaveLength(asked);
  });

  it('sends the words, and nothing else of a search', async () => {
    await page('/?q=taxi+publisher:Ofsted+-meals&year=2026');

    expect(server.texts).toEqual(['taxi']);
  });

  it.each(['/', '/?q=taxi&page=2', '/?q=taxi&sort=newest', '/?q=taxi&sort=national'])(
    'asks the embedder nothing at %s',
    async (address) => {
      await page(address);

      expect(server.texts).toEqual([]);
    },
  );

  it('answers with the words while the embedder is slow, and says in a line what is missing', async () => {
    server.does = 'stalls';
    const began = Date.now();

    const html = await page('/?q=taxi+hotel');

    expect(Date.now() - began).toBeLessThan(5000);
    expect(html).toContain(`href="/publications/${taxi}"`);
    expect(html).toContain('What is close in meaning cannot be found just now');

    // The next search does not wait for it at all.
    const asked = server.texts.length;
    expect(await page('/?q=hotel')).toContain('cannot be found just now');
    expect(server.texts).toHaveLength(asked);
  });
});

describe('the API', () => {
  it('lists it beside the hits', async () => {
    const answer = await (await member.api('GET', '/publications?q=taxi+hotel')).json();

    expect(answer).toMatchObject({
      total: 1,
      hits: [{ id: taxi }],
      alike: [
        {
          id: cab,
          title: 'Minicab firms',
          passages: [{ page: 3, html: 'A minicab at the guesthouse.' }],
        },
      ],
    });
  });

  it('leaves it out when asked, and says null when it is not known', async () => {
    const off = await (await member.api('GET', '/publications?q=taxi+hotel&alike=off')).json();
    server.does = 'fails';
    const down = await (await member.api('GET', '/publications?q=taxi+hotel')).json();

    expect(off).not.toHaveProperty('alike');
    expect(down).toMatchObject({ total: 1, alike: null });
  });
});

it('says nothing of it where no embedder is set', async () => {
  const { as } = await freshApp();
  const reader = await as('member');

  const html = await (await reader.get('/?q=taxi&alike=off')).text();

  expect(html).not.toContain('in meaning');
  expect(await (await reader.api('GET', '/publications?q=taxi')).json()).not.toHaveProperty(
    'alike',
  );
});
