import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { WebEnv } from '#server/request/env.ts';
import { needs } from '#server/request/permission.ts';
import { statedPermissions } from '#server/request/stated-permissions.ts';
import {
  may,
  offeredRoles,
  permissions,
  type Role,
  roles,
  rolesThatMay,
  wordsOfRole,
} from '#shared/people/permissions.ts';
import { appForEverybody } from '../support/app-for-everybody.ts';

const { routes, as, baseUrl, app } = await appForEverybody();
const isApi = (path: string) => path.startsWith('/api/');

/** An address that a route takes, of things that are not there. */
const addressOf = (path: string) =>
  path.replace(/:(\w+)(?:\{([^}]*\}?[^/]*)\})?/g, (_, name: string, pattern = '') =>
    name === 'week' ? '2026-W38' : pattern.startsWith('[0-9]') || name === 'id' ? '999' : 'nothing',
  );

/** Signed out, one is asked to sign in where that helps, and told so where programs ask. */
function expectSignInAsked(answer: Response, method: string, path: string): void {
  if (isApi(path) || path === '/metrics') {
    expect(answer.status).toBe(401);
    return;
  }
  expect(answer.status).toBe(303);
  const back = method === 'GET' ? `?next=${encodeURIComponent(addressOf(path))}` : '';
  expect(answer.headers.get('location')).toBe(`/sign-in${back}`);
}

async function expectForbidden(answer: Response, path: string): Promise<void> {
  expect(answer.status).toBe(403);
  const text = await answer.text();
  if (path === '/metrics') return;
  expect(answer.headers.get('content-type')).toContain(
    isApi(path) ? 'application/problem+json' : 'text/html',
  );
  expect(text).toContain('You may not do this');
}

describe.each(routes.filter(({ method }) => method !== 'ALL'))(
  '$method $path, for those who may $permission',
  ({ method, path, permission }) => {
    it.each(roles)('answers a %s as the table says', async (role) => {
      const person = await as(role);
      const askings = isApi(path) || path === '/metrics' ? person.byBoth : [person.byPage];

      for (const ask of askings) {
        const answer = await ask(method, addressOf(path));

        expect(answer.headers.get('cache-control')).toMatch(/no-store|private, no-cache/);
        if (may({ role }, permission)) {
          expect([401, 403]).not.toContain(answer.status);
          expect(answer.status).not.toBe(500);
          if (method === 'GET') expect(answer.headers.get('location') ?? '').not.toMatch('sign-in');
        } else if (role === 'visitor') expectSignInAsked(answer, method, path);
        else await expectForbidden(answer, path);
      }
    });
  },
);

describe('a route that states no permission', () => {
  it.each(['get', 'post', 'put', 'patch', 'delete', 'all'] as const)(
    'by %s keeps the server from starting, and is named',
    (method) => {
      const other = new Hono<WebEnv>().get('/stated', needs('read library'), (c) => c.text(''));
      other[method]('/open-by-mistake', (c) => c.text(''));
      const whole = new Hono<WebEnv>().use(async (_, next) => next()).route('/below', other);

      expect(() => statedPermissions(whole)).toThrow(
        `These routes state no permission: ${method.toUpperCase()} /below/open-by-mistake.`,
      );
    },
  );

  it('is seen behind an error boundary of its own, and when the permission comes too late', () => {
    const other = new Hono<WebEnv>().get('/late', (c) => c.text(''), needs('read library'));
    other.onError((_, c) => c.text(''));

    expect(() => statedPermissions(new Hono<WebEnv>().route('/', other))).toThrow('GET /late');
  });
});

describe('the table', () => {
  it('names no permission that no route asks for, but those of what comes', () => {
    const asked = new Set(routes.map(({ permission }) => permission));
    const beyondRoutes = ['answer for own entries', 'read published reports'];

    expect(
      permissions.filter((one) => !asked.has(one) && one !== 'manage shared searches'),
    ).toEqual(beyondRoutes);
  });

  it('lets each role that is offered do all that a member may, and somebody do everything', () => {
    const ofMembers = permissions.filter((one) => may({ role: 'member' }, one));

    for (const role of offeredRoles) {
      expect(ofMembers.filter((one) => !may({ role }, one))).toEqual([]);
    }
    expect(permissions.filter((one) => rolesThatMay(one).length === 0)).toEqual([]);
  });

  it('lets a chair approve digests and see the audit, but judge nothing', () => {
    const chair = { role: 'chair' as Role };

    expect(may(chair, 'approve digest')).toBe(true);
    expect(may(chair, 'see audit')).toBe(true);
    expect(may(chair, 'judge')).toBe(false);
    expect(may(chair, 'edit digest')).toBe(false);
  });

  it('lets nobody signed in only sign in and see what is open', () => {
    expect(permissions.filter((one) => may(null, one))).toEqual([
      'see open pages',
      'sign in',
      'use an address with a token',
    ]);
  });
});

describe('the description of the API', () => {
  it('says of each operation who may call it', async () => {
    const answer = await app.request(`${baseUrl}/api/openapi.json`);
    const { paths } = (await answer.json()) as {
      paths: Record<string, Record<string, { 'x-permission'?: string; description?: string }>>;
    };

    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        route: `${method.toUpperCase()} /api${path}`,
        permission: operation['x-permission'],
        says: operation.description?.includes(`For those who may ${operation['x-permission']}: `),
      })),
    );
    const stated = routes
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .map(({ method, path, permission }) => ({
        route: `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
        permission,
        says: true,
      }));
    const byRoute = (one: { route: string }, other: { route: string }) =>
      one.route < other.route ? -1 : 1;
    expect(described.toSorted(byRoute)).toEqual(stated.toSorted(byRoute));
  });
});

describe('the page that says who may do what', () => {
  it('shows each role and permission of the table', async () => {
    const html = await (await app.request(`${baseUrl}/permissions`)).text();

    for (const role of roles) expect(html).toContain(wordsOfRole(role).does);
    const granted = permissions.flatMap((one) => rolesThatMay(one));
    expect(html.match(/>Yes<\/td>/g)).toHaveLength(granted.length);
  });
});

describe('the menu', () => {
  it.each(roles.filter((role) => role !== 'visitor'))(
    'offers a %s only what they may open',
    async (role) => {
      const person = await as(role);
      const html = await (await person.byPage('GET', '/help')).text();
      const menu = html.slice(html.indexOf('id="navigation"'), html.indexOf('</nav>'));
      const offered = [...menu.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);

      const answers = await Promise.all(offered.map((href) => person.byPage('GET', href)));
      expect(answers.map(({ status }) => status)).toEqual(offered.map(() => 200));
    },
  );
});
