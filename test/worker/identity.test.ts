import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  PossibleDuplicate,
  Publication,
  Sighting,
  Stray,
  Version,
} from '#shared/entities/index.ts';
import { mergePublications } from '#shared/publications/decide-duplicate.ts';
import { listDuplicates } from '#shared/publications/list-duplicates.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { showSource } from '#shared/sources/show-sources.ts';
import { databaseKinds } from '../support/databases.ts';
import { type Entry, page, rss } from '../support/loopback/scanned-site.ts';
import { aSiteOfPublications } from '../support/loopback/site-of-publications.ts';

const cases = '../shared/cases/identity';
const by = { userId: null, name: 'coordinator@example.org' };

const aSite = async (kind: 'sqlite' | 'postgres') => {
  const it = await aSiteOfPublications(kind);
  return {
    ...it,
    /** Another source of the same site. */
    watch: async (key: string, ...entries: Entry[]) => {
      const before = it.site.pages.get(`/${key}`);
      it.site.pages.set(`/${key}`, rss(entries));
      if (before) return;
      await addSource(it.services.fork(), {
        source: {
          name: key,
          publisher: key,
          kind: 'feed',
          url: `${it.url}/${key}`,
          mayShow: 'text',
        },
        by,
      });
    },
    /** The items of a feed, as they are. */
    offer: (items: string) => {
      it.site.answer = (_request, response) =>
        response.end(
          `<rss version="2.0"><channel><title>t</title><link>/</link><description>d</description>${items}</channel></rss>`,
        );
    },
    again: async () => {
      it.later(200);
      await it.scan();
    },
  };
};

const item = (parts: Record<string, string>) =>
  `<item>${Object.entries(parts)
    .map(([name, value]) =>
      name === 'guid' ? `<guid isPermaLink="false">${value}</guid>` : `<${name}>${value}</${name}>`,
    )
    .join('')}</item>`;

const section = (title = 'Reviews') =>
  `<html><head><title>${title}</title><link rel="canonical" href="/reviews"></head><body><main><article><h1>${title}</h1><p>${'All reviews of the partnership. '.repeat(30)}</p></article></main></body></html>`;

describe.skipIf(!existsSync(cases)).each(databaseKinds)('the cases of identity, on %s', (kind) => {
  const aCase = async (file: string) => {
    const it = await aSite(kind);
    const front = readFileSync(`${cases}/front-page.html`, 'utf8');
    const signIn = readFileSync(`${cases}/sign-in.html`, 'utf8');
    it.site.pages.set('/', front).set('/sign-in.html', signIn);
    for (const name of ['a', 'b', 'c']) {
      it.site.pages.set(`/gone/${name}`, { status: 301, location: '/' });
      it.site.pages.set(`/closed/${name}`, { status: 302, location: '/sign-in.html' });
    }
    for (const name of ['alerts', 'circulars', 'papers']) {
      it.site.pages.set(`/${name}.html`, page(name));
    }
    it.site.answer = (_request, response) =>
      response.end(readFileSync(`${cases}/${file}`, 'utf8').replaceAll('{base}', it.url));
    await it.again();
    return it;
  };

  it('redirected to the front page: three, each with its own title, address and summary', async () => {
    const it = await aCase('redirected-to-front-page.xml');
    expect(await it.library()).toEqual([
      'Review of hotels /gone/a 0',
      'Review of schools /gone/c 0',
      'Review of taxis /gone/b 0',
    ]);
    const publications = await it.publications();
    expect(publications.map(({ summary }) => summary).sort()).toEqual([
      'How six licensing authorities share refusals.',
      'What heads of year noticed first.',
      'What nine hotels changed after a visit.',
    ]);
    expect(new Set(publications.map(({ textProblem }) => textProblem))).toEqual(
      new Set(['The text is not to be had: the address leads to the front page now.']),
    );
    expect((await it.source())?.health).toMatchObject({
      state: 'astray',
      explanation: expect.stringContaining(
        '3 of 3 entries lead to the front page of the site now.',
      ),
    });
    const assurance = await scanAssurance(it.services.fork());
    expect(assurance.astray).toHaveLength(1);
    expect(assurance.words).toContain('one with entries that lead elsewhere');
  });

  it('redirected to a sign-in: two, and the reason says so', async () => {
    const it = await aCase('redirected-to-sign-in.xml');
    expect(await it.library()).toEqual([
      'Members: report A /closed/a 0',
      'Members: report B /closed/b 0',
    ]);
    expect((await it.publications()).map(({ textProblem }) => textProblem)).toEqual([
      'The text is not to be had: a sign-in is asked for.',
      'The text is not to be had: a sign-in is asked for.',
    ]);
  });

  it.each([
    [
      'one-link-no-guid.xml',
      [
        'Alert one: missing children week /alerts.html 0',
        'Alert three: taxi standards /alerts.html 0',
        'Alert two: audit of records /alerts.html 0',
      ],
    ],
    [
      'one-link-two-guids.xml',
      ['Circular A on hotels /circulars.html 0', 'Circular B on buses /circulars.html 0'],
    ],
    [
      'fragments.xml',
      [
        'Paper 1: return interviews /papers.html#paper-1 0',
        'Paper 2: licensing /papers.html#paper-2 0',
        'Paper 3: hotels /papers.html#paper-3 0',
      ],
    ],
  ])('%s: as many as are offered, and the page’s text is none’s', async (file, wanted) => {
    const it = await aCase(file);
    expect(await it.library()).toEqual(wanted);
    await it.again();
    expect(await it.library()).toEqual(wanted);
    expect((await it.em().find(Version, {})).length).toBe(wanted.length);
    const { total, items } = await listDuplicates(it.services.fork(), { page: 1, size: 20 });
    expect(total).toBe(wanted.length - 1);
    expect(items[0]?.likeness).toBe('Their addresses lead to the same page.');
    expect((await showSource(it.services.fork(), 1)).warning).toContain(
      `${wanted.length} of ${wanted.length} entries lead to the same pages as others of them.`,
    );
  });
});

describe.each(databaseKinds)('what identifies a publication, on %s', (kind) => {
  const hotels: Entry = { id: 'h', title: 'Review of hotels', path: '/reviews/hotels' };
  const taxis: Entry = { id: 't', title: 'Review of taxis', path: '/reviews/taxis' };

  it('gives back what joined a section page that another source offers', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/reviews', section());
    for (const { path } of [hotels, taxis]) it.site.pages.set(path, section());
    await it.watch('other', { id: 's', title: 'All reviews', path: '/reviews' });
    await it.visit();
    await it.visit(hotels);
    expect(await it.library()).toEqual(['All reviews /reviews 1']);

    await it.visit(hotels, taxis);
    await it.again();
    expect(await it.library()).toEqual([
      'All reviews /reviews 1',
      'Review of hotels /reviews/hotels 0',
      'Review of taxis /reviews/taxis 0',
    ]);
    expect(await it.em().count(Sighting)).toBe(3);
  });

  it('lets a section page be one, whichever is offered first', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/reviews', section());
    for (const { path } of [hotels, taxis]) it.site.pages.set(path, section());
    await it.visit(hotels);
    const all: Entry = { id: 's', title: 'All reviews', path: '/reviews' };
    await it.visit(hotels, all);
    await it.visit(taxis, hotels, all);
    await it.again();
    const wanted = [
      'All reviews /reviews 1',
      'Review of hotels /reviews/hotels 0',
      'Review of taxis /reviews/taxis 0',
    ];
    expect(await it.library()).toEqual(wanted);
    await it.watch('other', { id: 'x', title: 'The reviews', path: '/reviews' });
    await it.again();
    expect(await it.library()).toEqual(wanted);
    expect(await it.em().count(Sighting)).toBe(4);
  });

  it('keeps one what two sources offer: by address, by page, and what shares an address by title', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/r?id=1', page('Report')).set('/circulars', page('Circulars'));
    it.site.pages.set('/short', { status: 302, location: '/r?id=1' });
    const circulars: Entry[] = [
      { id: 'a', title: 'Circular A', path: '/circulars' },
      { id: 'b', title: 'Circular B', path: '/circulars' },
    ];
    const report: Entry = { id: 'r', title: 'Report', path: '/r?utm_source=feed&amp;id=1' };
    it.site.pages.set('/r?utm_source=feed&id=1', page('Report'));
    // One source after the other: two that are first read in the same instant are another matter.
    await it.watch('other', { id: '9', title: 'The report', path: '/short' }, ...circulars);
    await it.scan();
    await it.visit(report, ...circulars);
    await it.again();
    expect(await it.library()).toEqual([
      'Circular A /circulars 0',
      'Circular B /circulars 0',
      expect.stringMatching(/report.* 1$/i),
    ]);
    expect(await it.em().count(Sighting)).toBe(6);
  });

  it('takes a new title at the same id and address for a new version', async () => {
    const it = await aSite(kind);
    it.site.pages.set(hotels.path, page('Hotels'));
    await it.visit(hotels);
    await it.visit({ ...hotels, title: 'What nine lodgings changed' });
    expect(await it.library()).toEqual(['What nine lodgings changed /reviews/hotels 1']);
  });

  it('does not multiply an entry whose id has the time of its last change', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/guidance', page('Guidance'));
    for (const [at, title] of ['Guidance', 'Guidance (draft)', 'Statutory advice'].entries()) {
      await it.visit({
        id: `${it.url}/guidance#2026-09-1${at}T09:30:00Z`,
        title,
        path: '/guidance',
      });
    }
    expect(await it.library()).toEqual(['Statutory advice /guidance 1']);
    expect(await it.em().count(PossibleDuplicate)).toBe(0);
  });

  it('takes a part of a page for the page where nothing else is there, and where it says nothing', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/report', page('Report')).set('/news', page('News'));
    await it.watch('other', { id: 'o', title: 'The report', path: '/report' });
    await it.visit(
      { id: 'r', title: 'Report', path: '/report#summary' },
      { id: 'n1', title: 'News', path: '/news#utm_source=rss' },
      { id: 'n2', title: 'News', path: '/news#:~:text=children' },
    );
    expect(await it.em().count(Publication)).toBe(2);
    expect(await it.em().count(Stray)).toBe(0);
  });

  it('records entries without a link from what the feed said, each by itself', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/', page('Welcome'));
    const alerts = ['One', 'Two', 'Three'].map((title) =>
      item({
        title: `Alert ${title}`,
        description: `${title} has words.`,
        ...(title === 'Two' ? { guid: 'a2' } : {}),
      }),
    );
    it.offer(alerts.join(''));
    await it.again();
    it.offer([...alerts].reverse().join(''));
    await it.again();
    expect(await it.library()).toEqual(['Alert One - 0', 'Alert Three - 0', 'Alert Two - 0']);
    expect(
      (await it.publications()).map(({ summary, textProblem }) => [summary, textProblem]),
    ).toContainEqual([
      'Two has words.',
      'The source gives no address at which it could be read. It is recorded from what the source said.',
    ]);
  });

  it('tells entries without an id by their titles, also when only the latest is offered', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/alerts', page('Alerts'));
    for (const title of [
      'Missing children week',
      'Audit of records',
      'Audit of the records 2026',
    ]) {
      it.offer(item({ title, link: `${it.url}/alerts` }));
      await it.again();
    }
    expect(await it.library()).toEqual([
      'Audit of the records 2026 /alerts 0',
      'Missing children week /alerts 0',
    ]);
  });

  it('reads the page of those that a person said are one', async () => {
    const it = await aSite(kind);
    it.site.pages.set('/circular', page('Circular'));
    const both: Entry[] = [
      { id: 'a', title: 'Circular A', path: '/circular' },
      { id: 'b', title: 'Circular on hotels', path: '/circular' },
    ];
    await it.visit(...both);
    const { items } = await listDuplicates(it.services.fork(), { page: 1, size: 5 });
    const [pair] = items;
    await mergePublications(it.services.fork(), {
      pairId: pair?.id ?? 0,
      keptId: pair?.first.id ?? 0,
      by,
    });
    for (let week = 0; week < 2; week += 1) await it.visit(...both);

    const kept = await it.em().findOneOrFail(Publication, { id: pair?.first.id ?? 0 });
    expect(kept).toMatchObject({ textProblem: null, mergedIntoId: null });
    expect(kept.contentHash).not.toBeNull();
    expect(await it.em().count(Publication)).toBe(2);
    expect(await it.em().count(Publication, { mergedIntoId: kept.id })).toBe(1);
    expect(await it.em().count(Stray)).toBe(0);
  });

  it('says of one page behind a sign-in no more than that', async () => {
    const it = await aSite(kind);
    it.site.pages.set(hotels.path, { status: 302, location: '/login' });
    it.site.pages.set(
      '/login',
      '<html><head><title>Log in</title></head><body><form><input type="password"></form></body></html>',
    );
    it.site.pages.set(taxis.path, page('Taxis')).set('/reviews/schools', page('Schools'));
    await it.visit(hotels, taxis, {
      id: 's',
      title: 'Review of schools',
      path: '/reviews/schools',
    });
    expect(await it.em().findOne(Publication, { title: hotels.title })).toMatchObject({
      textProblem: 'The text is not to be had: a sign-in is asked for.',
    });
    const source = await it.source();
    expect(source?.health.state).toBe('well');
    expect(source?.warning).toContain('1 of 3 entries asks for a sign-in.');
  });
});
