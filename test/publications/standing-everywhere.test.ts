import { beforeEach, describe, expect, it } from 'vitest';
import { digestMail } from '#shared/digests/render-message.tsx';
import { showDigest } from '#shared/digests/show-digest.ts';
import { presentWeek } from '#shared/digests/weeks.ts';
import {
  type Link,
  type Publication,
  Publication as Publications,
  SavedSearch,
} from '#shared/entities/index.ts';
import { tokenHash } from '#shared/people/tokens.ts';
import { exportPlanCsv } from '#shared/plans/files/export-plan.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const at = new Date('2026-09-10T09:00:00Z');

/** How a publication may stand, and the words that say so. */
const standings: [string, Partial<Publication>, string][] = [
  [
    'withdrawn',
    { withdrawnAt: at, withdrawnNote: 'Replaced by new guidance.' },
    'Withdrawn by Marlby Safeguarding Partnership on 10 September 2026: Replaced by new guidance.',
  ],
  ['gone', { goneAt: at }, 'Not found at its address on 10 September 2026.'],
  [
    'restricted',
    { takedown: 'restricted', takenDownAt: at, takedownReason: 'A court order' },
    'Taken down here on 10 September 2026: its text is not shown.',
  ],
  [
    'superseded',
    { status: 'set-aside', setAsideReason: 'superseded', siftedAt: at },
    'Set aside as superseded on 10 September 2026.',
  ],
];

/** Those that stay in a draft: what is taken down or set aside is not in one. */
const inDigests = ['withdrawn', 'gone'];
/** Nobody judges again what was set aside. */
const toJudge = ['withdrawn', 'gone', 'restricted'];

describe.each(standings)('a publication that is %s', (kind, given, words) => {
  let services: OpenServices;
  let app: Awaited<ReturnType<typeof freshApp>>['app'];
  let coordinator: Person;
  let id: number;
  let entryId: number;
  let planId: number;
  let link: Link;
  let week: string;

  beforeEach(async () => {
    const fresh = await freshApp();
    ({ services, app } = fresh);
    coordinator = await fresh.as('coordinator');
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, {
      title: 'Review of hotels',
      status: 'kept',
      siftedAt: services.clock(),
      documents: [{ pages: [{ number: 1, text: 'In a hotel.' }] }],
    });
    const entry = await givenPlanEntry(em);
    ({ id } = publication);
    entryId = entry.id;
    planId = entry.plan.id;
    week = presentWeek(services.clock()).week;
    const bearing = 'supports' as const;
    link = await linkToEntry(services.fork(), {
      publicationId: id,
      entryId,
      bearing,
      rationale: 'It does.',
      by,
    });
    await em.nativeUpdate(Publications, { id }, given);
    await indexNow(services, [id]);
  });

  /** What people read: a badge and the words after it are one sentence. */
  const textOf = async (answer: Promise<Response> | Response) =>
    (await (await answer).text()).replace(/<[^>]*>/g, '').replace(/&#39;/g, "'");

  it('says so on every page that names it', async () => {
    for (const address of [
      '/?q=review',
      `/publications/${id}`,
      `/publications/${id}/versions/1`,
      `/publications/${id}/link`,
      `/entries/${entryId}`,
      `/links/${link.id}/remove`,
    ]) {
      expect([address, await textOf(coordinator.get(address))]).toEqual([
        address,
        expect.stringContaining(words),
      ]);
    }
  });

  it.runIf(toJudge.includes(kind))('says so where it waits to be judged', async () => {
    await services.orm.em.fork().nativeUpdate(Publications, { id }, { status: 'new' });

    expect(await textOf(coordinator.get('/sift?part=all'))).toContain(words);
  });

  it.runIf(!inDigests.includes(kind))('is not in a draft', async () => {
    expect((await showDigest(services.fork(), week)).lines).toEqual([]);
  });

  it('says so to programs, as a field', async () => {
    const said = expect.arrayContaining([expect.objectContaining({ kind, words })]);
    const json = async (path: string) => (await coordinator.api('GET', path)).json();

    expect(await json(`/publications/${id}`)).toMatchObject({ standing: said });
    expect((await json('/publications?q=review')).hits[0]).toMatchObject({ standing: said });
    expect((await json(`/entries/${entryId}`)).links[0].publication).toMatchObject({
      standing: said,
    });
    expect((await json('/complete?q=review')).titles[0]).toMatchObject({ standing: said });
  });

  it('says so in the feed of a search and in the plan’s file', async () => {
    const em = services.orm.em.fork();
    const search = em.create(SavedSearch, {
      name: 'Reviews',
      parameters: 'q=review',
      owner: coordinator.id,
      createdAt: at,
      feedTokenHash: tokenHash('secret'),
    });
    await em.flush();
    const address = `http://skylark.test/searches/${search.id}/feed.atom?token=secret`;

    const feed = await (await app.request(address)).text();
    expect(feed).toContain(words);
    expect(feed).toContain(`term="${kind}"`);
    expect(await exportPlanCsv(services.fork(), planId)).toContain(words);
  });

  it.runIf(inDigests.includes(kind))(
    'says so in the digest, on its page and in both parts of the mail',
    async () => {
      const digest = await showDigest(services.fork(), week);
      const place = {
        baseUrl: 'http://skylark.test',
        unsubscribeUrl: null,
        isDemonstration: false,
      };

      expect(await textOf(coordinator.get(`/digests/${week}`))).toContain(words);
      const { text, html } = await digestMail(digest, place);
      expect(text.replace(/\s+/g, ' ')).toContain(words);
      expect(html).toContain(words);
      expect(
        (await (await coordinator.api('GET', `/digests/${week}`)).json()).lines[0],
      ).toMatchObject({ standing: [{ kind, words }] });
    },
  );

  it.runIf(inDigests.includes(kind))(
    'is approved in a digest only when somebody confirms it by name',
    async () => {
      const asks = await coordinator.post(`/digests/${week}/approve`, {});
      expect(asks.status).toBe(422);
      expect(await textOf(asks)).toContain(words);
      const refused = await coordinator.api('POST', `/digests/${week}/approve`, {});
      expect(refused.status).toBe(409);
      expect((await refused.json()).detail).toContain(`{"confirmed": [${id}]}`);

      const approved = await coordinator.api('POST', `/digests/${week}/approve`, {
        confirmed: [id],
      });
      expect(approved.status).toBe(200);
      expect(await approved.json()).toMatchObject({ state: 'approved' });
    },
  );
});

it('approves with a tick on the page', async () => {
  const { services, as } = await freshApp();
  const coordinator = await as('coordinator');
  const { id } = await givenPublication(services.orm.em.fork(), {
    status: 'kept',
    siftedAt: services.clock(),
    withdrawnAt: at,
  });
  const { week } = presentWeek(services.clock());

  expect(await (await coordinator.get(`/digests/${week}/approve`)).text()).toContain(
    'does not stand well',
  );
  const answer = await coordinator.post(`/digests/${week}/approve`, { confirmed: String(id) });
  expect(answer.status).toBe(303);
});

it('says nothing of one that stands well', async () => {
  const { services, as } = await freshApp();
  const coordinator = await as('coordinator');
  const { id } = await givenPublication(services.orm.em.fork());

  expect(await (await coordinator.get(`/publications/${id}`)).text()).not.toContain(
    'class="standing"',
  );
  expect(await (await coordinator.api('GET', `/publications/${id}`)).json()).toMatchObject({
    standing: [],
  });
});
