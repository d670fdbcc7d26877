import { describe, expect, it } from 'vitest';
import { Candidate, Passage, PossibleDuplicate, Sighting, Stray } from '#shared/entities/index.ts';
import { databaseKinds } from '../support/databases.ts';
import { type Entry, page } from '../support/loopback/scanned-site.ts';
import { aSiteOfPublications as aSite } from '../support/loopback/site-of-publications.ts';

const reviews: Entry[] = ['hotels', 'taxis', 'schools', 'trains', 'parks', 'shops'].map(
  (place) => ({
    id: place,
    title: `Review of ${place}`,
    path: `/reviews/${place}`,
  }),
);
const titles = reviews.map(({ title }) => title).sort();

/** A section page, which names itself as the canonical address of all that is under it. */
const section = (words = 'The reviews of the partnership.') =>
  `<html><head><title>Reviews</title><link rel="canonical" href="/reviews"></head><body><main><article><h1>Reviews</h1><p>${`${words} `.repeat(20)}</p></article></main></body></html>`;

/** Ways in which pages answer for publications that they are not. */
const walls: Record<string, (site: Awaited<ReturnType<typeof aSite>>['site']) => void> = {
  'each page names the section page as canonical': (site) => {
    for (const { path, title } of reviews) site.pages.set(path, section(`Words about ${title}.`));
  },
  'all redirect to one page': (site) => {
    site.pages.set('/reviews', section());
    for (const { path } of reviews) site.pages.set(path, { status: 302, location: '/reviews' });
  },
  'all redirect to the front page': (site) => {
    site.pages.set('/', page('Marlby'));
    for (const { path } of reviews) site.pages.set(path, { status: 301, location: '/' });
  },
  'all redirect to a sign-in page': (site) => {
    site.pages.set('/account/login?next=1', page('Members'));
    for (const { path } of reviews) {
      site.pages.set(path, { status: 302, location: '/account/login?next=1' });
    }
  },
  'all answer with the same long text': (site) => {
    for (const { path } of reviews) site.pages.set(path, page('Our new site'));
  },
  'all answer with the same short text': (site) => {
    for (const { path } of reviews) site.pages.set(path, '<html><body>Loading</body></html>');
  },
  'all answer with the same text under their own titles and with a number': (site) => {
    for (const [at, { path, title }] of reviews.entries()) {
      site.pages.set(
        path,
        `<html><head><title>${title}</title></head><body><main><h1>${title}</h1><p>We are moving all our pages. Your visit is 8f3a${at}b7c${at}d2e1. Come back soon.</p></main></body></html>`,
      );
    }
  },
  'all answer "access denied"': (site) => {
    for (const { path } of reviews) {
      site.pages.set(
        path,
        '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don’t have permission to access this page on this server.</p></body></html>',
      );
    }
  },
};

describe.each(databaseKinds)('publications and what their addresses answer, on %s', (kind) => {
  const settle = async (it: Awaited<ReturnType<typeof aSite>>) => {
    const found = await it.library();
    expect(found.map((line) => line.replace(/ \/.*$/, ''))).toEqual(titles);
    return found;
  };

  // One of each way to find out is enough where the code is the same, and the tests are slow.
  const few = ['all redirect to one page', 'all answer with the same short text'];
  const all = kind === 'sqlite' ? Object.keys(walls) : few;
  it.each(all)(
    '%s: each is recorded from what the source said, and read when it can be',
    { timeout: 60_000 },
    async (name) => {
      const it = await aSite(kind);
      walls[name]?.(it.site);
      await it.visit(...reviews);

      expect(await settle(it)).toEqual(
        [...reviews].map(({ title, path }) => `${title} ${path} 0`).sort(),
      );
      const publications = await it.publications();
      expect(
        publications.every(({ textProblem }) =>
          textProblem?.startsWith('The text is not to be had'),
        ),
      ).toBe(true);
      expect(publications.map(({ versionNumber }) => versionNumber)).toEqual([1, 1, 1, 1, 1, 1]);
      expect(await it.em().count(Candidate, { state: 'unread' })).toBe(6);
      expect(await it.em().count(Sighting)).toBe(6);
      const pairs = await it.em().find(PossibleDuplicate, {});
      const paired = new Set(pairs.flatMap(({ first, second }) => [first.id, second.id]));
      expect(paired.size).toBe(6);
      const line = await it.source();
      expect(line?.health.state).toBe('astray');
      expect(line?.health.explanation).toContain('6 of 6 entries');

      for (const { path, title } of reviews) it.site.pages.set(path, page(title));
      for (let week = 0; week < 4; week += 1) await it.visit(...reviews);
      expect(await settle(it)).toEqual(
        [...reviews].map(({ title, path }) => `${title} ${path} 1`).sort(),
      );
      expect((await it.publications()).map(({ textProblem }) => textProblem)).toEqual(
        reviews.map(() => null),
      );
      expect(await it.em().count(Stray)).toBe(0);
      expect((await it.source())?.health.state).toBe('well');
    },
  );

  describe.each(few)('%s', (name) => {
    it('does so too when they are offered one by one', { timeout: 60_000 }, async () => {
      const it = await aSite(kind);
      walls[name]?.(it.site);
      for (const review of reviews) await it.visit(review);
      await it.visit(...reviews);

      expect(await settle(it)).toEqual(
        [...reviews].map(({ title, path }) => `${title} ${path} 0`).sort(),
      );
      expect((await it.publications()).map(({ versionNumber }) => versionNumber)).toEqual([
        1, 1, 1, 1, 1, 1,
      ]);
    });

    it('keeps what was read before they did', { timeout: 60_000 }, async () => {
      const it = await aSite(kind);
      for (const { path, title } of reviews) it.site.pages.set(path, page(title));
      await it.visit(...reviews);
      walls[name]?.(it.site);
      it.later(24 * 40);
      await it.worker.retrieve();
      await it.visit(...reviews);
      await it
        .em()
        .nativeUpdate(
          Candidate,
          { state: 'recorded' },
          { state: 'pending', nextAttemptAt: new Date(0) },
        );
      await it.worker.retrieve();

      expect(await settle(it)).toHaveLength(6);
      const passages = await it.em().find(Passage, {}, { populate: ['document.publication'] });
      expect(
        passages
          .filter(
            ({ text, document }) =>
              text.startsWith(`${document.publication.title}\n`) ||
              text.includes(`Text about ${document.publication.title}`),
          )
          .map(({ document }) => document.publication.title)
          .sort(),
      ).toEqual(titles);
    });
  });
});
