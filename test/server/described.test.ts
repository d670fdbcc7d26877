import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Publication, Suggestion } from '#shared/entities/index.ts';
import { finishMatch } from '#shared/plans/matches/finish-match.ts';
import { contractOf, type Description } from '../support/api-contract.ts';
import { type Ask, appForEverybody } from '../support/app-for-everybody.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { addressesOf } from '../support/every-exit.ts';
import { type Body, minimalBodies } from '../support/minimal-bodies.ts';
import { publishedEverywhere } from '../support/published-everywhere.ts';

/*
 * Every answer of the API that any test gets is held against the description (support/app-under-test.ts).
 * Here each operation is brought to give each answer that it declares.
 */

const { as, services, app, baseUrl } = await appForEverybody();
const published = await publishedEverywhere(services);
const bodies = minimalBodies(services);
const served = await (await app.request(`${baseUrl}/api/openapi.json`)).text();
const description = JSON.parse(served) as Description;
const contract = contractOf(description);
const addresses = addressesOf(app, published);

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { responses }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    declared: Object.keys(responses).map(Number),
  })),
);

/** Answers that any operation may give when something beside it is not well: test/server/faults.test.ts. */
const ofTheHouse = [503];

/** A concept that was merged into another already, and what is asked of it. */
async function merged(verb: string): Promise<Body> {
  const { address, sent } = await bodyOf('POST', '/v1/vocabulary/{id}/merge');
  await (await as('administrator')).byToken('POST', address, sent);
  return { address: address.replace('/merge', `/${verb}`) };
}

/** What is so already, for operations that a second call does not contradict. */
const contradicted: Record<string, () => Promise<Body>> = {
  'PUT /v1/matches/{id}/lines/{line}': async () => {
    const again = await bodyOf('PUT', '/v1/matches/{id}/lines/{line}');
    const [, matchId = ''] = /matches\/(\d+)/.exec(again.address) ?? [];
    await finishMatch(services.fork(), {
      matchId: Number(matchId),
      by: { userId: null, name: 'test' },
    });
    return again;
  },
  'POST /v1/matches/{id}/again': async () => {
    const { address } = await bodyOf('POST', '/v1/matches/{id}/finish');
    return { address: address.replace(/finish$/, 'again') };
  },
  'POST /v1/vocabulary/{id}/rename': async () => ({
    ...(await merged('rename')),
    sent: { label: 'other name' },
  }),
  'POST /v1/vocabulary/{id}/merge': async () => ({
    ...(await merged('merge')),
    sent: { into: 'rhi' },
  }),
  'POST /v1/vocabulary/{id}/retire': () => merged('retire'),
  'POST /v1/vocabulary/{id}/split': async () => ({
    ...(await merged('split')),
    sent: { label: 'other name', publicationIds: [1] },
  }),
  'PATCH /v1/entries/{id}': async () => ({
    address: `/api/v1/entries/${published.entryId}`,
    sent: { text: 'Other', revision: 999 },
  }),
  'PATCH /v1/links/{id}': async () => {
    const { address } = await bodyOf('DELETE', '/v1/links/{id}');
    await (await as('administrator')).byToken('DELETE', address, { reason: 'Wrong' });
    return { address, sent: { rationale: 'Other' } };
  },
  'POST /v1/publications/{id}/links': async () => {
    const body = await bodyOf('POST', '/v1/publications/{id}/links');
    const id = Number(/publications\/(\d+)/.exec(body.address)?.[1]);
    await services.orm.em.fork().nativeUpdate(Publication, { id }, { withdrawnAt: new Date() });
    return body;
  },
  'POST /v1/publications/{id}/concepts': async () => {
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, {});
    const row = em.create(Suggestion, {
      publication: publication.id,
      concept: 'rhi',
      words: [],
      strength: 'weak',
      state: 'rejected',
      createdAt: new Date(),
    });
    await em.flush();
    return {
      address: `/api/v1/publications/${publication.id}/concepts`,
      sent: { suggestionId: row.id, decision: 'accept' },
    };
  },
  'POST /v1/publications/{id}/sift': async () => ({
    address: `/api/v1/publications/${await mergedOne()}/sift`,
    sent: { verdict: 'kept' },
  }),
  'POST /v1/sift/decisions': async () => ({
    address: '/api/v1/sift/decisions',
    sent: { verdict: 'kept', publicationIds: [await mergedOne()] },
  }),
  'POST /v1/sources/{id}/scan': async () => ofKindUnread('scan'),
  'POST /v1/sources/{id}/test': async () => ofKindUnread('test'),
  'POST /v1/digests/{week}/choices': async () => {
    const { address, sent } = await bodyOf('POST', '/v1/digests/{week}/choices');
    const approve = address.replace('choices', 'approve');
    await (await as('administrator')).byToken('POST', approve, {});
    return { address, sent };
  },
};

/** What else an operation is sent that it answers otherwise. */
const otherwise: Record<string, Body> = {
  // An address alone is looked at first.
  'POST /v1/sources': {
    address: '/api/v1/sources',
    sent: { url: 'https://partnership.example/feed' },
  },
};

/** Tried where two do it at once. */
const inRaces: Record<string, string> = {
  'POST /v1/plans': 'plans/plan-files.test.ts',
  'POST /v1/links/{id}/revision': 'evidence/quotations-followed.test.ts',
};

async function mergedOne(): Promise<number> {
  const em = services.orm.em.fork();
  return (await givenPublication(em, { mergedIntoId: published.publicationId })).id;
}

async function ofKindUnread(what: string): Promise<Body> {
  const { id } = await givenSource(services.orm.em.fork(), {
    kind: 'manual',
    key: `by-hand-${what}`,
  });
  return { address: `/api/v1/sources/${id}/${what}` };
}

const routeOf = (method: string, path: string) =>
  `${method} /api${path.replace(/\{(\w+)\}/g, ':$1')}`;

async function bodyOf(method: string, path: string): Promise<Body> {
  const make = bodies[routeOf(method, path)];
  const { id } = await as('administrator');
  if (make) return make(id ?? 0);
  const address = addresses.find(
    (one) => contract.operationOf(method, one) === `${method} ${path}`,
  );
  if (!address) throw new Error(`There is no address for ${method} ${path}.`);
  return { address: path === '/v1/complete' ? `${address}?q=re` : address };
}

const unknown = (path: string) =>
  `/api${path
    .replace('{week}', '1900-W01')
    .replace('{quarter}', '1900-Q1')
    .replace('{tag}', 'x')
    .replace(/\{\w+\}/g, '999999')}`;

/** An address that no operation understands. */
function notUnderstood(path: string): string {
  if (path.includes('{')) return `/api${path.replace(/\{\w+\}/g, 'x-y')}`;
  return path === '/v1/complete' ? `/api${path}` : `/api${path}?size=0`;
}

const withNoSuchParameter = (address: string) =>
  `${address}${address.includes('?') ? '&' : '?'}no-such-parameter=1`;

/** What else an operation that takes a body answers to one that it cannot take. */
async function withBadBodies(method: string, address: string): Promise<number[]> {
  const { headers } = await as('administrator');
  const send = async (type: string, body: string, more: Record<string, string> = {}) => {
    const init = { headers: { origin: baseUrl, 'content-type': type, ...headers, ...more } };
    return (await app.request(`${baseUrl}${address}`, { method, body, ...init })).status;
  };
  return [
    await send('application/json', '{"broken'),
    await send('application/json', '[]'),
    await send('text/plain', 'words'),
    await send('application/json', '{}', { 'content-length': '60000000' }),
  ];
}

/** A change of what somebody else changed meanwhile. */
async function staleChange(method: string, address: string, sent: Body['sent']) {
  const { headers } = await as('administrator');
  const json: Record<string, string> = sent ? { 'content-type': 'application/json' } : {};
  return app.request(`${baseUrl}${address}`, {
    method,
    headers: { origin: baseUrl, ...headers, ...json, 'if-match': '"seen-long-ago"' },
    ...(sent ? { body: JSON.stringify(sent) } : {}),
  });
}

async function statusesOf({ name, method, path, declared }: (typeof operations)[number]) {
  const administrator = await as('administrator');
  const ask: Ask = async (...asked) => administrator.byToken(...asked);
  const { address, sent } = await bodyOf(method, path);
  const seen = new Set<number>();
  const note = async (answer: Promise<Response>) => seen.add((await answer).status);

  await note((await as('visitor')).byToken(method, address, sent));
  await note((await as('scrutiny-reader')).byToken(method, address, sent));
  await note(ask(method, address, sent));
  const other = otherwise[name];
  if (other) await note(ask(method, other.address, other.sent));
  if (path.includes('{')) await note(ask(method, unknown(path), sent));
  await note(ask(method, notUnderstood(path), sent));
  await note(ask(method, withNoSuchParameter(address), sent));
  if (declared.includes(415))
    for (const status of await withBadBodies(method, address)) seen.add(status);
  if (declared.includes(412)) {
    // What was deleted a moment ago is nobody's to change.
    const again = await bodyOf(method, path);
    await note(staleChange(method, again.address, again.sent));
  }
  if (method === 'PUT' && path.endsWith('}'))
    await note(ask(method, `${address}${'x'.repeat(100)}`));
  if (declared.includes(409)) {
    const again = (await contradicted[name]?.()) ?? { address, sent };
    await note(ask(method, again.address, again.sent));
  }
  return [...seen].sort();
}

describe('each operation of the API', () => {
  it.each(operations)('$name gives each answer that it declares', async (operation) => {
    const seen = await statusesOf(operation);

    const elsewhere = [...ofTheHouse, ...(inRaces[operation.name] ? [409] : [])];
    expect(seen).toEqual(operation.declared.filter((one) => !elsewhere.includes(one)).sort());
  });
});

describe('a parameter that an operation does not have', () => {
  it.each(operations)('is refused by $name', async ({ method, path }) => {
    const { address, sent } = await bodyOf(method, path);

    const asked = withNoSuchParameter(address);
    const answer = await (await as('administrator')).byToken(method, asked, sent);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [{ field: 'no-such-parameter' }],
    });
  });
});

describe('the description', () => {
  it('declares nothing that null or a further field would be held against in vain', () => {
    // "All of" cannot be closed member by member, so what it leaves out would not be seen.
    const { components, paths } = description;
    const answers = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ responses }) => responses),
    );
    expect(JSON.stringify([components, answers])).not.toMatch(/"allOf"/);
  });

  it('is what every app of the tests is held against', () => {
    const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('bench/'),
    );
    const around = files.filter(
      (file) =>
        file !== 'support/app-under-test.ts' &&
        /import \{[^}]*\bcreateApp\b[^}]*\} from '#server/.test(
          readFileSync(`test/${file}`, 'utf8'),
        ),
    );
    expect(around).toEqual([]);
  });
});

describe('an answer that is not as described', () => {
  const json = (body: unknown, status = 200, type = 'application/json') =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
  const list = (items: unknown[]) => ({ total: items.length, page: 1, size: 20, items });
  const plan = {
    id: 1,
    title: 'Plan',
    note: null,
    isArchived: false,
    entries: 1,
    withPublications: 0,
  };
  const faultsIn = (answer: Response) => contract.faultsIn('GET', '/api/v1/plans', answer);

  it.each([
    ['has no fault', json(list([plan])), /^$/],
    ['says null where none may be', json(list([{ ...plan, title: null }])), /must be string/],
    ['says more than is declared', json(list([{ ...plan, secret: 1 }])), /additional properties/],
    ['leaves something out', json(list([{ id: 1 }])), /required property 'title'/],
    ['is of a status that is not declared', json({}, 418), /418, which is not declared/],
    ['is of another type', json(list([]), 200, 'text/html'), /is text\/html/],
  ])('%s', async (_, answer, fault) => {
    expect((await faultsIn(answer)).join()).toMatch(fault);
  });

  it('lacks a header that is declared', async () => {
    const body = { type: 'about:blank', title: 'Busy', status: 503, detail: 'Busy' };
    const answer = json(body, 503, 'application/problem+json');
    expect((await faultsIn(answer)).join()).toBe('lacks the header retry-after');
  });
});
