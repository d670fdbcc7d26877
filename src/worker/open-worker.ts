import cron from 'node-cron';
import PQueue from 'p-queue';
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
import { openRecorder } from './record/open-recorder.ts';
import { runRequests } from './requests/run-requests.ts';
import { claimCandidates } from './retrieve/claim-candidates.ts';
import { reopenForRecheck } from './retrieve/reopen-for-recheck.ts';
import { postponeAfterFault, retrieveCandidate } from './retrieve/retrieve-candidate.ts';
import { dueSources } from './scan/due-sources.ts';
import { scanSource } from './scan/scan-source.ts';
import { tellAdministrators } from './scan/tell-administrators.ts';
import { suggestLinks } from './suggest/suggest-links.ts';

/**
 * Sources visited, and publications retrieved, at once. Hosts are still asked one at a time; twice as
 * many as requests, so that one is recorded while another is awaited.
 */
const atOnce = 40;
/** Candidates leased together. */
const claimed = 40;

export interface Worker {
  tools: Tools;
  /** Visits sources and says how many were visited; `keys` are those to visit, the due ones if left out. */
  scan(given?: { all?: boolean; key?: string }): Promise<number>;
  /** Retrieves and records until nothing is due. */
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
  let ticks: Promise<unknown> = Promise.resolve();

  const vocabulary = (): Promise<ConceptTerms[]> => readVocabulary(services.orm.em.fork());

  /** Runs the work for each, some at once; what goes wrong with one is logged and spares the rest. */
  async function each<T extends { id: number }>(
    things: T[],
    what: string,
    work: (thing: T) => Promise<unknown>,
  ): Promise<number> {
    const queue = new PQueue({ concurrency: atOnce });
    for (const thing of things) {
      queue.add(async () => {
        if (isClosing) return;
        await work(thing).catch((error: unknown) =>
          services.log.error({ err: error, id: thing.id }, `${what} failed`),
        );
      });
    }
    await queue.onIdle();
    return things.length;
  }

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

  const learn = openLearner(services, () => isClosing);

  const worker: Worker = {
    tools,
    async scan(asked = {}) {
      const due = await dueSources(services, asked);
      return each(
        due.map((id) => ({ id })),
        'scan',
        ({ id }) => scanSource(services.fork(), id, tools),
      );
    },
    async retrieve() {
      const words = await vocabulary();
      const record = openRecorder(services);
      for (let total = 0; ; ) {
        const candidates = isClosing ? [] : await claimCandidates(services, claimed);
        if (candidates.length === 0) return total;
        total += await each(candidates, 'retrieval', async (candidate) => {
          try {
            await retrieveCandidate(services.fork(), candidate, tools, words, record);
          } catch (error) {
            await postponeAfterFault(services, candidate.id);
            throw error;
          }
        });
      }
    },
    async compare() {
      while (!isClosing && (await findDuplicates(services.fork())) > 0);
    },
    index: (given = { isPatient: false }) =>
      indexing(() =>
        asIndexer(services, given, async (indexer) => {
          await bringIndexUpToDate(services, services.orm, indexer, () => isClosing);
          await learn(indexer, given);
        }),
      ),
    checkIndex: () =>
      indexing(() =>
        asIndexer(services, { isPatient: true }, (indexer) =>
          keepIndexTrue(services, services.orm, indexer),
        ),
      ),
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
        await worker.compare();
        while (!isClosing && (await suggestLinks(services.fork(), await vocabulary())) > 0);
        await worker.index();
        await worker.searchAlerts();
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
