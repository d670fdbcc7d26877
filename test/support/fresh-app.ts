import type { Clock } from '#shared/clock.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import type { Role } from '#shared/people/permissions.ts';
import { openSession } from '#shared/people/sessions.ts';
import type { OpenServices } from '#shared/services.ts';
import { appUnderTest } from './app-under-test.ts';
import { actorOf, givenUser } from './builders/user.ts';
import { freshServices } from './fresh-services.ts';

const baseUrl = 'http://skylark.test';

/** Asks the app as one person, by browser or by program. */
export interface Person {
  id: number;
  get(path: string): Promise<Response>;
  /** Sends a form, as a browser of ours does. Several values of a field as pairs. */
  post(
    path: string,
    fields: Record<string, string> | [string, string][] | FormData,
  ): Promise<Response>;
  /** Asks the API with a token. */
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
}

/** A form or a file says itself what it is; everything else is sent as JSON. */
const isSentAsItIs = (body: unknown): body is FormData | Blob =>
  body instanceof FormData || body instanceof Blob;

/** The real app on a fresh database and index. */
export async function freshApp(
  kind: 'sqlite' | 'postgres' = 'sqlite',
  given: { settings?: NodeJS.ProcessEnv; clock?: Clock } = {},
): Promise<{
  services: OpenServices;
  app: ReturnType<typeof appUnderTest>;
  as(role: Role): Promise<Person>;
}> {
  const services = await freshServices(kind, given);
  const app = appUnderTest(services, () => baseUrl);
  return {
    services,
    app,
    async as(role) {
      const { em, clock } = services.fork();
      const user = await givenUser(em, { role, email: `${role}-${Math.random()}@marlby.example` });
      const session = await openSession({ em, clock }, user, 'test');
      const given = { userId: user.id, name: 'test', by: actorOf(user) };
      const token = await createApiToken({ em, clock }, given);
      const cookie = `skylark=${session}`;
      const ask = async (path: string, init: RequestInit) =>
        app.request(`${baseUrl}${path}`, { redirect: 'manual', ...init });
      return {
        id: user.id,
        get: (path) => ask(path, { headers: { cookie } }),
        post: (path, fields) =>
          ask(path, {
            method: 'POST',
            headers: { cookie, origin: baseUrl },
            body: fields instanceof FormData ? fields : new URLSearchParams(fields),
          }),
        api: (method, path, body, headers) =>
          ask(`/api/v1${path}`, {
            method,
            headers: {
              authorization: `Bearer ${token}`,
              ...headers,
              ...(body !== undefined && !isSentAsItIs(body)
                ? { 'content-type': 'application/json' }
                : {}),
            },
            body: body === undefined || isSentAsItIs(body) ? body : JSON.stringify(body),
          }),
      };
    },
  };
}
