import { setImmediate as nextTurn } from 'node:timers/promises';
import cron from 'node-cron';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import type { OpenServices } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { alertTick } from './alerts/alert-tick.ts';
import type { Tools } from './connectors/connector.ts';
import { digestTick } from './digests/digest-tick.ts';
import { openFetch } from './fetch/open-fetch.ts';
import { bringIndexUpToDate } from './index/bring-index-up-to-date.ts';
import { asIndexer } from './index/hold-indexer.ts';
import { keepIndexTrue } from './index/keep-index-true.ts';
import { openLearner } from './index/open-learner.ts';
import { openReaders } from './reading/apart/open-readers.ts';
import { findDuplicates } from './record/find-duplicates.ts';
import { runRequests } from './requests/run-requests.ts';
import { reopenForRecheck } from './retrieve/reopen-for-recheck.ts';
import { retrieveDue } from './retrieve/retrieve-due.ts';
import { dueSources } from './scan/due-sources.ts';
import { scanSources } from './scan/scan-sources.ts';
import { tellAdministrators } from './scan/tell-administrators.ts';
import { suggestLinks } from './suggest/suggest-links.ts';
import { sweepDatabase } from './sweep/sweep-database.ts';

/**
 * Sources visited, and publications retrieved, at once. Hosts are still asked one at a time; more
 * than requests, so that some are read and recorded while others are awaited.
 */
const atOnce = 60;
/** Milliseconds between two goes at the index while publications are recorded. */
const indexEvery = 1000;

export interface Worker {
  tools: Tools;
  /** Visits sources and says how many were visited; `keys` are those to visit, the due ones if left out. */
  scan(given?: { all?: boolean; key?: string }): Promise<number>;
  /** Retrieves and records until nothing is due; what is recorded is indexed meanwhile. */
  retrieve(): Promise<number>;
  /** Looks for publications that are probably the same. */
  compare(): Promise<void>;
  /**
   * Brings the index up to date. While the search server is down it waits for a later call.
   *
   * @param given.isPatient waits for another process that is at it
   */
  index(given?: { isPatient: boolean }): Promise<void>;
  /** Compares the whole index with the database, and mends or rebuilds it. */
  checkIndex(): Promise<void>;
  /** Writes the database file anew after an erasure. */
  sweep(): Promise<void>;
  requests(): Promise<number>;
  /** Drafts, reminders and deliveries. */
  digests(): Promise<void>;
  /** Mails administrators about sources that fail, fall quiet, end, or are well again. */
  alerts(): Promise<void>;
  /** Mails people what is new for their saved searches. */
  searchAlerts(): Promise<void>;
  /** Begins to tick. */
  start(): Promise<void>;
  /** Ends the ticks, waits for what is under way, and closes what the worker opened. */
  close(): Promise<void>;
}

/** "Skylark/0.1 (+contact)": publishers can see who asks and whom to tell. */
const userAgent = (contact: string | null) =>
  `Skylark/0.1 (horizon scanning for safeguarding partnerships${contact ? `; ${contact}` : ''})`;

/**
 * The worker: it fetches, reads and records. Several may run on one database.
 *
 * @param given.baseUrl where people reach the pages, for links in mails
 */
export async function openWorker(
  services: OpenServices,
  given: { baseUrl: () => string },
): Promise<Worker> {
  const { config } = services;
  const fetcher = openFetch({
    allowPrivateAddresses: config.fetch.allowPrivateAddresses,
    polite: config.fetch.polite,
    userAgent: userAgent(config.fetch.contact),
  });
  const readers = await openReaders();
  const { contact, openAlexKey, mailboxUrl } = config.fetch;
  const tools: Tools = {
    fetch: fetcher.fetch,
    readers,
    clock: services.clock,
    credentials: { contact, openAlexKey, mailboxUrl },
  };
  let isClosing = false;
  const isOver = () => isClosing;
  let ticks: Promise<unknown> = Promise.resolve();

  /** Batch after batch until there is nothing to do. What SQLite answers at once lets nobody else in. */
  async function untilDone(batch: () => Promise<number>): Promise<void> {
    while (!isClosing && (await batch()) > 0) await nextTurn();
  }

  const vocabulary = (): Promise<ConceptTerms[]> => readVocabulary(services.orm.em.fork());

  let isSearchDown = false;
  /** A search server that is down is said once, and once when it is back; nothing is lost by it. */
  async function indexing(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      if (isSearchDown) services.log.info('The search server answers again.');
      isSearchDown = false;
    } catch (error) {
      if (!(error instanceof SearchUnavailable)) throw error;
      if (!isSearchDown) services.log.warn({ err: error }, 'search is not available');
      isSearchDown = true;
    }
  }

  const learn = openLearner(services, isOver);

  /** Indexes now and then what is recorded meanwhile: one page that is long in coming keeps none waiting. */
  function indexMeanwhile() {
    let isBehind = false;
    let underWay: Promise<void> | null = null;
    const timer = setInterval(() => {
      if (!isBehind || underWay) return;
      isBehind = false;
      underWay = worker
        .index()
        .catch((error: unknown) => services.log.error({ err: error }, 'indexing failed'))
        .finally(() => {
          underWay = null;
        });
    }, indexEvery);
    return {
      recorded() {
        isBehind = true;
      },
      async end() {
        clearInterval(timer);
        await underWay;
      },
    };
  }

  const worker: Worker = {
    tools,
    async scan(asked = {}) {
      const ids = await dueSources(services, asked);
      return scanSources(services, tools, { ids, atOnce, isOver });
    },
    async retrieve() {
      const words = await vocabulary();
      const meanwhile = indexMeanwhile();
      try {
        return await retrieveDue(services, tools, words, {
          atOnce,
          isOver,
          onRecorded: meanwhile.recorded,
        });
      } finally {
        await meanwhile.end();
      }
    },
    compare: () => untilDone(() => findDuplicates(services.fork())),
    index: (given = { isPatient: false }) =>
      indexing(() =>
        asIndexer(services, given, async (indexer) => {
          await bringIndexUpToDate(services, services.orm, indexer, isOver);
          await learn(indexer, given);
        }),
      ),
    checkIndex: () =>
      indexing(() =>
        asIndexer(services, { isPatient: true }, (indexer) =>
          keepIndexTrue(services, services.orm, indexer),
        ),
      ),
    async sweep() {
      await sweepDatabase(services.fork(), services.orm);
    },
    async requests() {
      return runRequests(services.fork(), tools, await vocabulary());
    },
    async digests() {
      await digestTick(services.fork(), { baseUrl: given.baseUrl() });
    },
    async alerts() {
      await tellAdministrators(services.fork(), { baseUrl: given.baseUrl() });
    },
    async searchAlerts() {
      await alertTick(services.fork(), { baseUrl: given.baseUrl() });
    },
    async start() {
      const once = async () => {
        await worker.requests();
        await worker.scan();
        await worker.retrieve();
        await worker.index();
        await worker.compare();
        const words = await vocabulary();
        await untilDone(() => suggestLinks(services.fork(), words));
        await worker.searchAlerts();
        await worker.sweep();
      };
      const running = new Set<string>();
      // A tick that finds the one before still at work has nothing to do.
      const guarded = (name: string, work: () => Promise<unknown>) => () => {
        if (isClosing || running.has(name)) return;
        running.add(name);
        const tick = work()
          .catch((error: unknown) => services.log.error({ err: error }, `${name} failed`))
          .finally(() => running.delete(name));
        ticks = Promise.all([ticks, tick]).then(() => undefined);
        return tick;
      };
      const options = { timezone: 'Europe/London' };
      cron.schedule('*/5 * * * * *', guarded('tick', once), { ...options, name: 'tick' });
      cron.schedule(
        '*/2 * * * * *',
        guarded('requests', () => worker.requests()),
        {
          ...options,
          name: 'requests',
        },
      );
      cron.schedule(
        '7 * * * *',
        guarded('reconcile', () => worker.checkIndex()),
        {
          ...options,
          name: 'reconcile',
        },
      );
      cron.schedule(
        '*/10 * * * * *',
        guarded('digests', () => worker.digests()),
        {
          ...options,
          name: 'digests',
        },
      );
      cron.schedule(
        '23 * * * *',
        guarded('alerts', () => worker.alerts()),
        {
          ...options,
          name: 'alerts',
        },
      );
      cron.schedule(
        '11 * * * *',
        guarded('recheck', () => reopenForRecheck(services)),
        {
          ...options,
          name: 'recheck',
        },
      );
      await guarded('reconcile', () => worker.checkIndex())();
      guarded('first tick', once)();
    },
    async close() {
      isClosing = true;
      await cron.shutdown();
      await ticks;
      await fetcher.close();
      await readers.close();
    },
  };
  return worker;
}
