import { describe, expect, it } from 'vitest';
import { User } from '#shared/entities/index.ts';
import { searchPublications } from '#shared/library/search-publications.ts';
import { setOurArea } from '#shared/library/set-our-area.ts';
import { addDays, londonDay, londonInstant } from '#shared/london.ts';
import { addMeeting } from '#shared/meetings/meetings.ts';
import { visitOf } from '#shared/people/current-user.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshApp } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };

/** Publications first seen this many days ago, by their titles. */
async function aLibrary(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const it = await freshApp(kind);
  const { services } = it;
  const today = londonDay(services.clock());
  const ids = [];
  for (const [days, title, given] of [
    [1, 'Seen yesterday', { region: 'region-wales', publishedOn: '2020-01-01' }],
    [5, 'Seen five days ago', { region: 'region-telford-and-wrekin' }],
    [9, 'Seen nine days ago', { region: 'region-england', publisher: 'Northmere' }],
  ] as const) {
    const firstSeenAt = londonInstant(addDays(today, -days), '06:00');
    const publication = { title, firstSeenAt, url: `https://a.example/${days}`, ...given };
    ids.push((await givenPublication(services.orm.em.fork(), publication)).id);
  }
  await indexNow(services, ids);
  const titles = async (person: Awaited<ReturnType<typeof it.as>>, question: string) => {
    const answer = await person.api('GET', `/publications?${question}`);
    const { hits, scope } = (await answer.json()) as {
      hits: { title: string }[];
      scope: { since: string | null; words: string[] };
    };
    return { titles: hits.map(({ title }) => title), scope };
  };
  return { ...it, today, titles };
}

describe('new since', () => {
  it('a day is told by first seen, newest here first, on page, in the API and in a feed', async () => {
    const { as, today, titles } = await aLibrary();
    const member = await as('member');
    const day = addDays(today, -5);

    const found = await titles(member, `since=${day}`);
    expect(found.titles).toEqual(['Seen yesterday', 'Seen five days ago']);
    expect(found.scope.since).toBe(londonInstant(day).toISOString());

    const [year, month, date] = day.split('-');
    const page = await (await member.get(`/?sinceOn=${date}/${month}/${year}`)).text();
    expect(page).toContain('Seen five days ago');
    expect(page).not.toContain('Seen nine days ago');

    await member.post('/searches', { name: 'New', search: `since=${day}`, sharing: 'private' });
    const saved = (await (await member.api('GET', '/searches')).json()) as {
      items: { id: number }[];
    };
    const opened = await member.post(`/searches/${saved.items[0]?.id}/feed`, {});
    const address = /\/searches\/\d+\/feed\.atom\?token=[\w-]+/.exec(await opened.text())?.[0];
    const feed = await (await member.get((address ?? '').replaceAll('&amp;', '&'))).text();
    expect(feed).toContain('Seen yesterday');
    expect(feed).not.toContain('Seen nine days ago');
  });

  it('the last meeting counts from the beginning of its day, and never from one today or to come', async () => {
    const { as, today, titles, services } = await aLibrary();
    const member = await as('member');
    expect((await titles(member, 'since=meeting')).scope.words).toEqual([
      'No meeting is noted yet, so nothing is left out.',
    ]);
    for (const days of [-30, -5, 0, 20])
      await addMeeting(services.fork(), { heldOn: addDays(today, days), name: null, by });

    expect((await titles(member, 'since=meeting')).titles).toEqual([
      'Seen yesterday',
      'Seen five days ago',
    ]);
    expect((await member.api('GET', '/publications?since=never')).status).toBe(400);
  });

  it('my last visit is my own: of the time before this visit, whoever else was here', async () => {
    const { as, today, titles, services } = await aLibrary();
    const [ann, ben] = [await as('member'), await as('member')];
    const before = londonInstant(addDays(today, -3));
    const em = services.orm.em.fork();
    await em.nativeUpdate(User, { id: ann.id }, { lastSeenAt: before });

    expect(await (await ann.get('/?since=visit')).text()).not.toContain('Seen five days ago');
    await em.nativeUpdate(
      User,
      { id: ann.id },
      { lastSeenAt: services.clock(), visitBeforeAt: before },
    );
    expect((await titles(ann, 'since=visit')).titles).toEqual(['Seen yesterday']);
    expect((await titles(ben, 'since=visit')).scope.words).toEqual([
      'You have not been here before: everything is new to you.',
    ]);
  });

  it('a visit ends after an hour without a page', () => {
    const at = (time: string) => new Date(`2026-09-10T${time}:00Z`);
    const first = visitOf({ lastSeenAt: null, visitBeforeAt: null }, at('09:00'));
    const second = visitOf(first, at('09:50'));
    const later = visitOf(second, at('14:00'));
    const again = visitOf(later, at('14:10'));

    expect([first, second, later, again].map(({ visitBeforeAt }) => visitBeforeAt)).toEqual([
      null,
      null,
      at('09:50'),
      at('09:50'),
    ]);
  });
});

describe('our area', () => {
  it('makes one tick of other areas, and one of areas like ours, beside every filter', async () => {
    const { as, titles, services } = await aLibrary();
    const member = await as('member');
    expect((await titles(member, 'area=others')).titles).toHaveLength(3);
    await setOurArea(services.fork(), {
      ours: { regions: ['region-telford-and-wrekin'], publishers: [] },
      like: { regions: [], publishers: ['Northmere'] },
      by,
    });

    expect((await titles(member, 'area=others')).titles).toEqual(['Seen yesterday']);
    expect((await titles(member, 'area=like')).titles).toEqual(['Seen nine days ago']);
    expect((await titles(member, 'area=like&region=region-wales')).titles).toEqual([]);
    const page = await (await member.get('/?area=others')).text();
    expect(page).toContain('Remove the filter: </span>Other areas, not ours');
    const saved = await member.post('/searches', {
      name: 'Others',
      search: 'q=seen&area=others',
      sharing: 'private',
    });
    expect(saved.status).toBe(303);
    expect(await (await member.get('/searches')).text()).toContain('other areas, not ours');
  });

  it('says what is wrong with it, and is for coordinators to set', async () => {
    const { as } = await freshApp();
    const [member, coordinator] = [await as('member'), await as('coordinator')];
    const fields = { oursRegions: 'region-nowhere', oursPublishers: '', likePublishers: '' };

    expect((await member.post('/area', fields)).status).toBe(403);
    const wrong = await coordinator.post('/area', fields);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('The vocabulary has no region “region-nowhere”.');
    const right = { ...fields, oursRegions: 'region-wales', oursPublishers: 'A\nB' };
    expect((await coordinator.post('/area', right)).status).toBe(303);
    expect(await (await coordinator.api('GET', '/area')).json()).toEqual({
      ours: { regions: ['region-wales'], publishers: ['A', 'B'] },
      like: { regions: [], publishers: [] },
    });
  });
});

it('counts for whoever asks by itself what is asked by the library', async () => {
  const { services } = await aLibrary('postgres');
  const answer = await searchPublications(services.fork(), { words: '', since: '2020-01-01' });

  expect(answer.hits.map(({ title }) => title)).toEqual([
    'Seen yesterday',
    'Seen five days ago',
    'Seen nine days ago',
  ]);
});

it('notes meetings, refuses one twice, and puts back what was removed', async () => {
  const { as } = await freshApp();
  const coordinator = await as('coordinator');

  expect(
    (await coordinator.post('/meetings', { heldOn: '12/11/2026', name: 'Board' })).status,
  ).toBe(303);
  const twice = await coordinator.post('/meetings', { heldOn: '2026-11-12' });
  expect(twice.status).toBe(422);
  expect(await twice.text()).toContain('A meeting on that day is noted already.');
  const { items } = (await (await coordinator.api('GET', '/meetings')).json()) as {
    items: { id: number }[];
  };
  expect(items).toEqual([{ id: items[0]?.id, heldOn: '2026-11-12', name: 'Board' }]);
  const removed = await coordinator.post(`/meetings/${items[0]?.id}/remove`, {});
  expect(removed.headers.get('set-cookie')).toContain('Put%20it%20back');
});
