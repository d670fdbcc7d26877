import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { serveApp } from '#server/serve.ts';
import { systemClock } from '#shared/clock.ts';
import { type Config, loadConfig } from '#shared/config.ts';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import { User } from '#shared/entities/index.ts';
import { addDays, londonInstant } from '#shared/london.ts';
import { createSignInLink, printedLinkMinutes } from '#shared/people/create-sign-in-link.ts';
import { currentUserOf } from '#shared/people/current-user.ts';
import { addUser } from '#shared/people/users.ts';
import { loadIllustrativePlan } from '#shared/plans/files/illustrative-plan.ts';
import { saveSearch } from '#shared/searches/save-search.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { manualSource } from '#shared/sources/manual-source.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { openWorker } from '#worker/open-worker.ts';
import { suggestLinks } from '#worker/suggest/suggest-links.ts';
import type { Worker } from '#worker/worker.ts';
import { type Inbox, openInbox } from './inbox.tsx';
import { judgeLastWeek, judgeThisWeek } from './judge-samples.ts';
import { answerNeighbour } from './match-samples.ts';
import { bringMentions, setPlace } from './mention-samples.ts';
import { tellOfPlan } from './plan-samples.ts';
import { openPublisher, type Publisher } from './publisher/open-publisher.ts';
import { siftLastWeek, siftThisWeek } from './sift-samples.ts';
import sources from './sources.json' with { type: 'json' };

export interface Demonstration {
  /** Where Skylark listens. */
  url: string;
  /** Signs in a coordinator who is administrator too; works once. */
  signInLink: string;
  services: OpenServices;
  publisher: Publisher;
  inbox: Inbox;
  worker: Worker;
  close(): Promise<void>;
}

/** The port if it is free, else any. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}

/** Settings of a demonstration: whatever the environment says of data, mail and index is ignored. */
async function settings(given: {
  dataDir: string;
  smtpUrl: string;
  port: number | undefined;
  logLevel: string;
  meili: { url: string; apiKey: string | null } | null;
}): Promise<Config> {
  const port = given.port ?? (await freePort(Number(process.env.PORT) || 3000));
  const config = loadConfig({
    PORT: String(port),
    DATA_DIR: given.dataDir,
    SMTP_URL: given.smtpUrl,
    MAIL_FROM: 'Skylark demonstration <skylark@demonstration.example>',
    FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
    FETCH_POLITE: 'false',
    LOG_LEVEL: given.logLevel,
    EMBEDDER: process.env.EMBEDDER,
  });
  return { ...config, meili: given.meili, isDemonstration: true };
}

async function registerSources(
  services: OpenServices,
  publisher: Publisher,
  by: Actor,
): Promise<void> {
  await manualSource({ ...services, em: services.orm.em.fork() });
  for (const source of sources) {
    const url = new URL(source.url, publisher.url).href;
    // In the demonstration the first scan is the news.
    await addSource(services.fork(), {
      source: sourceShape.parse({ ...source, url }),
      includesFirstScan: true,
      by,
    });
  }
}

/** Scans everything at once, tries again what failed in passing, and indexes. */
async function scanAll(services: OpenServices, worker: Worker): Promise<void> {
  await worker.scan({ all: true });
  await worker.retrieve();
  await suggestLinks(services.fork(), () => readVocabulary(services.orm.em.fork()));
  await worker.index();
}

/**
 * Starts a whole Skylark on a fresh temporary folder, with a publisher on loopback for an outside
 * world and an inbox for everybody's mail. Everything is fetched over HTTP by the code that fetches
 * the real web.
 *
 * @param given.samples judge a few publications and send last week's digest
 * @param given.meili a search server to index into; the embedded index if left out
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the demonstration told in order, from an empty folder to a digest sent
export async function openDemonstration(
  given: {
    port?: number;
    logLevel?: string;
    samples?: boolean;
    meili?: { url: string; apiKey: string | null } | null;
    say?: (line: string) => void;
  } = {},
): Promise<Demonstration> {
  const say = given.say ?? (() => undefined);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'skylark-demonstration-'));
  // A week passes in a moment: the first scan is last Wednesday's, the second is today's.
  const lastWeek = weekBefore(presentWeek(systemClock()));
  let pretended: Date | null = londonInstant(addDays(lastWeek.startsOn, 2), '06:00');
  const clock = () => pretended ?? systemClock();
  const publisher = await openPublisher({ startedAt: systemClock(), now: clock });
  const inbox = await openInbox({ clock: systemClock });
  const config = await settings({
    dataDir,
    smtpUrl: inbox.smtpUrl,
    port: given.port,
    logLevel: given.logLevel ?? 'error',
    meili: given.meili ?? null,
  });
  const services = await openServices(config, { clock });
  const server = await serveApp(services);
  const worker = await openWorker(services, { baseUrl: () => server.url });
  const user = await addUser(services.fork(), {
    email: 'coordinator@demonstration.example',
    name: 'Demonstration coordinator',
    role: 'administrator',
    by: { userId: null, name: 'demonstration' },
  });
  const by = currentUserOf(user).actor;

  say('Loading the illustrative plan and scanning the demonstration publisher, as of last week …');
  await loadIllustrativePlan(services.fork(), by);
  await registerSources(services, publisher, by);
  await scanAll(services, worker);
  if (given.samples !== false) {
    await answerNeighbour(services, by);
    pretended = londonInstant(addDays(lastWeek.startsOn, 3), '15:30');
    await judgeLastWeek(services, by);
    await siftLastWeek(services, by);
    await saveSearch(services.fork(), {
      name: 'Return home interviews',
      parameters: 'q=RHI',
      isShared: true,
      alert: 'at-once',
      userId: user.id,
      by,
    });
  }
  say('Scanning again, as of today …');
  pretended = null;
  await scanAll(services, worker);
  if (given.samples !== false) {
    await judgeThisWeek(services, by);
    await siftThisWeek(services, by);
    await tellOfPlan(services, by);
    await bringMentions(services, by);
    await setPlace(services, by);
    await worker.digests();
    await worker.send();
    await worker.index();
  }
  await worker.start();

  const link = services.fork();
  const token = await createSignInLink(link, {
    user: await link.em.findOneOrFail(User, user.id),
    minutes: printedLinkMinutes,
  });
  return {
    url: server.url,
    signInLink: `${server.url}/sign-in/${token}`,
    services,
    publisher,
    inbox,
    worker,
    async close() {
      await server.close();
      await worker.close();
      await services.close();
      await inbox.close();
      await publisher.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
