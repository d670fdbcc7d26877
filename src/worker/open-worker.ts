import { setImmediate as nextTurn } from 'node:timers/promises';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { OpenServices } from '#shared/services.ts';
import { matchMentions } from '#shared/sources/missed/match-mentions.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { alertTick } from './alerts/alert-tick.ts';
import { followClock, mendTimes } from './claiming/follow-clock.ts';
import { keepHeartbeat } from './claiming/keep-heartbeat.ts';
import type { Tools } from './connectors/connector.ts';
import { digestTick } from './digests/digest-tick.ts';
import { findEditions } from './evidence/find-editions.ts';
import { followQuotations } from './evidence/follow-quotations.ts';
import { bringIndexUpToDate } from './index/bring-index-up-to-date.ts';
import { asIndexer } from './index/hold-indexer.ts';
import { indexMeanwhile } from './index/index-meanwhile.ts';
import { keepIndexTrue } from './index/keep-index-true.ts';
import { openMeaningReader } from './index/keep-reading-meanings.ts';
import { openLearner } from './index/open-learner.ts';
import { sayWhenDown } from './index/say-when-down.ts';
import { keepTime } from './keep-time.ts';
import { openTools } from './open-tools.ts';
import { warnOfDates } from './plans/warn-of-dates.ts';
import type { Readers } from './reading/reading.ts';
import { findDuplicates } from './record/find-duplicates.ts';
import { runRequests } from './requests/run-requests.ts';
import { reopenForRecheck } from './retrieve/reopen-for-recheck.ts';
import { retrieveDue } from './retrieve/retrieve-due.ts';
import { openJobs } from './run-job.ts';
import { dueSources } from './scan/due-sources.ts';
import { scanSources } from './scan/scan-sources.ts';
import { tellAdministrators } from './scan/tell-administrators.ts';
import { openSender } from './sending/open-sender.ts';
import { suggestByRules } from './suggest/suggest-by-rules.ts';
import { suggestLinks } from './suggest/suggest-links.ts';
import { sweepDatabase } from './sweep/sweep-database.ts';
import { timetable } from './timetable.ts';
import type { Worker } from './worker.ts';

/**
 * Sources visited, and publications retrieved, at once. Hosts are still asked one at a time; more
 * than requests, so that some are read and recorded while others are awaited.
 */
const atOnce = 60;

/** The vocabulary as it stands, read once it is asked for. */
function vocabularyOf({ orm }: OpenServices): () => Promise<ConceptTerms[]> {
  let reading: Promise<ConceptTerms[]> | null = null;
  return () => {
    reading ??= readVocabulary(orm.em.fork());
    return reading;
  };
}

/** From the outbox to the index, under one lease. */
function indexingOf(
  services: OpenServices,
  isOver: () => boolean,
): Pick<Worker, 'index' | 'checkIndex'> {
  const indexing = sayWhenDown(services);
  const learn = openLearner(services, isOver);
  return {
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
  };
}

type Gathering = 'tools' | 'scan' | 'retrieve' | 'requests' | 'recheck';

/** From sources, and from people who ask, to publications. */
function gatheringOf(
  services: OpenServices,
  tools: Tools,
  { isOver, index }: { isOver: () => boolean; index: Worker['index'] },
): Pick<Worker, Gathering> {
  return {
    tools,
    async scan(asked = {}) {
      const ids = await dueSources(services, asked);
      return scanSources(services, tools, { ids, atOnce, isOver });
    },
    async retrieve() {
      const meanwhile = indexMeanwhile(services, () => index());
      try {
        return await retrieveDue(services, tools, vocabularyOf(services), {
          atOnce,
          isOver,
          onRecorded: meanwhile.recorded,
        });
      } finally {
        await meanwhile.end();
      }
    },
    requests: () => runRequests(services.fork(), tools, vocabularyOf(services)),
    async recheck() {
      await reopenForRecheck(services);
    },
  };
}

/** What is written to people: it stands in ledgers, which the sender empties. */
function writingOf(
  services: OpenServices,
  place: () => { baseUrl: string },
): Pick<Worker, 'digests' | 'alerts' | 'dates' | 'searchAlerts'> {
  return {
    async digests() {
      await digestTick(services.fork(), place());
    },
    async alerts() {
      await tellAdministrators(services.fork(), place());
    },
    async dates() {
      await warnOfDates(services.fork(), place());
    },
    async searchAlerts() {
      await alertTick(services.fork(), place());
    },
  };
}

/**
 * The worker: it fetches, reads and records. Several may run on one database.
 *
 * @param given.baseUrl where people reach the pages, for links in mails
 * @param given.readers that outlive it; it opens its own when left out
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a table of what the worker can do, each one line or two
export async function openWorker(
  services: OpenServices,
  given: { baseUrl: () => string; readers?: Readers },
): Promise<Worker> {
  const { tools, close: closeTools } = await openTools(services, given.readers);
  let isClosing = false;
  const isOver = () => isClosing;
  const jobs = openJobs(services.log);
  const sender = openSender(services, given);
  const indexing = indexingOf(services, isOver);
  let stop = () => {};

  /** Batch after batch until there is nothing to do. What SQLite answers at once lets nobody else in. */
  async function untilDone(batch: () => Promise<number>): Promise<void> {
    while (!isClosing && (await batch()) > 0) await nextTurn();
  }

  const worker: Worker = {
    ...indexing,
    ...gatheringOf(services, tools, { isOver, index: () => worker.index() }),
    ...writingOf(services, () => ({ baseUrl: given.baseUrl() })),
    readMeanings: openMeaningReader(services, isOver),
    compare: () => untilDone(() => findDuplicates(services.fork())),
    async mentions() {
      await matchMentions(services);
    },
    quotations: () => untilDone(() => followQuotations(services.fork())),
    rules: () => untilDone(() => suggestByRules(services.fork())),
    editions: () => untilDone(() => findEditions(services.fork())),
    suggest() {
      const words = vocabularyOf(services);
      return untilDone(() => suggestLinks(services.fork(), words));
    },
    async sweep() {
      await sweepDatabase(services.fork(), services.orm);
    },
    async heartbeat() {
      await followClock(services);
      await keepHeartbeat(services, jobs.counts());
    },
    mendTimes: () => mendTimes(services),
    async tick() {
      await worker.requests();
      await worker.scan();
      await worker.retrieve();
      await worker.mentions();
      await worker.index();
      await worker.quotations();
      await worker.compare();
      await worker.editions();
      await worker.suggest();
      await worker.rules();
      await worker.searchAlerts();
      await worker.sweep();
    },
    send: () => sender.drain(),
    beginSending: () => sender.begin(),
    async start() {
      await jobs.run('heartbeat', worker.heartbeat);
      await jobs.run('times', worker.mendTimes);
      const rows = timetable.map(([name, when, job]) => ({
        when,
        begin: () => void jobs.run(name, () => job(worker, services)),
      }));
      stop = keepTime(rows);
      await jobs.run('reconcile', worker.checkIndex);
      void jobs.run('tick', worker.tick);
    },
    async close() {
      isClosing = true;
      stop();
      await jobs.close();
      await sender.close();
      await closeTools();
    },
  };
  return worker;
}
