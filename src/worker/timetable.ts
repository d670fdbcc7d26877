import type { OpenServices } from '#shared/services.ts';
import { hour, minute } from '#shared/text/durations.ts';
import type { Worker } from './worker.ts';

/** In milliseconds: how often a job begins, and how long after the start for the first time. */
export interface When {
  every: number;
  first: number;
}

const seconds = (count: number): When => ({ every: count * 1000, first: count * 1000 });
const hourly = (firstAfterMinutes: number): When => ({
  every: hour,
  first: firstAfterMinutes * minute,
});

/**
 * A row of the timetable: a job, and what would be missing without it. What only the timetable begins needs
 * nothing of the worker: it calls its verb with the services (`(_, services) => …(services.fork())`).
 */
export type TimetableRow = readonly [
  name: string,
  when: When,
  job: (worker: Worker, services: OpenServices) => Promise<unknown>,
  why: string,
];

/**
 * What the worker does by itself, and how often. One that is still at work when it is due again is left
 * out. The clock on the wall decides nothing here: it may be set back. What is due at a time of the day
 * or week (a digest on Monday) its job finds in the database.
 */
export const timetable: readonly TimetableRow[] = [
  [
    'heartbeat',
    seconds(10),
    (worker) => worker.heartbeat(),
    'pages and commands can say whether a worker is at work; a clock that was set back is made up for',
  ],
  [
    'times',
    hourly(60),
    (worker) => worker.mendTimes(),
    'what a wrong clock put off for years is not waited for',
  ],
  [
    'tick',
    seconds(5),
    (worker) => worker.tick(),
    'sources that are due are visited; what they offer is read, recorded, indexed and suggested',
  ],
  [
    'meaning',
    seconds(5),
    (worker) => worker.readMeanings(),
    'what is close in meaning is found: it is read beside all else, and nothing waits for it',
  ],
  [
    'requests',
    seconds(2),
    (worker) => worker.requests(),
    'who asked for something waits at a page',
  ],
  [
    'digests',
    seconds(10),
    (worker) => worker.digests(),
    'drafts are made, coordinators reminded, and what was approved is written into the ledger',
  ],
  [
    'sending',
    seconds(3),
    // Begun, not awaited: a mail server that is long in answering keeps no later mail waiting.
    (worker) => worker.beginSending(),
    'mail leaves from its ledgers',
  ],
  [
    'recheck',
    hourly(1),
    (worker) => worker.recheck(),
    'a change or disappearance is noticed where no feed tells of it',
  ],
  [
    'alerts',
    hourly(2),
    (worker) => worker.alerts(),
    'administrators hear of sources that fail, fall quiet or end',
  ],
  [
    'dates',
    hourly(3),
    (worker) => worker.dates(),
    'those who look after plans hear of a date before it has passed',
  ],
  [
    'reconcile',
    hourly(60),
    (worker) => worker.checkIndex(),
    'the index says what the database says, also after a restore',
  ],
];
