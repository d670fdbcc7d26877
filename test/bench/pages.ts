import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createApp } from '#server/create-app.tsx';
import { loadConfig } from '#shared/config.ts';
import { presentWeek } from '#shared/digests/weeks.ts';
import { Link, Plan, PlanEntry, Publication, User } from '#shared/entities/index.ts';
import { openSession } from '#shared/people/sessions.ts';
import { addUser } from '#shared/people/users.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addressesOf } from '../support/every-exit.ts';
import { type Figure, percentile, rounded } from './figures.ts';
import { buildLibrary } from './search-library.ts';

/** Publications in the library; a few by `BENCH_SIZES=…` is quicker to build. */
const size = Number((process.env.BENCH_SIZES ?? '50000').split(',')[0]);
const entries = 300;
const links = 5000;
/** Times that a page is asked, and milliseconds after which it is not asked again. */
const samples = 20;
const longEnough = 2000;
const baseUrl = 'http://skylark.bench';

/** Where files, programs and single answers are, not pages. */
const isPage = (address: string) =>
  !/^\/(api|assets|healthz|readyz|metrics)(\/|$)/.test(address) && !/\.[a-z]{2,4}$/.test(address);

/** A plan of three hundred entries, on which five thousand links stand. */
async function givePlan(services: OpenServices, user: User): Promise<number> {
  const { em } = services.fork();
  const now = new Date();
  const plan = em.create(Plan, { title: 'Exploitation action plan', createdAt: now });
  const made = Array.from({ length: entries }, (_, at) =>
    em.create(PlanEntry, {
      ...{ plan, ref: `BENCH-${at + 1}`, position: at + 1, status: 'in progress' },
      text: 'Offer every child who goes missing a return home interview within 72 hours.',
    }),
  );
  for (let at = 0; at < links; at += 1) {
    const entry = made[at % entries];
    if (!entry) continue;
    em.create(Link, {
      entry,
      publication: em.getReference(Publication, 1 + (at % size)),
      bearing: 'supports',
      rationale: 'It says what the interview is to ask.',
      linkedBy: em.getReference(User, user.id),
      linkedAt: now,
    });
  }
  await em.flush();
  return plan.id;
}

/** What was asked of the database. */
interface Asked {
  sql: string;
  parameters: readonly unknown[] | Record<string, unknown>;
  method: 'all' | 'get' | 'run';
}

/** Notes what is asked of the database, and asks it again with nothing around it. */
function listenTo(services: OpenServices) {
  const connection = services.orm.em.getConnection();
  const execute = connection.execute.bind(connection);
  let noted: Asked[] = [];
  connection.execute = ((sql: string, parameters = [], method = 'all', ...rest) => {
    if (typeof sql === 'string' && /^\s*(select|with)\b/i.test(sql))
      noted.push({ sql, parameters, method });
    return execute(sql, parameters, method, ...rest);
  }) as typeof connection.execute;
  return {
    async during(work: () => Promise<unknown>): Promise<Asked[]> {
      noted = [];
      await work();
      const during = noted;
      noted = [];
      return during;
    },
    async again(asked: Asked[]): Promise<void> {
      for (const { sql, parameters, method } of asked) await execute(sql, parameters, method);
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const nameOf = (address: string) => address.slice(1).replaceAll('/', '.') || 'front';

/** What is measured of one page; null where there is none to show. */
async function measure(
  address: string,
  ask: (address: string) => Promise<Response>,
  database: ReturnType<typeof listenTo>,
): Promise<Figure[] | null> {
  const first = await ask(address);
  const isHtml = first.headers.get('content-type')?.includes('text/html');
  if (first.status !== 200 || !isHtml) {
    console.error(`${address} answered ${first.status}: not measured`);
    return null;
  }
  const bytes = (await first.arrayBuffer()).byteLength;
  const asked = await database.during(async () => (await ask(address)).arrayBuffer());
  const whole: number[] = [];
  const bare: number[] = [];
  const startedAt = performance.now();
  for (let at = 0; at < samples; at += 1) {
    if (at > 0 && performance.now() - startedAt > longEnough) break;
    whole.push(await timed(async () => (await ask(address)).arrayBuffer()));
    bare.push(await timed(() => database.again(asked)));
  }
  const name = nameOf(address);
  const p95 = percentile(whole, 0.95);
  console.error(`${address}: ${rounded(p95)} ms, ${bytes} bytes, ${asked.length} queries`);
  const isSearch = address.startsWith('/search');
  return [
    { name: `${name}.p95`, value: rounded(p95), unit: 'ms', ...(!isSearch && { aim: '≤ 50' }) },
    { name: `${name}.bytes`, value: bytes, unit: 'bytes over the wire', aim: '≤ 150,000' },
    {
      name: `${name}.queries.ratio`,
      value: rounded(p95 / percentile(bare, 0.95)),
      unit: '×',
      reference: `its ${asked.length} queries alone`,
    },
  ];
}

/** Each page that a GET route has, in a library as large as one gets: what the server takes for it. */
export async function pages(): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const services = await openServices(
    loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', EMBEDDER: 'off', PORT: '0' }),
  );
  await buildLibrary(services, size, async () => {});
  const by = { userId: null, name: 'bench' };
  const given = { email: 'bench@bench.example', role: 'administrator', by } as const;
  const user = await addUser(services.fork(), given);
  const planId = await givePlan(services, user);
  const cookie = `skylark=${await openSession(services.fork(), user, 'bench')}`;
  const app = createApp(services, () => baseUrl);
  const none = 'none';
  const addresses = addressesOf(app, {
    ...{ publicationId: 1, documentIds: [1], entryId: 1, linkIds: [1], planId, sourceId: 1 },
    ...{
      requestIds: [1],
      mentionIds: [1],
      previewId: 1,
      searchId: 1,
      matchId: 1,
      figureId: 1,
      conceptId: 'county-lines',
    },
    ...{ feedToken: none, stopToken: none, unsubscribeToken: none, token: none },
    weeks: [presentWeek(new Date()).week],
  });
  const database = listenTo(services);
  const headers = { cookie, 'accept-encoding': 'gzip' };
  const ask = async (address: string) =>
    app.request(`${baseUrl}${address}`, { headers, redirect: 'manual' });
  const figures: Figure[] = [];
  for (const address of addresses.filter(isPage))
    figures.push(...((await measure(address, ask, database)) ?? []));
  await services.close();
  rmSync(dataDir, { recursive: true, force: true });
  return figures;
}
