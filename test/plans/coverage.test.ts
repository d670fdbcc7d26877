import { describe, expect, it } from 'vitest';
import { showCoverage } from '#shared/plans/coverage/show-coverage.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const dayBefore = (days: number) =>
  new Date(Date.now() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);

async function given(services: OpenServices) {
  const em = services.orm.em.fork();
  const first = await givenPlanEntry(em, { ref: 'E-1', ownerAgency: 'Police' });
  const { plan } = first;
  const refs = ['E-2', 'E-3', 'E-4', 'E-5', 'E-6'];
  const others = [];
  for (const ref of refs) others.push(await givenPlanEntry(em, { ref, plan }));
  const link = async (
    entryId: number,
    publication: object,
    bearing: 'supports' | 'challenges' = 'supports',
  ) => {
    const { id } = await givenPublication(services.orm.em.fork(), publication);
    const rationale = 'It does.';
    await linkToEntry(services.fork(), { publicationId: id, entryId, bearing, rationale, by });
  };
  const [news, challenged, silent, old, well] = others.map(({ id }) => id) as number[];
  await link(news ?? 0, { type: 'doc-news', publishedOn: dayBefore(10) });
  await link(challenged ?? 0, { type: 'doc-research', publishedOn: dayBefore(10) }, 'challenges');
  await link(silent ?? 0, { type: 'doc-research', publishedOn: dayBefore(500) });
  await link(old ?? 0, { type: 'doc-guidance', publishedOn: dayBefore(2000) });
  await link(well ?? 0, { type: 'doc-inspection', publishedOn: dayBefore(10) });
  await givenPublication(services.orm.em.fork(), { title: 'Kept alone', status: 'kept' });
  return { plan };
}

describe.each(databaseKinds)('coverage on %s', (kind) => {
  it('says of each entry what is missing or does not hold, gaps first, and what nobody linked', async () => {
    const services = await freshServices(kind);
    await given(services);

    const { rows, counts, unlinked } = await showCoverage(services.fork(), {});

    expect(rows.map(({ ref, gaps }) => [ref, ...gaps])).toEqual([
      ['E-1', 'none'],
      ['E-3', 'challenged'],
      ['E-2', 'news only'],
      ['E-5', 'old'],
      ['E-4', 'silent'],
      ['E-6'],
    ]);
    expect(counts).toMatchObject({ none: 1, challenged: 1, silent: 1 });
    expect(rows.at(-1)?.cells).toEqual({ reviews: { publications: 1, newestOn: dayBefore(10) } });
    expect(unlinked.items.map(({ title }) => title)).toEqual(['Kept alone']);
  });

  it('can be narrowed to a gap, an owner or a plan', async () => {
    const services = await freshServices(kind);
    const { plan } = await given(services);

    const silent = await showCoverage(services.fork(), { gap: 'silent', planId: plan.id });
    const police = await showCoverage(services.fork(), { owner: 'Police' });

    expect(silent.rows.map(({ ref }) => ref)).toEqual(['E-4']);
    expect(police.rows.map(({ ref }) => ref)).toEqual(['E-1']);
    expect((await showCoverage(services.fork(), { planId: 999 })).rows).toEqual([]);
  });
});

it('coverage is a page, an Excel file, CSV and an answer to programs', async () => {
  const { services, as } = await freshApp();
  const { plan } = await given(services);
  const member = await as('member');

  const page = await (await member.get('/coverage?gap=silent')).text();
  expect(page).toContain('Nothing new for twelve months');
  expect(page).toContain('E-4');
  expect(await (await member.get('/coverage?owner=Nobody')).text()).toContain('No entry fits');
  expect(await (await member.get('/coverage/table.csv')).text()).toContain('E-1');
  const file = Buffer.from(await (await member.get('/coverage/excel')).arrayBuffer());
  expect(file.subarray(0, 2).toString()).toBe('PK');
  const answer = await member.api('GET', `/coverage?plan=${plan.id}&gap=none`);
  expect(await answer.json()).toMatchObject({
    total: 6,
    entries: [{ ref: 'E-1', gaps: ['none'] }],
  });
});
