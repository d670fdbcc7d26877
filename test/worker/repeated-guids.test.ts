import { describe, expect, it } from 'vitest';
import { Candidate, Publication, Scan, Version } from '#shared/entities/index.ts';
import { databaseKinds } from '../support/databases.ts';
import { aScannedSite, type Entry, page } from '../support/loopback/scanned-site.ts';

const monday = 'Mon, 07 Sep 2026 09:00:00 GMT';
const tuesday = 'Tue, 08 Sep 2026 09:00:00 GMT';

const one: Entry = { id: 'same', title: 'Report on hotels', path: '/1' };
const two: Entry = { id: 'same', title: 'Guidance on taxis', path: '/2' };
const three: Entry = { id: 'same', title: 'Review of schools', path: '/3' };

describe.each(databaseKinds)('entries that share a guid, on %s', (kind) => {
  async function aSite() {
    const it = await aScannedSite(kind);
    for (const { title, path } of [one, two, three]) it.site.pages.set(path, page(title));
    return {
      ...it,
      visit: async (...entries: Entry[]) => {
        it.site.entries = entries;
        it.later(2);
        await it.scan();
      },
      /** "title path, number of versions". */
      library: async () =>
        (await it.em().find(Publication, { id: { $gt: 0 } }))
          .map(({ title, url, versionNumber }) =>
            [title, new URL(url ?? '').pathname, versionNumber].join(' '),
          )
          .sort(),
      fresh: async () =>
        (await it.em().findOneOrFail(Scan, { id: { $gt: 0 } }, { orderBy: { id: 'desc' } })).fresh,
    };
  }

  it('loses none when a new one comes first', async () => {
    const { visit, library } = await aSite();
    await visit(one);
    await visit(two, one);
    await visit(three, two, one);
    expect(await library()).toEqual([
      'Guidance on taxis /2 1',
      'Report on hotels /1 1',
      'Review of schools /3 1',
    ]);
  });

  it('loses none when each visit shows only the latest', async () => {
    const { visit, library } = await aSite();
    await visit({ ...one, published: monday });
    await visit({ ...two, published: tuesday });
    await visit({ ...three, published: tuesday }, { ...two, published: tuesday });
    expect(await library()).toEqual([
      'Guidance on taxis /2 1',
      'Report on hotels /1 1',
      'Review of schools /3 1',
    ]);
  });

  it('reads none again when they change places', async () => {
    const { visit, library, fresh, em } = await aSite();
    await visit(one, two, three);
    await visit(three, one, two);
    await visit(two, three);
    expect(await fresh()).toBe(0);
    expect(await library()).toHaveLength(3);
    expect(await em().count(Version)).toBe(3);
    expect(await em().count(Candidate)).toBe(3);
  });

  it('keeps one that moved to another address as one, under its new address', async () => {
    const { site, visit, library, em } = await aSite();
    await visit(one, { ...two, id: 'another' });
    site.pages.set('/1', 404).set('/reports/1', page('Report on hotels'));
    await visit({ ...one, path: '/reports/1' }, { ...two, id: 'another' });
    expect(await library()).toEqual(['Guidance on taxis /2 1', 'Report on hotels /reports/1 1']);
    expect(await em().count(Candidate)).toBe(2);
  });

  it('knows one that moved and was renamed by the day of its publication', async () => {
    const { site, visit, library } = await aSite();
    await visit({ ...one, published: monday });
    site.pages.set('/1', 404).set('/renamed', page('Report on hotels and hostels'));
    await visit({
      ...one,
      title: 'Report on hotels and hostels',
      path: '/renamed',
      published: monday,
    });
    expect(await library()).toEqual(['Report on hotels and hostels /renamed 2']);
  });

  it('knows which of several moved', async () => {
    const { site, visit, library } = await aSite();
    await visit(one, two, three);
    site.pages.set('/moved', page(two.title));
    await visit({ ...two, path: '/moved' }, three, one);
    expect(await library()).toEqual([
      'Guidance on taxis /moved 1',
      'Report on hotels /1 1',
      'Review of schools /3 1',
    ]);
  });

  it('keeps editions of one name apart by their dates', async () => {
    const { site, visit, library } = await aSite();
    const bulletin = { ...one, title: 'Bulletin' };
    site.pages.set('/b1', page('Bulletin', 'First.')).set('/b2', page('Bulletin', 'Second.'));
    await visit({ ...bulletin, path: '/b1', published: monday });
    await visit({ ...bulletin, path: '/b2', published: tuesday });
    expect(await library()).toEqual(['Bulletin /b1 1', 'Bulletin /b2 1']);
  });
});
