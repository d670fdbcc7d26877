import { beforeEach, describe, expect, it } from 'vitest';
import { PastSearch } from '#shared/entities/index.ts';
import { changeUser } from '#shared/people/users.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

interface Completions {
  titles: { id: number; title: string; url: string }[];
  concepts: { id: string; label: string; facet: string; url: string }[];
  searches: { text: string; url: string }[];
}

describe('as somebody types', () => {
  let services: OpenServices;
  let member: Person;
  let other: Person;

  beforeEach(async () => {
    const app = await freshApp();
    services = app.services;
    member = await app.as('member');
    other = await app.as('member');
    const em = services.orm.em.fork();
    const publications = [
      await givenPublication(em, { title: 'Taxi licensing & safeguarding' }),
      await givenPublication(em, { title: 'Hotels: a thematic review' }),
      await givenPublication(em, {
        title: 'Night-time economy',
        documents: [{ pages: [{ number: 1, text: 'Taxis and licensing were discussed.' }] }],
      }),
    ];
    await indexNow(
      services,
      publications.map(({ id }) => id),
    );
  });

  const complete = async (person: Person, q: string): Promise<Completions> =>
    (
      await person.api('GET', `/complete?${new URLSearchParams({ q })}`)
    ).json() as Promise<Completions>;
  const titles = async (q: string) => (await complete(member, q)).titles.map(({ title }) => title);
  const past = () => services.orm.em.fork().count(PastSearch);

  it.each([
    ['tax', ['Taxi licensing & safeguarding']],
    ['taxi licen', ['Taxi licensing & safeguarding']],
    ['LICENSING tax', ['Taxi licensing & safeguarding']],
    ['the', ['Hotels: a thematic review']],
    ['zzz', []],
    ['"', []],
    ['t', []],
  ])('%j offers titles that have it, not texts', async (typed, expected) => {
    expect(await titles(typed)).toEqual(expected);
  });

  it('offers concepts by label, synonym and abbreviation', async () => {
    const { concepts } = await complete(member, 'county li');
    expect(concepts[0]).toMatchObject({ id: 'county-lines', url: '/?q=County+lines' });
    const reviews = (await complete(member, 'lcspr')).concepts;
    expect(reviews.map(({ url }) => url)).toContain('/?type=doc-lcspr');
  });

  it('offers one’s own past searches, and nobody else’s', async () => {
    await member.get('/?q=taxi+licensing&type=doc-lcspr');
    await member.get('/?q=taxi');
    await member.get('/?q=taxi&sort=newest');
    await member.get('/?q=taxi&page=2');
    await services.bookkeeping.settled();

    const { searches } = await complete(member, 'tax');

    expect(searches).toEqual([{ text: '“taxi”', url: '/?q=taxi' }]);
    expect((await complete(other, 'tax')).searches).toEqual([]);
  });

  it('remembers the last twenty, and not what found nothing', async () => {
    await member.get('/?q=xyzzyq');
    await services.bookkeeping.settled();
    expect(await past()).toBe(0);
    for (let at = 0; at < 22; at += 1) await member.get(`/?q=taxi+-no${at}`);
    await services.bookkeeping.settled();
    await member.get('/?q=taxi+-no5');
    await services.bookkeeping.settled();

    expect(await past()).toBe(20);
    const { searches } = await complete(member, 'taxi');
    expect(searches[0]?.text).toBe('“taxi -no5”');
  });

  it('forgets them when asked to, and when the person leaves', async () => {
    await member.get('/?q=taxi');
    await other.get('/?q=taxi');
    await services.bookkeeping.settled();
    expect(await (await member.get('/account')).text()).toContain('Clear my past searches');

    await member.post('/account/past-searches/clear', {});
    expect(await past()).toBe(1);

    const by = { userId: null, name: 'test' };
    await changeUser(services.fork(), { userId: other.id, isActive: false, by });
    expect(await past()).toBe(0);
  });
});
