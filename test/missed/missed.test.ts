import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Mention } from '#shared/entities/index.ts';
import { requestAddress } from '#shared/publications/request-address.ts';
import { addMentions } from '#shared/sources/missed/add-mentions.ts';
import { compareAll } from '#shared/sources/missed/show-missed.ts';
import { givenUser } from '../support/builders/user.ts';
import { runCommand } from '../support/command-line.ts';
import { databaseKinds, temporaryFolder } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const by = { userId: null, name: 'test' };
const entry = (number: number) => ({
  id: `${number}`,
  title: `A numbered paper ${number}`,
  path: `/${number}`,
});

describe.each(databaseKinds)('what reached the group by another way, on %s', (kind) => {
  it('is found after, once a scan finds it itself; before, when it had been', async () => {
    const it = await aScannedSite(kind);
    for (const at of [1, 2, 3]) it.site.pages.set(`/${at}`, page(`A numbered paper ${at}`));
    it.site.entries = [entry(1)];
    await it.scan();
    it.later(48);
    const items = [1, 2].map((at) => ({
      title: null,
      url: `${it.url}/${at}`,
      publisher: null,
      publishedOn: null,
    }));
    const titled = {
      title: 'A numbered paper 3 – Marlby',
      url: null,
      publisher: null,
      publishedOn: null,
    };
    await addMentions(it.services.fork(), {
      way: 'newsletter',
      origin: 'Weekly',
      reachedOn: null,
      items: [...items, titled],
      by,
    });
    it.later(24);
    it.site.entries = [entry(1), entry(2), entry(3)];
    await it.scan();
    await it.worker.mentions();

    const told = (await compareAll(it.em())).map(({ verdict, days }) => [verdict, days]);
    expect(told).toEqual([
      ['before', 2],
      ['after', 1],
      ['after', 1],
    ]);
  });

  it('is noted by itself when somebody adds it by hand, from when they asked', async () => {
    const it = await aScannedSite(kind);
    it.site.pages.set('/9', page('Added by hand'));
    const user = await givenUser(it.em(), { role: 'member' });
    const asked = { userId: user.id, name: user.email };
    await requestAddress(it.services.fork(), { url: `${it.url}/9`, by: asked });
    const askedAt = it.services.clock();
    it.later(5);
    await it.worker.requests();
    await requestAddress(it.services.fork(), { url: `${it.url}/9`, by: asked });
    await it.worker.requests();

    const [one, ...others] = await compareAll(it.em());
    expect(others).toEqual([]);
    expect(one).toMatchObject({ way: 'by-hand', reachedAt: askedAt, verdict: 'missed' });
    expect(one?.publicationId).toBeGreaterThan(0);
    expect((await it.em().find(Mention, {}))[0]?.addedBy?.id).toBe(user.id);
  });
});

describe('the page of what was missed', () => {
  it('takes a list from pasting to the quarter, and shows it again when nothing is ticked', async () => {
    const { as } = await freshApp();
    const member = await as('member');
    const typed = {
      text: 'A report that nobody linked\nAnother one there https://x.example/1',
      way: 'minutes',
      origin: 'Minutes of June',
      reachedOn: '',
    };

    const checked = await (await member.post('/sources/missed/check', typed)).text();
    expect(checked).toContain('2 publications understood');
    expect(checked).toContain('No source looks at x.example.');
    const none = await member.post('/sources/missed/add', typed);
    expect(none.status).toBe(422);
    expect(await none.text()).toContain('Tick at least one publication');

    const values = [...checked.matchAll(/type="checkbox" value="([^"]+)"/g)].map(([, value = '']) =>
      value.replaceAll('&quot;', '"'),
    );
    const given: [string, string][] = [
      ...Object.entries(typed),
      ...values.map((value): [string, string] => ['item', value]),
    ];
    const noted = await member.post('/sources/missed/add', given);
    expect(noted.status).toBe(303);

    const shown = await (await member.get(noted.headers.get('location') ?? '')).text();
    expect(shown).toContain('Of 2 known publications the scan had none');
    expect(shown).toContain('Minutes of June');
    const { items } = (await (await member.api('GET', '/assurance/missed')).json()) as {
      items: { id: number }[];
    };
    const decided = { publicationId: 'none' };
    expect((await member.post(`/sources/missed/${items[0]?.id}/decide`, decided)).status).toBe(403);
  });

  it('says plainly what is wrong with a day and a quarter', async () => {
    const { as } = await freshApp();
    const member = await as('member');
    const typed = { text: 'One thing there', way: 'list', reachedOn: '31/31/2026' };

    const answer = await member.post('/sources/missed/check', typed);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('is not a date');
    expect((await member.get('/sources/method/2026-Q5')).status).toBe(404);
    expect((await member.get('/sources/missed?quarter=never&page=-1')).status).toBe(200);
  });
});

it('is told in the API, with what is wrong, and as a Word file', async () => {
  const { as } = await freshApp();
  const coordinator = await as('coordinator');

  const added = await coordinator.api('POST', '/assurance/missed', {
    way: 'list',
    origin: 'Northmere',
    text: 'A leaflet about taxis https://x.example/leaflet',
  });
  expect(added.status).toBe(201);
  const { items } = (await added.json()) as { items: { id: number; reason: string }[] };
  expect(items).toMatchObject([{ verdict: 'missed', reason: 'no-source', isCounted: true }]);
  const left = await coordinator.api('PATCH', `/assurance/missed/${items[0]?.id}`, {
    isCounted: false,
  });
  expect(await left.json()).toMatchObject({ isCounted: false, whyNot: 'Left out by a person.' });
  const none = await coordinator.api('POST', '/assurance/missed', { way: 'list', text: ' ' });
  expect(none.status).toBe(422);

  const quarter = (await (await coordinator.api('GET', '/assurance/missed')).json()) as {
    quarter: string;
  };
  const word = await coordinator.api('GET', `/assurance/method/${quarter.quarter}/word`);
  expect(word.headers.get('content-type')).toContain('wordprocessingml');
  expect(new Uint8Array(await word.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([80, 75]));
  expect(
    await (await coordinator.api('GET', `/assurance/method/${quarter.quarter}`)).json(),
  ).toMatchObject({ quarter: quarter.quarter, isOver: false });
});

it('is told on the command line', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const env = { DATA_DIR: folder };
  const list = path.join(folder, 'list.csv');
  writeFileSync(list, 'Title,Link\nOne leaflet there,https://x.example/1\n');

  const added = await runCommand(['missed', 'add', list, '--way', 'list', '--json'], env);
  expect(JSON.parse(added.stdout)).toEqual({ noted: 1, left: 0 });
  const told = await runCommand(['missed'], env);
  expect(told.stdout).toContain('One leaflet there: No source looks at x.example.');
  const written = await runCommand(['method', '2026-Q4', path.join(folder, 'm.docx')], env);
  expect(written.stdout).toContain('was written to');
});
