import { describe, expect, it } from 'vitest';
import { Candidate, Publication, Upload, WorkRequest } from '#shared/entities/index.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { listAdded } from '#shared/publications/list-added.ts';
import { requestAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { showRequest } from '#shared/publications/show-request.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const signIn =
  '<html><head><title>Sign in</title></head><body><form><h1>Sign in</h1><label>Password <input type="password"></label></form></body></html>';

async function aLibrary(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const it = await aScannedSite(kind);
  const user = await givenUser(it.em());
  const by = actorOf(user);
  const askedFor = async (id: number) => {
    await it.worker.requests();
    return showRequest(it.services.fork(), id, null);
  };
  return {
    ...it,
    user,
    by,
    askedFor,
    add: async (path: string) =>
      askedFor(await requestAddress(it.services.fork(), { url: `${it.url}${path}`, by })),
    upload: async (fileName: string, content: string, mayShow?: 'text' | 'extract' | 'link') =>
      askedFor(
        await requestUpload(it.services.fork(), { fileName, bytes: bytes(content), mayShow, by }),
      ),
    count: () => it.em().count(Publication),
  };
}

describe.each(databaseKinds)('what cannot be had on %s', (kind) => {
  it.each([
    [403, 'forbidden'],
    [404, 'not found'],
    [401, 'sign-in needed'],
    [410, 'gone'],
  ])('makes no publication when it answers %i, and the request says so', async (status, words) => {
    const it = await aLibrary(kind);
    it.site.pages.set('/review', status);

    const view = await it.add('/review');

    expect(view).toMatchObject({
      state: 'failed',
      reason: `${it.url}/review answered ${status} (${words}).`,
      publication: null,
    });
    await it.worker.retrieve();
    it.later(200);
    await it.worker.retrieve();
    expect(await it.count()).toBe(0);
    expect(await it.em().count(Candidate)).toBe(0);
    expect(await listAdded(it.services.fork(), it.user.id)).toMatchObject([
      { state: 'failed', url: `${it.url}/review`, reason: view.reason },
    ]);
  });
});

describe('what cannot be had', () => {
  it('makes no publication of a page that is something else instead', async () => {
    const it = await aLibrary();
    it.site.pages
      .set('/review', { status: 302, location: '/sign-in' })
      .set('/sign-in', signIn)
      .set('/old', { status: 301, location: '/' })
      .set('/', page('Welcome to Marlby'));

    expect(await it.add('/review')).toMatchObject({
      state: 'failed',
      reason: 'The text is not to be had: a sign-in is asked for.',
    });
    expect(await it.add('/old')).toMatchObject({
      state: 'failed',
      reason: 'The text is not to be had: the address leads to the front page now.',
    });
    expect(await it.count()).toBe(0);
  });

  it('is tried again when it may pass, and the request says what came of it in the end', async () => {
    const it = await aLibrary();
    it.site.pages.set('/review', 503).set('/never', 503);

    const review = await it.add('/review');
    const never = await it.add('/never');
    it.site.pages.set('/review', page('A review of curfews'));
    it.later(2);
    await it.worker.retrieve();
    it.later(2);
    await it.worker.retrieve();

    expect(review.state).toBe('failed');
    expect(review.reason).toMatch(/answered 503 .*It is tried again on 18 September 2026 at /);
    expect(await showRequest(it.services.fork(), review.id, null)).toMatchObject({
      state: 'done',
      publication: { title: 'A review of curfews' },
      reason: null,
    });
    expect(await showRequest(it.services.fork(), never.id, null)).toMatchObject({
      state: 'failed',
      reason: `${it.url}/never answered 503 (unavailable for now).`,
      publication: null,
    });
    expect(await it.count()).toBe(1);
    expect(await it.em().count(Candidate)).toBe(1);
  });

  it('leaves a publication alone that was added before', async () => {
    const it = await aLibrary();
    it.site.pages.set('/review', page('A review of curfews'));
    await it.add('/review');
    it.site.pages.set('/review', 403);

    expect(await it.add('/review')).toMatchObject({
      state: 'done',
      publication: { title: 'A review of curfews' },
    });
  });

  it('makes no publication of a file that is damaged, and keeps nothing of it', async () => {
    const it = await aLibrary();

    expect(await it.upload('review.docx', 'PK\u0003\u0004 nothing', 'link')).toMatchObject({
      state: 'failed',
      fileName: 'review.docx',
      reason: 'The file is an archive or office file, which cannot be read here.',
    });
    expect(await it.upload('review.pdf', '%PDF-1.7 nothing', 'link')).toMatchObject({
      state: 'failed',
      fileName: 'review.pdf',
    });
    expect(await it.count()).toBe(0);
    expect(await it.em().count(Upload)).toBe(0);
  });

  it('makes no publication of a link in a mail, which is told link by link', async () => {
    const it = await aLibrary();
    it.site.pages.set('/toolkit', page('A toolkit for hotels')).set('/gone', 403);
    const links = ['/toolkit', '/gone']
      .map((path) => `<a href="${it.url}${path}">Words of ${path}</a>`)
      .join(' ');
    const mail = `From: a@example.org\r\nSubject: Bulletin\r\nDate: Thu, 17 Sep 2026 08:00:00 +0000\r\nContent-Type: text/html\r\n\r\n<p>${links}</p>`;

    const view = await it.upload('bulletin.eml', mail);

    expect(view).toMatchObject({
      state: 'done',
      fileName: 'bulletin.eml',
      parts: [
        {
          state: 'done',
          title: 'Words of /toolkit',
          publication: { title: 'Words of /toolkit' },
        },
        {
          state: 'failed',
          title: 'Words of /gone',
          url: `${it.url}/gone`,
          reason: `${it.url}/gone answered 403 (forbidden).`,
          publication: null,
        },
      ],
    });
    expect(await it.count()).toBe(1);
    expect(await it.em().count(WorkRequest, { requestedBy: it.user.id })).toBe(3);
  });
});

describe('what may be shown of a file', () => {
  it('is as whoever gave it says, also when they say otherwise later', async () => {
    const it = await aLibrary();
    const exit = async () =>
      textExitOf(
        await it.em().findOneOrFail(Publication, { id: { $gt: 0 } }, { populate: ['source'] }),
      );
    const text = 'A plain account of what was learned. '.repeat(20);

    await it.upload('account.txt', text, 'text');
    const first = (await exit()).mayShow;
    await it.upload('account.txt', text, 'link');

    expect(first).toBe('text');
    expect((await exit()).mayShow).toBe('link');
  });

  it('has to be said, but for a mail', async () => {
    const it = await aLibrary();
    const given = { fileName: 'account.txt', bytes: bytes('Plain words.'), by: it.by };

    await expect(requestUpload(it.services.fork(), given)).rejects.toMatchObject({
      name: 'Invalid',
      field: 'mayShow',
    });
  });
});
