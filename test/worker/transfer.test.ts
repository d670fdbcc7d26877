import { expect, it } from 'vitest';
import { Publication, Source, WorkRequest } from '#shared/entities/index.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { opmlOf, sourcesOfOpml } from '#shared/sources/opml.ts';
import { exportSources, importSources } from '#shared/sources/transfer-sources.ts';
import { freshServices } from '../support/fresh-services.ts';
import { aScannedSite, page } from '../support/scanned-site.ts';

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
  });
  expect(await importSources(services.fork(), { text: opml, by })).toEqual({ added: 0, known: 2 });
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
  await it.worker.retrieve();
  expect((await it.em().find(Publication, { id: { $gt: 0 } })).map(({ title }) => title)).toEqual([
    'A toolkit for hotels',
  ]);
  expect(JSON.stringify(await it.em().execute('select * from upload'))).toBe('[]');
});
