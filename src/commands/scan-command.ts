import { Candidate, Scan, Source } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { OpenServices } from '#shared/services.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { openWorker } from '#worker/open-worker.ts';
import type { Worker } from '#worker/worker.ts';
import type { Command } from './command.ts';

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sources that another process holds at this moment, and whose lease has not run out. */
async function heldByOthers(services: OpenServices, key: string | undefined): Promise<number> {
  return services.orm.em.fork().count(Source, {
    isPaused: false,
    leaseUntil: { $gt: services.clock() },
    leasedBy: { $ne: services.holder },
    ...(key ? { key } : {}),
  });
}

/** Sources that nobody has visited since this run began. */
async function unvisited(
  services: OpenServices,
  since: Date,
  key: string | undefined,
  ids: number,
): Promise<boolean> {
  if (ids === 0) return false;
  return (
    (await services.orm.em.fork().count(Source, {
      isPaused: false,
      leasedBy: { $ne: null },
      leaseUntil: { $gt: services.clock() },
      $or: [{ lastScannedAt: null }, { lastScannedAt: { $lt: since } }],
      ...(key ? { key } : {}),
    })) > 0
  );
}

/** Visits, retrieves, records and indexes until nothing is pending but what must wait for a retry. */
async function scanToTheEnd(
  services: OpenServices,
  worker: Worker,
  given: { all: boolean; key: string | undefined; progress(line: string): void },
): Promise<void> {
  await worker.mendTimes();
  const startedAt = services.clock();
  const asked = { all: given.all, ...(given.key ? { key: given.key } : {}) };
  const visited = await worker.scan(asked);
  given.progress(`${visited} sources visited.`);
  // A source that another process holds is waited for; if that process dies its lease runs out.
  while (await unvisited(services, startedAt, given.key, await heldByOthers(services, given.key))) {
    await wait(500);
    await worker.scan(asked);
  }
  for (;;) {
    const retrieved = await worker.retrieve();
    if (retrieved > 0) given.progress(`${retrieved} publications retrieved.`);
    const leased = await services.orm.em.fork().count(Candidate, {
      state: 'pending',
      nextAttemptAt: { $lte: services.clock() },
      leaseUntil: { $gt: services.clock() },
      source: { isPaused: false },
    });
    if (retrieved === 0 && leased === 0) break;
    if (retrieved === 0) await wait(500);
  }
  await worker.mentions();
  await worker.quotations();
  await worker.compare();
  await worker.index({ isPatient: true });
}

export const scanCommand: Command = {
  name: 'scan',
  usage: 'scan [--source KEY] [--all]',
  does: 'visits the sources that are due (with --all, every one that is not paused), reads and indexes what is new',
  options: { source: { type: 'string' }, all: { type: 'boolean' } },
  async run(services, { options, progress }) {
    const key = typeof options.source === 'string' ? options.source : undefined;
    if (key && (await services.orm.em.fork().count(Source, { key })) === 0)
      throw new NotFound('source', key);
    const before = await services.orm.em
      .fork()
      .findOne(Scan, { id: { $gt: 0 } }, { orderBy: { id: 'desc' } });
    const worker = await openWorker(services, { baseUrl: () => '' });
    try {
      await scanToTheEnd(services, worker, { all: options.all === true, key, progress });
    } finally {
      await worker.close();
    }
    const em = services.orm.em.fork();
    const scans = await em.find(
      Scan,
      { id: { $gt: before?.id ?? 0 } },
      { populate: ['source'], orderBy: { id: 'asc' } },
    );
    const unread = await em.find(
      Candidate,
      { state: { $in: ['unread', 'pending'] }, reason: { $ne: null } },
      { populate: ['source'] },
    );
    const assurance = await scanAssurance({ em, clock: services.clock });
    return {
      text: [
        ...scans.map(
          (scan) =>
            `${scan.source.key}: ${scan.outcome === 'failed' ? `failed. ${scan.reason}` : `${scan.outcome}, ${scan.offered} offered, ${scan.fresh} new, ${scan.changed} changed`}`,
        ),
        ...unread.map(
          ({ offer, reason }) => `could not be read: ${offer.title || offer.url}. ${reason}`,
        ),
        assurance.words,
        `${assurance.publications} publications in the library.`,
      ].join('\n'),
      json: {
        scans: scans.map((scan) => ({
          source: scan.source.key,
          outcome: scan.outcome,
          offered: scan.offered,
          new: scan.fresh,
          changed: scan.changed,
          httpStatus: scan.httpStatus ?? null,
          reason: scan.reason ?? null,
          warnings: scan.warnings,
        })),
        unread: unread.map(({ offer, reason, source, nextAttemptAt, attempts }) => ({
          source: source.key,
          title: offer.title,
          url: offer.url,
          reason,
          attempts,
          nextAttemptAt: nextAttemptAt ?? null,
        })),
        assurance,
      },
    };
  },
};
