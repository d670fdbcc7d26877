import { beforeEach, describe, expect, it } from 'vitest';
import { Concept, type Publication, Suggestion, Upload } from '#shared/entities/index.ts';
import type { Role } from '#shared/people/permissions.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

const at = new Date('2026-09-09T10:00:00Z');

describe.each(databaseKinds)('the publications of the API on %s', (kind) => {
  let services: OpenServices;
  let coordinator: Person;
  let member: Person;
  let publication: Publication;
  let freshPerson: (role: Role) => Promise<Person>;

  beforeEach(async () => {
    const app = await freshApp(kind);
    services = app.services;
    freshPerson = app.as;
    coordinator = await app.as('coordinator');
    member = await app.as('member');
    publication = await givenPublication(services.orm.em.fork(), {
      type: 'doc-lcspr',
      documents: [{ pages: [{ number: 47, text: 'The lantern protocol was agreed.' }] }],
    });
    await indexNow(services, [publication.id]);
  });

  const ask = async (person: Person, method: string, path: string, body?: unknown) => {
    const response = await person.api(method, path, body);
    return { status: response.status, body: await response.json() };
  };

  it('answers a search with hits, passages and labelled facets', async () => {
    const { status, body } = await ask(member, 'GET', '/publications?q=lantern&type=doc-lcspr');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      query: { words: 'lantern', corrected: null, expanded: [], allWords: 1 },
      total: 1,
      page: 1,
      size: 20,
      hits: [
        {
          id: publication.id,
          title: publication.title,
          type: 'doc-lcspr',
          typeLabel: 'Local child safeguarding practice review',
          passages: [
            {
              documentId: expect.any(Number),
              page: 47,
              html: 'The <mark>lantern</mark> protocol was agreed.',
            },
          ],
          concepts: [],
          tags: [],
          linkCount: 0,
        },
      ],
      facets: {
        type: [{ value: 'doc-lcspr', label: 'Local child safeguarding practice review', count: 1 }],
      },
    });
  });

  it('counts only the filters that it is asked to count', async () => {
    const { body } = await ask(member, 'GET', '/publications?q=lantern&count=type&count=publisher');
    expect(Object.keys(body.facets).sort()).toEqual(['publisher', 'type']);

    const { body: uncounted } = await ask(member, 'GET', '/publications?q=lantern&count=none');
    expect(uncounted).toMatchObject({ total: 1, facets: {} });

    const { status, body: refused } = await ask(member, 'GET', '/publications?count=colour');
    expect(status).toBe(400);
    expect(refused.detail).toContain('what can be counted is a filter’s name, or none');
  });

  it('takes every order, and says which there are', async () => {
    for (const sort of ['relevance', 'newest', 'seen', 'national']) {
      const { status, body } = await ask(member, 'GET', `/publications?q=lantern&sort=${sort}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ total: 1 });
    }
    const description = await (await member.get('/api/openapi.json')).json();
    const { parameters } = description.paths['/v1/publications'].get;
    expect(parameters.find(({ name }: { name: string }) => name === 'sort').schema.enum).toEqual([
      'relevance',
      'newest',
      'seen',
      'national',
    ]);
  });

  it.each(['size=101', 'size=0', 'page=0', 'page=x', 'sort=best', 'expand=maybe'])(
    'answers %s with problem details',
    async (query) => {
      const response = await member.api('GET', `/publications?${query}`);

      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 400 });
    },
  );

  it.each([
    ['GET', '/publications/999'],
    ['GET', '/publications/999/similar'],
    ['PUT', '/publications/999/tags/x'],
    ['GET', '/requests/999'],
  ])('answers 404 to %s %s', async (method, path) => {
    expect(await ask(coordinator, method, path)).toMatchObject({
      status: 404,
      body: { status: 404 },
    });
  });

  it('shows one publication, and others like it', async () => {
    const one = await ask(member, 'GET', `/publications/${publication.id}`);
    const similar = await ask(member, 'GET', `/publications/${publication.id}/similar`);

    expect(one).toMatchObject({
      status: 200,
      body: {
        firstSeenAt: '2026-09-08T06:00:00.000Z',
        type: { value: { id: 'doc-lcspr' } },
        documents: [{ pageCount: 1 }],
        tags: [],
        linkCount: 0,
      },
    });
    expect(similar).toMatchObject({ status: 200, body: { total: 0, page: 1, items: [] } });
  });

  it('adds and removes a tag with any characters', async () => {
    const tag = 'taxis, hotels/50% “late”';
    const path = `/publications/${publication.id}/tags/${encodeURIComponent(tag)}`;

    expect(await ask(member, 'PUT', path)).toMatchObject({ status: 200, body: { tags: [tag] } });
    expect(await ask(member, 'PUT', path)).toMatchObject({ status: 200, body: { tags: [tag] } });
    expect(await ask(member, 'DELETE', path)).toMatchObject({ status: 200, body: { tags: [] } });
    expect(await ask(member, 'DELETE', path)).toMatchObject({ status: 404 });
  });

  it('gives and takes concepts, and decides suggestions', async () => {
    const em = services.orm.em.fork();
    const suggestion = em.create(Suggestion, {
      publication: publication.id,
      concept: em.getReference(Concept, 'missing'),
      words: ['lantern'],
      strength: 'weak',
      createdAt: at,
    });
    await em.flush();
    const path = `/publications/${publication.id}/concepts`;

    const given = await ask(coordinator, 'POST', path, { conceptId: 'county-lines' });
    const decision = { suggestionId: suggestion.id, decision: 'accept' };
    const accepted = await ask(coordinator, 'POST', path, decision);
    const removed = await ask(coordinator, 'DELETE', `${path}/county-lines`);
    const unknown = await ask(coordinator, 'POST', path, { conceptId: 'nonsense' });

    expect(given).toMatchObject({ status: 200, body: { concepts: [{ id: 'county-lines' }] } });
    expect(accepted.body.concepts).toHaveLength(2);
    expect(removed.body).toMatchObject({ concepts: [{ id: 'missing' }], suggestions: [] });
    expect(unknown.status).toBe(422);
  });

  it('records an assessment, and refuses one off the scale', async () => {
    const path = `/publications/${publication.id}/assessment`;

    const assessed = await ask(coordinator, 'POST', path, { relevance: 2, meaning: 'Check ours.' });
    const refused = await ask(coordinator, 'POST', path, { relevance: 4 });

    expect(assessed).toMatchObject({
      status: 200,
      body: { assessment: { relevance: 2, meaning: 'Check ours.', impact: null } },
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'relevance' }] } });
  });

  it('judges and corrects, for coordinators only', async () => {
    const path = `/publications/${publication.id}`;

    const byMember = await ask(member, 'POST', `${path}/status`, { status: 'kept' });
    const unreasoned = await ask(coordinator, 'POST', `${path}/status`, { status: 'set-aside' });
    const kept = await ask(coordinator, 'POST', `${path}/status`, { status: 'kept' });
    const corrected = await ask(coordinator, 'PATCH', path, { publishedOn: '2026-01-02' });

    expect(byMember.status).toBe(403);
    expect(unreasoned.status).toBe(422);
    expect(kept.body).toMatchObject({ status: 'kept' });
    expect(corrected.body).toMatchObject({
      publishedOn: '2026-01-02',
      publishedOnBasis: 'person',
    });
  });

  it('takes an address, with a row to look at', async () => {
    const url = 'https://marlby.example/new';
    const response = await member.api('POST', '/publications', { url });

    expect(response.status).toBe(202);
    const row = await response.json();
    expect(row).toMatchObject({ kind: 'add', state: 'waiting', url, publicationId: null });
    expect(response.headers.get('location')).toBe(`/api/v1/requests/${row.id}`);
    expect(await ask(member, 'GET', `/requests/${row.id}`)).toMatchObject({
      status: 200,
      body: row,
    });
  });

  it('shows people the requests they made, and those of others to who looks after the matter', async () => {
    const url = 'https://marlby.example/new';
    const { id } = await (await member.api('POST', '/publications', { url })).json();
    const made = await givenSource(services.orm.em.fork(), { key: 'asked' });
    const scan = await (await coordinator.api('POST', `/sources/${made.id}/scan`)).json();
    const other = await freshPerson('member');
    const asked = (person: Person, request: number) =>
      Promise.all([
        person.api('GET', `/requests/${request}`),
        person.get(`/requests/${request}`),
      ]).then((answers) => answers.map(({ status }) => status));

    expect(await asked(member, id)).toEqual([200, 200]);
    expect(await asked(other, id)).toEqual([404, 404]);
    expect(await asked(coordinator, id)).toEqual([200, 200]);
    expect(await asked(member, scan.id)).toEqual([404, 404]);
    expect(await asked(await freshPerson('administrator'), scan.id)).toEqual([200, 200]);
  });

  it('takes a file', async () => {
    const form = new FormData();
    form.set('file', new File(['%PDF-1.7 …'], 'review.pdf'));
    const unsaid = await member.api('POST', '/publications', form);
    form.set('mayShow', 'extract');

    const response = await member.api('POST', '/publications', form);

    expect(unsaid.status).toBe(422);
    expect(await unsaid.json()).toMatchObject({
      detail: expect.stringContaining('Choose what may be shown of the file.'),
    });

    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ fileName: 'review.pdf', url: null });
    expect(await services.orm.em.fork().count(Upload)).toBe(1);
  });

  it.each([{ url: 'nonsense' }, {}])('refuses to add %j', async (body) => {
    expect((await ask(member, 'POST', '/publications', body)).status).toBe(422);
  });
});
