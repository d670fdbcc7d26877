import { beforeEach, describe, expect, it } from 'vitest';
import {
  Concept,
  Link,
  type PlanEntry,
  type Publication,
  Suggestion,
} from '#shared/entities/index.ts';
import { acceptSuggestion } from '#shared/judging/accept-suggestion.ts';
import { rejectSuggestion } from '#shared/judging/reject-suggestion.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import type { OpenServices } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { suggestLinks } from '#worker/suggest/suggest-links.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const at = new Date('2026-09-09T10:00:00Z');
const by = { userId: null, name: 'test' };
const vocabulary: ConceptTerms[] = [];

/** A publication with concepts that a rule suggested, and why. */
async function givenThemes(
  services: OpenServices,
  publication: Publication,
  themes: { concept: string; words: string[]; page?: number; passage?: string }[],
): Promise<void> {
  const em = services.orm.em.fork();
  for (const { concept, ...cause } of themes) {
    em.create(Suggestion, {
      publication: publication.id,
      concept: em.getReference(Concept, concept),
      strength: 'strong',
      createdAt: at,
      ...cause,
    });
  }
  await em.flush();
}

const themes = [
  { concept: 'missing', words: ['missing from care'], page: 3, passage: 'Of missing from care.' },
  { concept: 'rhi', words: ['RHI', 'Missing from care'] },
];

describe.each(databaseKinds)('suggesting links on %s', (kind) => {
  async function given() {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const entry = await givenPlanEntry(em, {
      text: 'Hold it in time.',
      themes: ['missing', 'rhi'],
    });
    const publication = await givenPublication(em);
    await givenThemes(services, publication, themes);
    return { services, entry, publication };
  }

  const suggest = (services: OpenServices) => suggestLinks(services.fork(), async () => vocabulary);
  const suggested = (services: OpenServices) =>
    services.orm.em.fork().find(Suggestion, { entry: { $ne: null }, state: 'open' });

  it('says which words of the publication made the match, and where', async () => {
    const { services, entry, publication } = await given();

    await suggest(services);

    expect(await suggested(services)).toMatchObject([
      {
        entry: { id: entry.id },
        publication: { id: publication.id },
        words: ['missing from care', 'RHI'],
        page: 3,
        passage: 'Of missing from care.',
        voices: ['themes'],
        strength: 'weak',
      },
    ]);
  });

  it('looks again at what a person decided on, and at nothing else', async () => {
    const { services, publication } = await given();
    await suggest(services);
    expect(await suggest(services)).toBe(0);
    const { id: suggestionId } = await services.orm.em
      .fork()
      .findOneOrFail(Suggestion, { concept: 'rhi' });

    await rejectSuggestion(services.fork(), { publicationId: publication.id, suggestionId, by });

    expect(await suggest(services)).toBe(1);
    expect(await suggested(services)).toEqual([]);
  });

  it('keeps the row of what still holds, so that a page that is open can decide on it', async () => {
    const { services, publication } = await given();
    await suggest(services);
    const [before] = await suggested(services);
    const { id: suggestionId } = await services.orm.em
      .fork()
      .findOneOrFail(Suggestion, { concept: 'rhi' });

    await acceptSuggestion(services.fork(), { publicationId: publication.id, suggestionId, by });

    expect(await suggest(services)).toBe(1);
    expect((await suggested(services)).map(({ id }) => id)).toEqual([before?.id]);
  });

  it('does not suggest what is linked already', async () => {
    const { services, entry, publication } = await given();
    await linkToEntry(services.fork(), {
      publicationId: publication.id,
      entryId: entry.id,
      bearing: 'supports',
      rationale: 'It does.',
      by,
    });

    await suggest(services);

    expect(await suggested(services)).toEqual([]);
  });
});

describe('suggested links on the pages', () => {
  let services: OpenServices;
  let coordinator: Person;
  let member: Person;
  let entry: PlanEntry;
  let publication: Publication;

  beforeEach(async () => {
    const app = await freshApp();
    services = app.services;
    coordinator = await app.as('coordinator');
    member = await app.as('member');
    const em = services.orm.em.fork();
    entry = await givenPlanEntry(em, {
      ref: 'REC-7',
      themes: ['missing', 'rhi'],
      text: 'Hold it in time.',
    });
    publication = await givenPublication(em, {
      title: 'Seen & heard',
      source: await givenSource(em, { mayShow: 'text', name: 'Open' }),
    });
    const closed = await givenPublication(em, {
      title: 'Closed',
      source: await givenSource(em, { mayShow: 'link', name: 'Closed' }),
    });
    await givenThemes(services, publication, themes);
    await givenThemes(services, closed, themes);
    await suggestLinks(services.fork(), async () => vocabulary);
  });

  const page = async (person: Person, path: string) => (await person.get(path)).text();
  const idFor = async (title: string) =>
    (
      await services.orm.em
        .fork()
        .findOneOrFail(Suggestion, { entry: { $ne: null }, publication: { title } })
    ).id;

  it('stand on the entry’s page with their words, and the passage where it may be shown', async () => {
    const html = await page(member, `/entries/${entry.id}`);

    expect(html).toContain('Seen &amp; heard');
    expect(html).toContain(
      'because of “missing from care” and “RHI” (see page 3). Found by shared themes.',
    );
    expect(html.match(/Of missing from care\./g)).toHaveLength(1);
    expect(html).not.toContain('Not relevant');
  });

  it('stand on the publication’s page, apart from its themes', async () => {
    const html = await page(coordinator, `/publications/${publication.id}`);

    const links = html.slice(html.indexOf('id="links"'));
    expect(links).toContain('Suggested entries');
    expect(links).toContain('Plan entry REC-7');
    expect(links).toContain(
      'because of “missing from care”, “RHI” (see page 3). Found by shared themes.',
    );
    expect(links).toContain(`href="/publications/${publication.id}/link?entry=${entry.id}"`);
    expect(html.slice(0, html.indexOf('id="links"'))).not.toContain('Plan entry REC-7');
  });

  it('are accepted by a link with its rationale', async () => {
    const path = `/publications/${publication.id}/link`;
    const form = { entryId: String(entry.id), bearing: 'supports' };

    expect((await coordinator.post(path, form)).status).toBe(422);
    const made = await coordinator.post(path, { ...form, rationale: 'It shows how.' });

    expect(made.headers.get('location')).toBe(`/publications/${publication.id}#links`);
    const em = services.orm.em.fork();
    expect(await em.find(Link, {})).toMatchObject([{ rationale: 'It shows how.' }]);
    const html = await page(coordinator, `/publications/${publication.id}`);
    expect(html).toContain('It shows how.');
    expect(html).toContain('Nothing is suggested: no entry of a plan');
  });

  it('are rejected from either page, and say so when there are none', async () => {
    const fromPublication = await coordinator.post(
      `/publications/${publication.id}/suggestions/${await idFor('Seen & heard')}/reject`,
      { part: 'links' },
    );
    const fromEntry = await coordinator.post(
      `/suggestions/${await idFor('Closed')}/reject-entry`,
      {},
    );

    expect(fromPublication.headers.get('location')).toBe(`/publications/${publication.id}#links`);
    expect(fromEntry.headers.get('location')).toBe(`/entries/${entry.id}#suggested`);
    await suggestLinks(services.fork(), async () => vocabulary);
    expect(await page(member, `/entries/${entry.id}`)).toContain(
      'Nothing is suggested: no publication',
    );
  });

  it('are answered to programs, page by page', async () => {
    const answer = await member.api('GET', `/entries/${entry.id}/suggestions?size=1&page=2`);

    expect(await answer.json()).toMatchObject({
      total: 2,
      page: 2,
      size: 1,
      items: [
        {
          publication: { id: publication.id, title: 'Seen & heard' },
          words: ['missing from care', 'RHI'],
          page: 3,
          passage: 'Of missing from care.',
          strength: 'weak',
          voices: ['themes'],
        },
      ],
    });
    expect((await member.api('GET', '/entries/999/suggestions')).status).toBe(404);
  });

  it('leave out what was set aside or merged away', async () => {
    const em = services.orm.em.fork();
    const other = await givenPublication(em, { title: 'Kept' });
    const closed = await em.findOneOrFail(Suggestion, await idFor('Closed'), {
      populate: ['publication'],
    });
    closed.publication.mergedIntoId = other.id;
    await em.flush();
    await coordinator.post(`/publications/${publication.id}/set-aside`, {
      reason: 'not-relevant',
    });

    const answer = await member.api('GET', `/entries/${entry.id}/suggestions`);

    expect(await answer.json()).toMatchObject({ total: 0, items: [] });
  });
});
