import type { OutgoingRow } from '#shared/entities/index.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import type { MailPlace } from '#shared/mail/mail-page.tsx';
import { type MailTroubles, showMailTroubles } from '#shared/mail/mail-trouble.ts';
import type { Services } from '#shared/services.ts';
import { pauses } from '../claiming/retries.ts';
import { claim } from './claim.ts';
import { ledgers } from './ledgers.ts';
import {
  forgetWhenNothingIsLeft,
  noteNothingWaits,
  noteRefused,
  noteServerTrouble,
  noteTaken,
} from './note-troubles.ts';
import type { Outgoing } from './outgoing.ts';
import { type SendingOutcome, settle } from './settle.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'config' | 'log' | 'holder'>;

/** Messages under way at once: one whose answer is long in coming keeps the others waiting no longer. */
const atOnce = 5;
/** So many messages in a row that are not taken, and none that is, say that it is not about them. */
const tooMany = 5;
/** Milliseconds that what is under way has to end when the program ends. */
const graceFor = 5_000;

export interface Sender {
  /** Begins to send what is due, as far as there is room. Does not wait until it is sent. */
  begin(): Promise<void>;
  /** Sends what is due, and waits until it is. */
  drain(): Promise<void>;
  /** Begins nothing more, waits a moment for what is under way, then hangs up. */
  close(): Promise<void>;
}

/** Whether anything may be sent now. A pause that seems longer than any is one: the clock was set back. */
function isPaused({ server }: MailTroubles, at: Date): boolean {
  const left = server ? new Date(server.pauseUntil).getTime() - at.getTime() : 0;
  return left > 0 && left <= Math.max(...pauses);
}

/** Makes one message and hands it over. @returns what became of it; other errors are ours */
async function handOver(
  work: Work,
  outgoing: Outgoing,
  row: OutgoingRow,
  place: MailPlace,
): Promise<SendingOutcome> {
  const composed = await outgoing.compose({ ...work, em: work.em.fork() }, row, place);
  if ('cancelled' in composed) return { state: 'cancelled', reason: composed.cancelled };
  try {
    await work.mailer.send({ ...composed, messageId: row.messageId });
    return { state: 'sent' };
  } catch (error) {
    if (!(error instanceof DeliveryFailure)) throw error;
    return { state: 'not-taken', failure: error };
  }
}

/** What the sender works with, one unit of work at a time, and where its letters lead. */
interface Desk {
  log: Services['log'];
  work(): Work;
  place(): MailPlace;
}

/** What is known of the mail server, by what became of the messages. */
interface Watch {
  /** Reads what is wrong, as it stands in the library. */
  look(): Promise<MailTroubles>;
  /** What an outcome says about the mail server. */
  note(row: OutgoingRow, outcome: SendingOutcome): Promise<void>;
}

function watchServer({ log, work, place }: Desk): Watch {
  let refusedInRow = 0;
  let troubles: MailTroubles = { server: null, some: null };

  async function noteSent(): Promise<void> {
    refusedInRow = 0;
    if (!troubles.server) return;
    await noteTaken(work(), place());
    troubles = { ...troubles, server: null };
  }

  async function noteNotTaken(row: OutgoingRow, failure: DeliveryFailure): Promise<void> {
    if (failure.fault === 'recipient') return;
    log.warn({ reason: failure.message }, 'a message was not taken');
    if (failure.fault === 'server') return noteServerTrouble(work(), failure);
    refusedInRow += 1;
    await noteRefused(work(), place(), { failure, row });
    if (refusedInRow < tooMany) return;
    refusedInRow = 0;
    await noteServerTrouble(work(), failure);
  }

  return {
    async look() {
      troubles = await showMailTroubles(work());
      return troubles;
    },
    async note(row, outcome) {
      if (outcome.state === 'sent') await noteSent();
      if (outcome.state === 'not-taken') await noteNotTaken(row, outcome.failure);
    },
  };
}

/** One message is one boundary: what goes wrong with it stops no other, and is logged here. */
async function deliver(
  { log, work, place }: Desk,
  { note }: Watch,
  outgoing: Outgoing,
  row: OutgoingRow,
): Promise<void> {
  try {
    const outcome = await handOver(work(), outgoing, row, place()).catch((error: unknown) => {
      log.error({ err: error }, `a ${outgoing.name} could not be made`);
      const failure = new DeliveryFailure(
        'Skylark could not make the message: the reason is in its log.',
        { fault: 'message', isRefused: true, cause: error },
      );
      return { state: 'not-taken', failure } as const;
    });
    await settle(work(), outgoing, { row, outcome });
    await note(row, outcome);
  } catch (error) {
    log.error({ err: error }, `what became of a ${outgoing.name} could not be written`);
  }
}

/** Waits a moment for what is under way, then hangs up on what is left of it. */
async function hangUp(
  underWay: ReadonlySet<Promise<void>>,
  mailer: Services['mailer'],
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((over) => {
    timer = setTimeout(over, graceFor);
  });
  await Promise.race([Promise.all(underWay), grace]);
  clearTimeout(timer);
  if (underWay.size === 0) return;
  await mailer.close();
  await Promise.all(underWay);
}

/** When there is nothing to send: forgets what was wrong with what is gone. @returns whether more is due */
async function whenIdle({ work, place }: Desk, troubles: MailTroubles): Promise<boolean> {
  if (troubles.server) await forgetWhenNothingIsLeft(work(), ledgers);
  return troubles.some ? await noteNothingWaits(work(), place(), ledgers) : false;
}

/**
 * Sends what stands in the ledgers: rows are claimed, composed, handed over and settled, several at
 * once. A mail server that lets down for all stops everything for a while; a message that is not
 * taken waits by itself.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its verbs share what is under way and what is known of the server
export function openSender(services: Work, given: { baseUrl: () => string }): Sender {
  const underWay = new Set<Promise<void>>();
  let isClosing = false;
  /** One claim after the other: two at once would fill the same room. */
  let filling: Promise<unknown> = Promise.resolve();
  const { log, mailer, clock, config } = services;
  const { isDemonstration } = config;
  const work = (): Work => ({ ...services, em: services.em.fork() });
  const desk: Desk = { log, work, place: () => ({ baseUrl: given.baseUrl(), isDemonstration }) };
  const watch = watchServer(desk);

  function begin(outgoing: Outgoing, row: OutgoingRow): void {
    const sending: Promise<void> = deliver(desk, watch, outgoing, row).finally(() => {
      underWay.delete(sending);
      return next();
    });
    underWay.add(sending);
  }

  /** Begins to send what is due, as far as there is room. @returns how many were begun */
  async function beginDue(room: number): Promise<number> {
    let begun = 0;
    for (const outgoing of ledgers) {
      for (const row of await claim(work(), outgoing, room - begun)) {
        begin(outgoing, row);
        begun += 1;
      }
    }
    return begun;
  }

  async function fill(): Promise<number> {
    if (isClosing || !mailer.isConfigured) return 0;
    const troubles = await watch.look();
    if (isPaused(troubles, clock())) return 0;
    // After a pause, one message is enough to see whether it is over.
    const begun = await beginDue((troubles.server ? 1 : atOnce) - underWay.size);
    const isIdle = begun === 0 && underWay.size === 0;
    return isIdle && (await whenIdle(desk, troubles)) ? fill() : begun;
  }

  /** Fills the room, after whoever is at it. */
  function next(): Promise<number> {
    const filled = filling.then(fill).catch((error: unknown) => {
      if (!isClosing) log.error({ err: error }, 'sending failed');
      return 0;
    });
    filling = filled;
    return filled;
  }

  return {
    async begin() {
      await next();
    },
    async drain() {
      do {
        await next();
        await Promise.all(underWay);
      } while (underWay.size > 0);
    },
    async close() {
      isClosing = true;
      await filling;
      await hangUp(underWay, mailer);
    },
  };
}
