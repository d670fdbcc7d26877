import { Candidate, Scan, Source, WorkRequest } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { NotFound } from '#shared/errors.ts';
import { instantInWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { agreeing, counted } from '#shared/text/in-words.ts';

/** How far the newest visit of a source has come, and what came of it. */
export interface Progress {
  /** asked: no worker has taken it up. none: nobody asked, and it was never visited. */
  state: 'none' | 'asked' | 'visiting' | 'reading' | 'done' | 'failed';
  /** It goes on by itself within moments: worth looking again. */
  isUnderWay: boolean;
  /** All of it as sentences. */
  words: string;
  /** Some of the publications that it brought and that have been read, in the order offered. */
  publications: NamedPublication[];
  /** Read publications that are not among those. */
  others: number;
  /** It brought some that could not be read. */
  hasUnread: boolean;
}

type Work = Pick<Services, 'em' | 'clock'>;

/** Publications that are named. */
const shown = 10;
/** A worker looks for requests every two seconds: after this, in milliseconds, none seems to run. */
const takenUpWithin = minute;

const nothing = { isUnderWay: false, publications: [], others: 0, hasUnread: false };

interface Counts {
  read: number;
  unread: number;
  /** New and to be read now. */
  waiting: number;
  /** New, could not be read yet, and tried again before long. */
  postponed: number;
  /** Known before, offered otherwise or due otherwise, and to be read now. */
  others: number;
}

async function countsOf({ em, clock }: Work, scan: Scan): Promise<Counts> {
  const pending = { state: 'pending', nextAttemptAt: { $lte: clock() } } as const;
  const waiting = await em.count(Candidate, { scan, ...pending });
  return {
    read: await em.count(Candidate, { scan, state: 'recorded' }),
    unread: await em.count(Candidate, { scan, state: 'unread' }),
    waiting,
    postponed: (await em.count(Candidate, { scan, state: 'pending' })) - waiting,
    others: (await em.count(Candidate, { source: scan.source, ...pending })) - waiting,
  };
}

const strung = (parts: (string | false)[]) => parts.filter(Boolean).join(', ');

/** "37 entries offered, 12 new, 2 changed; 5 of 12 read so far, 1 could not be read." */
function readingInWords(scan: Scan, counts: Counts, isOver: boolean): string {
  const { read, unread, postponed, others } = counts;
  const offered = strung([
    `${counted(scan.offered, 'entry', 'entries')} offered`,
    scan.fresh > 0 ? `${scan.fresh} new` : 'nothing new',
    scan.changed > 0 && `${scan.changed} changed`,
  ]);
  const outcome = strung([
    scan.fresh > 0 && `${read} of ${scan.fresh} read${isOver ? '' : ' so far'}`,
    unread > 0 && `${unread} could not be read`,
    postponed > 0 &&
      `${postponed} could not be read yet and ${agreeing(postponed, 'is', 'are')} tried again before long`,
  ]);
  const known =
    others > 0
      ? ` Of those known before, ${counted(others, 'waits', 'wait')} to be read again.`
      : '';
  return `${offered}${outcome ? `; ${outcome}` : ''}.${known}`;
}

async function progressOfReading(work: Work, source: Source, scan: Scan): Promise<Progress> {
  const counts = await countsOf(work, scan);
  const left = counts.waiting + counts.others;
  const words = readingInWords(scan, counts, left === 0);
  const brought = await work.em.find(
    Candidate,
    { scan, state: 'recorded', publication: { takedown: null } },
    {
      populate: ['publication'],
      orderBy: { id: 'asc' },
      limit: shown,
    },
  );
  const found = {
    publications: brought.flatMap(({ publication }) =>
      publication ? [namedPublication(publication)] : [],
    ),
    others: Math.max(0, counts.read - brought.length),
    hasUnread: counts.unread + counts.postponed > 0,
  };
  if (left === 0) return { ...found, state: 'done', isUnderWay: false, words: `Done. ${words}` };
  return source.isPaused
    ? {
        ...found,
        state: 'reading',
        isUnderWay: false,
        words: `${words} The source is paused: what is left is read when it is switched on.`,
      }
    : { ...found, state: 'reading', isUnderWay: true, words: `Being read now. ${words}` };
}

async function progressOfScan(work: Work, source: Source, scan: Scan): Promise<Progress> {
  const at = instantInWords(scan.startedAt);
  switch (scan.outcome) {
    case 'running': {
      const isHeld = !!source.leaseUntil && source.leaseUntil > work.clock();
      const words = isHeld
        ? `The source is being visited now, since ${at}.`
        : `The visit of ${at} was broken off. It is repeated when the source is due.`;
      return { ...nothing, state: 'visiting', isUnderWay: isHeld, words };
    }
    case 'failed':
      return { ...nothing, state: 'failed', words: `It could not be read. ${scan.reason ?? ''}` };
    case 'abandoned':
      return { ...nothing, state: 'failed', words: scan.reason ?? 'The visit was broken off.' };
    case 'not-modified':
      return {
        ...nothing,
        state: 'done',
        words: 'Done. The source says that nothing has changed since the visit before.',
      };
    case 'read':
      return progressOfReading(work, source, scan);
  }
}

function progressOfRequest(request: WorkRequest, now: Date): Progress {
  const isOverdue = now.getTime() - request.requestedAt.getTime() > takenUpWithin;
  return {
    ...nothing,
    state: 'asked',
    isUnderWay: true,
    words: isOverdue
      ? `The worker was asked on ${instantInWords(request.requestedAt)} and has not begun. It may be busy; if this lasts, see that a worker is running.`
      : 'The worker has been asked, and begins in a few seconds.',
  };
}

/** How far the newest visit of a source has come, asked for by a person or not. @throws {NotFound} */
export async function showProgress(work: Work, sourceId: number): Promise<Progress> {
  const { em, clock } = work;
  const source = await em.findOne(Source, sourceId);
  if (!source) throw new NotFound('source', sourceId);
  const scan = await em.findOne(Scan, { source }, { orderBy: { id: 'desc' } });
  const request = await em.findOne(
    WorkRequest,
    { source, kind: 'scan' },
    { orderBy: { id: 'desc' } },
  );
  if (request?.state === 'waiting') return progressOfRequest(request, clock());
  if (request?.state === 'running' && scan?.outcome !== 'running') {
    return progressOfRequest(request, clock());
  }
  const isRefused = request?.state === 'failed' && (!scan || scan.startedAt < request.requestedAt);
  if (isRefused) {
    return { ...nothing, state: 'failed', words: `It could not be done. ${request.reason ?? ''}` };
  }
  return scan
    ? progressOfScan(work, source, scan)
    : { ...nothing, state: 'none', words: 'It has not been visited yet.' };
}
