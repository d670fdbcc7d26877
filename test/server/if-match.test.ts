import { describe, expect, it } from 'vitest';
import { AuditEntry } from '#shared/entities/index.ts';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import type { Description } from '../support/api-contract.ts';
import { appForEverybody } from '../support/app-for-everybody.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { minimalBodies } from '../support/minimal-bodies.ts';

const { as, services, app, baseUrl } = await appForEverybody();
const bodies = minimalBodies(services);
const { paths } = (await (await app.request(`${baseUrl}/api/openapi.json`)).json()) as Description;

/** Every operation that says it can be kept from changing what somebody else changed. */
const guarded = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, { responses }]) => '412' in responses)
    .map(([method]) => `${method.toUpperCase()} ${path}`),
);

const changesOnly = (route: string) =>
  /^(POST|PUT|PATCH|DELETE) \/v1\/((publications|entries|links|sources|vocabulary|searches)\/\{id\}|sift\/criteria)/.test(
    route,
  );

const audited = () => services.orm.em.fork().count(AuditEntry);

/** The address whose ETag is meant: of the thing that the operation's address lies below. */
const thingOf = (address: string) =>
  /^.*\/(?:(?:publications|entries|links|sources|searches)\/\d+(?:\/assessment)?|vocabulary\/[^/]+|sift\/criteria)/.exec(
    address,
  )?.[0] ?? '';

async function send(route: string, ifMatch: (etag: string) => string) {
  const [method = '', path = ''] = route.split(' ');
  const person = await as('administrator');
  const row = bodies[`${method} /api${path.replace(/\{(\w+)\}/g, ':$1')}`];
  const { address, sent } = (await row?.(person.id ?? 0)) ?? { address: '' };
  const etag = (await person.byToken('GET', thingOf(address))).headers.get('etag') ?? '';
  const before = await audited();
  const answer = await app.request(`${baseUrl}${address}`, {
    method,
    headers: {
      origin: baseUrl,
      ...person.headers,
      'if-match': ifMatch(etag),
      ...(sent ? { 'content-type': 'application/json' } : {}),
    },
    ...(sent ? { body: JSON.stringify(sent) } : {}),
  });
  return { etag, answer, changed: (await audited()) - before };
}

it('can be asked of every change of what two people may change', () => {
  const changing = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

  expect(guarded.toSorted()).toEqual(changing.filter(changesOnly).toSorted());
  expect(guarded.length).toBeGreaterThan(15);
});

describe.each(guarded)('%s with If-Match', (route) => {
  it('changes nothing when it was changed meanwhile, and says what to do', async () => {
    const { answer, etag, changed } = await send(route, () => '"seen-long-ago"');

    expect(answer.status).toBe(412);
    expect(changed).toBe(0);
    expect(etag).toMatch(/^"[\w.-]+"$/);
    expect(answer.headers.get('etag')).toBe(etag);
    expect(await answer.json()).toMatchObject({
      status: 412,
      title: 'It was changed meanwhile',
      detail: expect.stringMatching(/Nothing of yours was saved\. GET it/),
    });
  });

  it('takes no weak tag, and nothing that is no tag', async () => {
    for (const given of [(etag: string) => `W/${etag}`, (etag: string) => etag.slice(1, -1)]) {
      const { answer, changed } = await send(route, given);
      expect([answer.status, changed]).toEqual([412, 0]);
    }
  });

  it('changes it as it was seen, or however it is', async () => {
    for (const given of [(etag: string) => etag, (etag: string) => `"other", ${etag}`, () => '*']) {
      const { answer, changed } = await send(route, given);
      expect(answer.status).toBeLessThan(300);
      expect(changed).toBeGreaterThan(0);
    }
  });
});

describe.each(databaseKinds)('two at once on %s', (kind) => {
  it.each(['publications', 'entries', 'links', 'sources', 'assessment', 'searches'])(
    'change %s: one does, the other is told',
    async (what) => {
      const { services: own, as: one } = await freshApp(kind);
      const [ann, bob] = [await one('coordinator'), await one('administrator')];
      const em = own.orm.em.fork();
      const { id } = await givenPublication(em, {});
      const entry = await givenPlanEntry(em);
      const given = { entryId: entry.id, bearing: 'supports', rationale: 'It does.' };
      const link = await (await ann.api('POST', `/publications/${id}/links`, given)).json();
      const source = await givenSource(em, { key: 'raced' });
      const saving = { name: 'Hotels', query: 'q=hotel', isShared: true };
      const search = await (await ann.api('POST', '/searches', saving)).json();
      const [method, path, field] = {
        publications: ['PATCH', `/publications/${id}`, 'title'],
        entries: ['PATCH', `/entries/${entry.id}`, 'text'],
        links: ['PATCH', `/links/${link.id}`, 'rationale'],
        sources: ['PATCH', `/sources/${source.id}`, 'name'],
        searches: ['PATCH', `/searches/${search.id}`, 'name'],
        assessment: ['POST', `/publications/${id}/assessment`, 'meaning'],
      }[what] as [string, string, string];

      for (let turn = 0; turn < 3; turn += 1) {
        const read = await ann.api('GET', path);
        const headers = { 'if-match': read.headers.get('etag') ?? '' };
        const said = (who: string) => ({ [field]: `${who} said so, turn ${turn}` });
        const answers = await Promise.all([
          ann.api(method, path, said('Ann'), headers),
          bob.api(method, path, said('Bob'), headers),
        ]);

        const statuses = answers.map(({ status }) => status);
        expect(statuses.toSorted()).toEqual([200, 412]);
        const [won, lost] = statuses[0] === 200 ? ['Ann', 'Bob'] : ['Bob', 'Ann'];
        const now = await ann.api('GET', path);
        const text = await now.clone().text();
        expect(text).toContain(`${won} said so, turn ${turn}`);
        expect(text).not.toContain(`${lost} said so, turn ${turn}`);
        const refused = answers.find(({ status }) => status === 412);
        expect(refused?.headers.get('etag')).toBe(now.headers.get('etag'));
        const problem = await refused?.json();
        expect(problem.errors).toContainEqual({ field, message: 'Changed meanwhile' });
      }
    },
  );
});

describe('a tag', () => {
  it('stays while nobody changes the thing, and is another after each change and back', async () => {
    const { services: own, as: one } = await freshApp();
    const person = await one('coordinator');
    const { id } = await givenPlanEntry(own.orm.em.fork());
    const tag = async () => (await person.api('GET', `/entries/${id}`)).headers.get('etag');
    const by = { userId: null, name: 'ann@marlby.example' };
    const change = (ownerAgency: string | null) =>
      editEntry(own.fork(), { entryId: id, change: { ownerAgency }, by });

    const first = await tag();
    expect(await tag()).toBe(first);
    await change('Police');
    const second = await tag();
    await change(null);

    expect(second).not.toBe(first);
    expect(await tag()).toBe(first);
  });

  it('of an assessment is its own or that of the publication, and knows of one that is not there', async () => {
    const { services: own, as: one } = await freshApp();
    const person = await one('coordinator');
    const { id } = await givenPublication(own.orm.em.fork(), {});
    const path = `/publications/${id}`;
    const tagOf = async (of: string) => (await person.api('GET', of)).headers.get('etag') ?? '';
    const assess = async (meaning: string, tag: string) =>
      (await person.api('POST', `${path}/assessment`, { meaning }, { 'if-match': tag })).status;

    const ofNone = await tagOf(`${path}/assessment`);
    expect(await (await person.api('GET', `${path}/assessment`)).json()).toBeNull();
    expect(await assess('Ask drivers.', ofNone)).toBe(200);
    expect(await assess('Ask hotels.', ofNone)).toBe(412);
    // A tag was added meanwhile: to the assessment that is nothing, to the publication it is.
    const [own1, whole] = [await tagOf(`${path}/assessment`), await tagOf(path)];
    await person.api('PUT', `${path}/tags/taxis`);
    expect(await assess('Ask hotels.', whole)).toBe(412);
    expect(await assess('Ask hotels.', own1)).toBe(200);
    expect(await assess('Ask schools.', await tagOf(path))).toBe(200);
  });
});
