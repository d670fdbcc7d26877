import { describe, expect, it } from 'vitest';
import { ApiToken, AuditEntry, User } from '#shared/entities/index.ts';
import { createApiToken, revokeApiToken } from '#shared/people/api-tokens.ts';
import { openSession } from '#shared/people/sessions.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { freshApp } from '../support/fresh-app.ts';

const baseUrl = 'http://skylark.test';
const foreign = { origin: 'https://evil.example' };
const json = { 'content-type': 'application/json' };

async function anOffice() {
  const { app, services } = await freshApp();
  const { em, clock } = services.fork();
  const user = await givenUser(em, { role: 'coordinator' });
  const cookie = `skylark=${await openSession({ em, clock }, user, 'test')}`;
  const by = actorOf(user);
  const token = await createApiToken({ em, clock }, { userId: user.id, name: 'test', by });
  const { id } = await givenPublication(services.orm.em.fork(), {});
  const audited = () =>
    services.orm.em.fork().count(AuditEntry, { subjectType: 'publication', subjectId: String(id) });
  const put = (headers: Record<string, string>) =>
    app.request(`${baseUrl}/api/v1/publications/${id}/tags/taxis`, { method: 'PUT', headers });
  return { app, services, user, by, token, cookie, id, put, audited };
}

describe('a request that comes from a page of another site', () => {
  it('is taken by the API with a valid token, with or without a cookie', async () => {
    const { put, token, cookie } = await anOffice();
    const authorization = `Bearer ${token}`;

    expect((await put({ ...foreign, authorization })).status).toBe(200);
    expect((await put({ ...foreign, authorization, cookie })).status).toBe(200);
    expect((await put({ authorization: `bearer  ${token}` })).status).toBe(200);
  });

  it.each([
    ['nothing', undefined],
    ['an unknown token', 'Bearer skylark_nonsense'],
    ['a token in two words', 'Bearer skylark nonsense'],
    ['an empty token', 'Bearer '],
    ['another scheme', 'Basic YTpi'],
  ])('is refused with %s beside the browser’s cookie', async (_, authorization) => {
    const { put, cookie, audited } = await anOffice();

    const answer = await put({ ...foreign, cookie, ...(authorization ? { authorization } : {}) });

    expect([401, 403]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await audited()).toBe(0);
  });

  it('is refused with a token that was revoked, or whose user left', async () => {
    const { put, cookie, token, services, user, by, audited } = await anOffice();
    const authorization = `Bearer ${token}`;
    const [row] = await services.orm.em.fork().find(ApiToken, {});
    const given = { tokenId: row?.id ?? 0, userId: user.id, by };
    await revokeApiToken(services.fork(), given);

    expect((await put({ ...foreign, authorization, cookie })).status).toBe(403);
    await services.orm.em.fork().nativeUpdate(ApiToken, { id: row?.id ?? 0 }, { revokedAt: null });
    await services.orm.em.fork().nativeUpdate(User, { id: user.id }, { isActive: false });
    expect((await put({ ...foreign, authorization, cookie })).status).toBe(403);
    expect(await audited()).toBe(0);
  });

  it('is refused whatever its type, and on pages whatever its token', async () => {
    const { app, cookie, token, id, audited } = await anOffice();
    const send = (path: string, headers: Record<string, string>, body: string) =>
      app.request(`${baseUrl}${path}`, {
        method: 'POST',
        headers: { ...foreign, cookie, ...headers },
        body,
      });
    const authorization = `Bearer ${token}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    const answers = [
      await send(`/api/v1/publications/${id}/status`, json, '{"status":"kept"}'),
      await send(`/api/v1/publications/${id}/status`, { ...json, origin: 'null' }, '{}'),
      await send(`/publications/${id}/tags`, { ...form, authorization }, 'label=taxis'),
      await send(`/publications/${id}/tags`, { ...json, authorization }, 'label=taxis'),
      await send(`/publications/${id}/tags`, form, 'label=taxis'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await audited()).toBe(0);
  });
});

it('a token that is not valid is told so, rather than the cookie beside it taken', async () => {
  const { put, cookie, audited } = await anOffice();

  for (const authorization of ['Bearer nonsense', 'Bearer two words', 'Bearer']) {
    expect((await put({ cookie, authorization, origin: baseUrl })).status).toBe(401);
  }
  expect(await audited()).toBe(0);
  expect((await put({ cookie, origin: baseUrl })).status).toBe(200);
});
