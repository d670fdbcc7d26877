import { describe, expect, it } from 'vitest';
import { Candidate, Publication, Scan, Source, Version } from '#shared/entities/index.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  it('makes a new version when an entry is offered otherwise and its page changed', async () => {
    const { site, scan, em } = await aScannedSite(kind);
    site.entries = [{ id: '1', title: 'Draft', path: '/1' }];
    site.pages.set('/1', page('Draft'));
    await scan();

    site.entries = [{ id: '1', title: 'Final', path: '/1' }];
    site.pages.set('/1', page('Final', 'Agreed by the board.'));
    await scan();

    const [publication, ...others] = await em().find(Publication, {});
    expect(others).toEqual([]);
    expect(publication).toMatchObject({ title: 'Final', versionNumber: 2 });
    expect(await em().count(Version)).toBe(2);
  });

  it('keeps entries apart that share an id but not an address', async () => {
    const { site, scan, em } = await aScannedSite(kind);
    site.entries = [
      { id: 'same', title: 'One', path: '/1' },
      { id: 'same', title: 'Two', path: '/2' },
    ];
    site.pages.set('/1', page('One')).set('/2', page('Two'));

    await scan();

    expect((await em().find(Publication, {})).map(({ title }) => title).sort()).toEqual([
      'One',
      'Two',
    ]);
  });

  it('takes the latest of an entry that a feed repeats', async () => {
    const { site, scan, em } = await aScannedSite(kind);
    const once = (at: number) =>
      `<entry><id>tag:1</id><title>Edit ${at}</title><link href="/1"/><updated>2026-09-0${at}T09:00:00Z</updated></entry>`;
    site.answer = (_request, response) =>
      response.end(
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>Marlby</title><id>tag:0</id>${[2, 9, 5].map(once).join('')}</feed>`,
      );
    site.pages.set('/1', page('Report'));

    await scan();

    expect((await em().find(Publication, {})).map(({ title }) => title)).toEqual(['Edit 9']);
  });

  it('says that it left the files of a page alone that has many', async () => {
    const { site, scan, em } = await aScannedSite(kind);
    site.entries = [{ id: '1', title: 'Papers', path: '/1' }];
    const links = Array.from(
      { length: 6 },
      (_, at) => `<p><a href="/${at}.pdf">Paper ${at}</a></p>`,
    );
    site.pages.set('/1', page('Papers').replace('</article>', `${links.join('')}</article>`));

    await scan();

    const papers = await em().findOneOrFail(Publication, { title: 'Papers' });
    expect(papers.textProblem).toMatch(/^The page links to 6 files, which were not read/);
    expect(papers.readAt).not.toBeNull();
  });

  it('tries again what failed in passing, then records it from what the source said, then reads it after all', async () => {
    const { site, scan, em, later } = await aScannedSite(kind);
    site.entries = [{ id: '1', title: 'Report', path: '/1' }];
    site.pages.set('/1', 503);

    await scan();
    expect(await em().count(Publication)).toBe(0);
    later(1);
    await scan();
    later(1);
    await scan();

    const unread = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    expect(unread).toMatchObject({
      title: 'Report',
      readAt: null,
      textProblem: expect.stringContaining('answered 503'),
    });
    site.pages.set('/1', page('Report'));
    later(24 * 8);
    await scan();
    const read = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    expect(read).toMatchObject({ id: unread.id, textProblem: null, versionNumber: 2 });
    expect(await em().findOneOrFail(Candidate, { id: { $gt: 0 } })).toMatchObject({
      state: 'recorded',
      reason: null,
    });
  });

  it('keeps what was read when the page disappears, and says when', async () => {
    const { site, scan, em } = await aScannedSite(kind);
    site.entries = [{ id: '1', title: 'Report', path: '/1' }];
    site.pages.set('/1', page('Report'));
    await scan();

    site.entries = [{ id: '1', title: 'Report, renamed', path: '/1' }];
    site.pages.delete('/1');
    await scan();

    const publication = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    expect(publication.goneAt).toBeInstanceOf(Date);
    expect(publication.versionNumber).toBe(1);
  });

  it('backs off from a failing source, honours Retry-After, and recovers', async () => {
    const { site, scan, em } = await aScannedSite(kind);
    Object.assign(site, { status: 429, retryAfter: '7200' });

    await scan();

    const failing = await em().findOneOrFail(Source, { id: { $gt: 0 } });
    expect(failing).toMatchObject({
      failures: 1,
      failureReason: expect.stringContaining('answered 429'),
    });
    expect(failing.nextScanAt?.getTime()).toBeGreaterThanOrEqual(
      Date.parse('2026-09-18T11:00:00Z'),
    );
    Object.assign(site, { status: 200, retryAfter: '' });
    await scan();
    expect(await em().findOneOrFail(Source, { id: { $gt: 0 } })).toMatchObject({
      failures: 0,
      failureReason: null,
      firstFailedAt: null,
    });
  });

  it('takes ten thousand entries at once without losing one', async () => {
    const { site, worker, em } = await aScannedSite(kind);
    site.entries = Array.from({ length: 10_000 }, (_, at) => ({
      id: `e${at}`,
      title: `Entry ${at}`,
      path: `/e${at}`,
    }));

    await worker.scan({ all: true });

    expect(await em().count(Candidate)).toBe(10_000);
    expect(await em().findOneOrFail(Scan, { id: { $gt: 0 } })).toMatchObject({
      offered: 10_000,
      fresh: 10_000,
      outcome: 'read',
    });
  });
});
