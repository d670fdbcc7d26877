import { describe, expect, it } from 'vitest';
import { AuditEntry } from '#shared/entities/index.ts';
import { appForEverybody } from '../support/app-for-everybody.ts';
import { type Body, minimalBodies } from '../support/minimal-bodies.ts';

const { routes, as, services, app, baseUrl } = await appForEverybody();
const bodies = minimalBodies(services);

/** Asked for where the library has nobody yet, which it has here: see test/people/sign-in.test.ts. */
const elsewhere = ['POST /setup/:token'];
const changing = routes
  .filter(({ method }) => method !== 'GET' && method !== 'ALL')
  .map(({ method, path }) => `${method} ${path}`)
  .filter((route) => !elsewhere.includes(route));

/** Leaves no audit entry, and why. */
const leavesNone: Record<string, string> = {
  'POST /sign-in': 'asks for a mail; how often is counted, and signing in leaves an entry',
  'POST /account/past-searches/clear': 'what a person searched for is nobody else’s',
  'POST /stop-alerts/:token': 'a person’s own mails; what they follow is nobody else’s',
  'POST /api/v1/suggestion-rules/effect': 'shows what a rule would do, and changes nothing',
  'POST /tags/check': 'shows what making tags one would touch, and changes nothing',
  'POST /sources/missed/check': 'shows what was understood of a list, and keeps nothing',
  'POST /plans/import': 'shows what an import would do, and changes nothing',
};

/** What is left out stays as it was. */
const mayBeEmpty =
  /^PATCH |^POST \/api\/v1\/(publications\/:id\/(assessment|handing-back)|digests\/:week\/approve|subscribers\/put-back|links\/:id\/(holds|revision|move))$/;

async function bodyOf(route: string, userId: number | null): Promise<Body> {
  const make = bodies[route];
  if (!make) throw new Error(`Give ${route} a row in test/support/minimal-bodies.ts.`);
  return make(userId ?? 0);
}

const countEntries = () => services.orm.em.fork().count(AuditEntry);

it('have no minimal body left over of a route that is gone', () => {
  expect(Object.keys(bodies).filter((route) => !changing.includes(route))).toEqual([]);
});

describe.each(changing)('%s', (route) => {
  const [method = '', path = ''] = route.split(' ');
  const isApi = path.startsWith('/api/');

  it(`leaves ${leavesNone[route] ? 'no audit entry' : 'an audit entry'}`, async () => {
    const person = await as('administrator');
    const { address, sent } = await bodyOf(route, person.id);
    const before = await countEntries();

    const answer = await (isApi ? person.byToken : person.byPage)(method, address, sent);

    const said = answer.status < 400 ? '' : await answer.text();
    expect({ status: answer.status, said }).toEqual({ status: answer.status, said: '' });
    expect((await countEntries()) > before).toBe(!leavesNone[route]);
  });

  it('answers 422 in plain words without its fields, or needs none', async () => {
    const person = await as('administrator');
    const { address, sent } = await bodyOf(route, person.id);
    const needsFields = sent !== undefined && !mayBeEmpty.test(route);

    const answer = await (isApi ? person.byToken : person.byPage)(
      method,
      address,
      isApi && sent ? {} : undefined,
    );

    expect(answer.status).toSatisfy((status) => (needsFields ? status === 422 : status < 400));
    if (!isApi) expect(await answer.text()).not.toMatch(/Invalid (input|option)|expected string/);
  });

  it('answers a body that cannot be read by saying so', async () => {
    const person = await as('administrator');
    const { address } = await bodyOf(route, person.id);
    const type = isApi ? 'application/json' : 'multipart/form-data; boundary=x';

    const answer = await app.request(`${baseUrl}${address}`, {
      method,
      headers: { origin: baseUrl, 'content-type': type, ...person.headers },
      body: '{"broken',
    });

    expect(answer.status).toBeLessThan(500);
  });
});
