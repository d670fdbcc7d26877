import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { type StatedRoute, statedPermissions } from '#server/request/stated-permissions.ts';
import { loadConfig } from '#shared/config.ts';
import { User } from '#shared/entities/index.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import type { Role } from '#shared/people/permissions.ts';
import { findSession, openSession } from '#shared/people/sessions.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { appUnderTest } from './app-under-test.ts';
import { actorOf, givenUser } from './builders/user.ts';

const baseUrl = 'http://skylark.test';

export type Sent = Record<string, string> | [string, string][] | FormData | undefined;
export type Ask = (method: string, address: string, sent?: Sent | object) => Promise<Response>;

interface Everybody {
  baseUrl: string;
  services: OpenServices;
  app: ReturnType<typeof appUnderTest>;
  /** Every route with the permission it states. */
  routes: StatedRoute[];
  /** The person of this role with a session of their own; a visitor is nobody. */
  as(role: Role): Promise<{
    id: number | null;
    byPage: Ask;
    byToken: Ask;
    byBoth: Ask[];
    headers: Record<string, string>;
  }>;
}

/**
 * One app for a whole file, on SQLite, opened before tests are gathered so that they can be made from
 * its routes. People have real sessions and tokens.
 */
export async function appForEverybody(): Promise<Everybody> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-everybody-'));
  const services = await openServices(
    loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EMBEDDER: 'off' }),
  );
  afterAll(async () => {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const app = appUnderTest(services, () => baseUrl);

  const people = new Map<Role, { id: number; token: string; session: string }>();
  const asking =
    (headers: Record<string, string>): Ask =>
    async (method, address, sent) => {
      const isForm = sent instanceof FormData || !address.startsWith('/api/');
      const body =
        sent === undefined || sent instanceof FormData
          ? sent
          : isForm
            ? new URLSearchParams(sent as Record<string, string>)
            : JSON.stringify(sent);
      const type: Record<string, string> =
        sent !== undefined && !isForm ? { 'content-type': 'application/json' } : {};
      return app.request(`${baseUrl}${address}`, {
        method,
        redirect: 'manual',
        headers: { origin: baseUrl, ...type, ...headers },
        ...(method === 'GET' || body === undefined ? {} : { body }),
      });
    };

  return {
    baseUrl,
    services,
    app,
    routes: statedPermissions(app),
    async as(role) {
      if (role === 'visitor') {
        const ask = asking({});
        return { id: null, byPage: ask, byToken: ask, byBoth: [ask], headers: {} };
      }
      const { em, clock } = services.fork();
      const known = people.get(role);
      const user = known
        ? await em.findOneOrFail(User, known.id)
        : await givenUser(em, { role, email: `${role}@marlby.example` });
      // Some routes end it; to open one for each question is what most of this file would take.
      const session =
        known && (await findSession(services.fork(), known.session))
          ? known.session
          : await openSession({ em, clock }, user, 'test');
      const headers = { cookie: `skylark=${session}` };
      const byPage = asking(headers);
      const given = { userId: user.id, name: 'test', by: actorOf(user) };
      const token = known?.token ?? (await createApiToken({ em, clock }, given));
      people.set(role, { id: user.id, token, session });
      const byToken = asking({ authorization: `Bearer ${token}` });
      return { id: user.id, byPage, byToken, byBoth: [byPage, byToken], headers };
    },
  };
}
