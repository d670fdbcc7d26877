import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { sourceKinds } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { isReadable } from '#shared/sources/readable-kinds.ts';
import { canRead } from '#worker/connectors/connectors.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { temporaryFolder } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';

describe('every answer', () => {
  it('forbids scripts and styles that are not ours, frames, and other sites', async () => {
    const { app } = await freshApp();

    const policy = (await app.request('/sign-in')).headers.get('content-security-policy') ?? '';

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it.each(['/sign-in', '/help', '/privacy', '/accessibility', '/api-reference'])(
    'of %s asks nothing of other hosts',
    async (path) => {
      const { app } = await freshApp();

      const html = await (await app.request(path)).text();

      expect(html.match(/(?:src|href|action)="https?:[^"]*"/g) ?? []).toEqual([]);
      expect(html).not.toMatch(/<script(?![^>]*src=)|style="|onclick=/);
    },
  );
});

it('never writes down what was searched for', async () => {
  let written = '';
  const log = pino(
    { level: 'info' },
    new Writable({
      write: (line, _, done) => {
        written += line;
        done();
      },
    }),
  );
  const services = await openServices(
    loadConfig({ DATA_DIR: temporaryFolder(), EMBEDDER: 'off' }),
    { log },
  );
  onTestFinished(() => services.close());
  const app = appUnderTest(services, () => 'http://skylark.test');

  await app.request('http://skylark.test/?q=something-private');
  await app.request('http://skylark.test/sign-in/secret-token');
  await app.request('http://skylark.test/stop-alerts/secret-token');
  await app.request('http://skylark.test/searches/1/feed.atom?token=secret-token');

  expect(written).toContain('"path":"/"');
  expect(written).not.toMatch(/something-private|secret-token/);
});

describe('people who are not signed in', () => {
  it('are sent to sign in, and back', async () => {
    const { app } = await freshApp();

    const answer = await app.request('/plans?x=1');

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fplans%3Fx%3D1');
  });

  it.each(['/healthz', '/readyz', '/api/openapi.json'])('may ask %s', async (path) => {
    const { app } = await freshApp();

    expect((await app.request(path)).status).toBe(200);
  });

  it('get a problem from the API', async () => {
    const { app } = await freshApp();

    const answer = await app.request('/api/v1/publications');

    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, title: 'Not signed in' });
  });
});

describe('roles', () => {
  it.each([
    ['member', '/sift', 403],
    ['member', '/subscribers', 403],
    ['member', '/sources/add', 403],
    ['member', '/plans', 200],
    ['coordinator', '/sift', 200],
    ['coordinator', '/people', 403],
    ['administrator', '/people', 200],
  ] as const)('a %s who asks %s is answered %i', async (role, path, status) => {
    const { as } = await freshApp();

    expect((await (await as(role)).get(path)).status).toBe(status);
  });
});

describe('the API', () => {
  it('is described in OpenAPI 3.1 with all that other programs rely on', async () => {
    const { app } = await freshApp();

    const description = (await (await app.request('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };

    expect(description.openapi).toBe('3.1.0');
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/v1', '')}`),
    );
    expect(operations).toEqual(
      expect.arrayContaining([
        'GET /publications',
        'POST /publications',
        'GET /publications/{id}',
        'GET /publications/{id}/similar',
        'PUT /publications/{id}/tags/{tag}',
        'DELETE /publications/{id}/tags/{tag}',
        'POST /publications/{id}/concepts',
        'POST /publications/{id}/assessment',
        'POST /publications/{id}/links',
        'PATCH /links/{id}',
        'DELETE /links/{id}',
        'GET /plans',
        'POST /plans',
        'GET /plans/{id}/entries',
        'GET /entries/{id}',
        'PATCH /entries/{id}',
        'POST /entries/{id}/progress',
        'GET /entries/{id}/suggestions',
        'GET /plans/{id}/coverage',
        'GET /sources',
        'POST /sources',
        'GET /sources/{id}',
        'PATCH /sources/{id}',
        'POST /sources/{id}/scan',
        'POST /sources/{id}/test',
        'GET /sources/{id}/test',
        'GET /sources/{id}/scans',
        'GET /digests',
        'GET /digests/{week}',
        'GET /subscribers',
        'POST /subscribers',
        'GET /audit',
      ]),
    );
  });

  it.each([
    ['GET', '/nothing', undefined, 404],
    ['GET', '/plans/999/entries', undefined, 404],
    ['GET', '/plans?size=101', undefined, 400],
    ['GET', '/digests/2026-38', undefined, 400],
    ['POST', '/sources', { kind: 'feed' }, 422],
    ['POST', '/plans', { csv: 'nothing' }, 422],
    ['DELETE', '/links/9', { reason: 'x' }, 404],
  ] as const)('answers %s %s with %j by a problem', async (method, path, body, status) => {
    const { as } = await freshApp();

    const answer = await (await as('coordinator')).api(method, path, body);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, title: expect.any(String) });
  });

  it('registers, changes and asks for a scan of a source', async () => {
    const { as } = await freshApp();
    const coordinator = await as('coordinator');

    const made = await coordinator.api('POST', '/sources', {
      kind: 'feed',
      name: 'N',
      publisher: 'P',
      url: 'https://n.example/feed',
    });
    const { id } = (await made.json()) as { id: number };
    const paused = await coordinator.api('PATCH', `/sources/${id}`, { isPaused: true });
    const asked = await coordinator.api('POST', `/sources/${id}/scan`);

    expect(made.status).toBe(201);
    expect(await paused.json()).toMatchObject({ isPaused: true, state: 'paused' });
    expect(asked.status).toBe(202);
    expect(await asked.json()).toMatchObject({ href: expect.stringContaining('/requests/') });
  });
});

it('offers to read just the kinds that the worker can', () => {
  expect(sourceKinds.filter(isReadable)).toEqual(sourceKinds.filter(canRead));
});
