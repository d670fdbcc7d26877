import { expect, it } from 'vitest';
import { Publication, Source, WorkRequest } from '#shared/entities/index.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { opmlOf, sourcesOfOpml } from '#shared/sources/opml.ts';
import { type SourceShape, sourceShape } from '#shared/sources/source-rules.ts';
import { exportSources, importSources } from '#shared/sources/transfer-sources.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const by = { userId: null, name: 'test' };

const opml = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Reviews"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2"/></outline>
<outline text="Bare" xmlUrl="https://b.example/rss"/><outline text="No feed" htmlUrl="https://c.example/"/></body></opml>`;

it('imports the feeds of an OPML file once, and gives them back', async () => {
  const services = await freshServices();
  expect(await importSources(services.fork(), { text: opml, isPaused: true, by })).toEqual({
    added: 2,
    known: 0,
    clashes: [],
  });
  expect(await importSources(services.fork(), { text: opml, by })).toEqual({
    added: 0,
    known: 2,
    clashes: [],
  });
  const [first] = await services.fork().em.find(Source, { kind: 'feed' }, { orderBy: { id: 1 } });
  expect(first).toMatchObject({
    name: 'A & B',
    url: 'https://a.example/feed?x=1&y=2',
    isPaused: true,
    mayShow: 'link',
  });
  const again = sourcesOfOpml(opmlOf(await exportSources(services.fork()), new Date()));
  expect(again.map(({ url }) => url).sort()).toEqual([
    'https://a.example/feed?x=1&y=2',
    'https://b.example/rss',
  ]);
});

/** Every field filled, with what XML and lists find awkward. */
const everyField: SourceShape = {
  key: 'northmere-reports',
  name: 'Northmere & “partners”: <reports> \'n\' "more"',
  publisher: 'Northmere',
  publisherType: 'partnership',
  kind: 'page',
  url: 'https://northmere.example/reports?x=1&y=2',
  query: 'links=main a&title=A & B < C',
  licence: 'Open Government Licence v3.0',
  region: 'region-london',
  mayShow: 'extract',
  note: 'First line\nSecond &#10; line\t"quoted" 100%',
  verified: true,
  startPaused: true,
  includesFirstScan: true,
};
const plainFeed: SourceShape = {
  key: 'bare',
  name: 'Bare',
  publisher: 'Somebody else',
  publisherType: null,
  kind: 'feed',
  url: 'https://b.example/rss',
  query: 'topic=a b+c&page=1',
  licence: null,
  region: null,
  mayShow: 'text',
  note: null,
  verified: false,
  startPaused: false,
  includesFirstScan: false,
};
const mailbox: SourceShape = {
  ...plainFeed,
  key: 'letters',
  kind: 'mailbox',
  url: 'imaps://mail.example/Inbox/Letters',
  query: null,
};

it.each([
  ['JSON', (sources: SourceShape[]) => JSON.stringify(sources)],
  ['OPML', (sources: SourceShape[]) => opmlOf(sources, new Date())],
])('carries every field of every source as %s into an empty database', async (_name, write) => {
  expect(Object.keys(everyField).sort()).toEqual(Object.keys(sourceShape.shape).sort());
  const [from, to] = [await freshServices(), await freshServices()];
  const sources = [plainFeed, mailbox, everyField];
  await importSources(from.fork(), { text: JSON.stringify(sources), by });

  const text = write(await exportSources(from.fork()));

  expect(await importSources(to.fork(), { text, by })).toMatchObject({ added: 3, clashes: [] });
  expect(await exportSources(to.fork())).toEqual(sources);
  expect(await importSources(to.fork(), { text, by })).toEqual({
    added: 0,
    known: 3,
    clashes: [],
  });
});

it('reads a long list back, however much in it is escaped', () => {
  const sources = Array.from({ length: 1000 }, (_, at) => ({
    ...everyField,
    key: `many-${at}`,
    url: `https://many.example/${at}?a&b&c&d`,
  }));
  expect(sourcesOfOpml(opmlOf(sources, new Date()))).toEqual(sources);
});

it('writes feeds as other readers read them, with their question, and the rest as links', () => {
  const written = opmlOf([plainFeed, everyField], new Date());
  expect(written).toContain('type="rss" xmlUrl="https://b.example/rss?topic=a%20b%2Bc&amp;page=1"');
  expect(written).toContain('type="link" url="https://northmere.example/reports?x=1&amp;y=2"');
});

it('says which source has a key that belongs to another, and adds the rest', async () => {
  const services = await freshServices();
  await importSources(services.fork(), { text: JSON.stringify([plainFeed]), by });
  const other = { ...everyField, key: 'bare' };
  const text = JSON.stringify([other, mailbox, plainFeed]);

  const { added, known, clashes } = await importSources(services.fork(), { text, by });

  expect({ added, known }).toEqual({ added: 1, known: 1 });
  expect(clashes).toEqual([
    expect.stringMatching(
      /northmere\.example.* was not added: its key bare belongs to “Bare”, which reads https:\/\/b\.example\/rss .*another key/,
    ),
  ]);
});

it('says on the page what was added, and which key clashes', async () => {
  const { services, as } = await freshApp();
  const coordinator = await as('coordinator');
  await importSources(services.fork(), { text: JSON.stringify([plainFeed]), by });
  const body = new FormData();
  body.set('file', new File([JSON.stringify([{ ...mailbox, key: 'bare' }])], 'sources.json'));

  const answer = await coordinator.post('/sources/import', body);

  expect(answer.status).toBe(422);
  const shown = await answer.text();
  expect(shown).toContain('0 sources were added, paused; 0 were known already.');
  expect(shown).toContain('its key bare belongs to “Bare”');
});

it('names the entry and field that an OPML file of ours has wrong', async () => {
  const services = await freshServices();
  const text = opmlOf([everyField], new Date()).replace('kind="page"', 'kind="pamphlet"');
  await expect(importSources(services.fork(), { text, by })).rejects.toThrow('entry 1, kind: ');
});

it.each([
  ['<opml version="2.0"><body/></opml>', 'The OPML file names no feed.'],
  ['<opml version="2.0"><body><outline', 'The OPML file'],
  ['[{"name":"x"}]', 'entry 1, publisher'],
  ['hello', 'neither JSON nor OPML'],
])('says what is wrong with %s', async (text, message) => {
  const services = await freshServices();
  await expect(importSources(services.fork(), { text, by })).rejects.toThrow(message);
  expect(await services.fork().em.count(Source, { kind: 'feed' })).toBe(0);
});

it('adds what a newsletter given as a mail links to, and keeps nothing of the mail', async () => {
  const it = await aScannedSite('sqlite');
  it.site.pages.set('/toolkit', page('A toolkit for hotels'));
  const url = (await it.em().findOneOrFail(Source, { kind: 'feed' })).url.replace('/feed', '');
  const mail = `From: a@example.org\r\nSubject: Bulletin\r\nDate: Thu, 17 Sep 2026 08:00:00 +0000\r\nContent-Type: text/html\r\n\r\n<p><a href="${url}/toolkit">A toolkit for hotels</a> <a href="${url}/unsubscribe">Unsubscribe</a></p>`;
  const id = await requestUpload(it.services.fork(), {
    fileName: 'bulletin.eml',
    bytes: new TextEncoder().encode(mail),
    by,
  });
  await it.worker.requests();
  const request = await it.em().findOneOrFail(WorkRequest, id);
  expect(request).toMatchObject({
    state: 'done',
    reason: expect.stringContaining('“Bulletin” links to 1 page'),
  });
  expect((await it.em().find(Publication, { id: { $gt: 0 } })).map(({ title }) => title)).toEqual([
    'A toolkit for hotels',
  ]);
  expect(JSON.stringify(await it.em().execute('select * from upload'))).toBe('[]');
});
