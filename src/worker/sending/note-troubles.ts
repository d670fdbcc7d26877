import { type OutgoingRow, User } from '#shared/entities/index.ts';
import type { DeliveryFailure } from '#shared/errors.ts';
import {
  changeMailTroubles,
  type MailTrouble,
  type ServerTrouble,
} from '#shared/mail/mail-trouble.ts';
import { writeLetters } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';
import { hour, minute } from '#shared/text/durations.ts';
import { pauseUntil } from '../claiming/retries.ts';
import type { MailWell } from '../letters/mail-troubles.ts';
import type { Outgoing } from './outgoing.ts';

type Work = Pick<Services, 'em' | 'clock'>;
interface Place {
  baseUrl: string;
}

/** A server that is away for a moment is nobody's mail; one that says no is. */
const momentary = 15 * minute;
/** "Later" is how servers greet strangers (greylisting): told only when it lasts. */
const laterFor = 4 * hour;

const hostOf = ({ baseUrl }: Place) => new URL(baseUrl).hostname;

const administrators = (em: Services['em']) =>
  em.find(User, { role: 'administrator', isActive: true }, { fields: ['id'] });

async function tellOfEnd(
  em: Services['em'],
  place: Place,
  { of, trouble, at }: { of: MailWell['of']; trouble: MailTrouble; at: Date },
): Promise<void> {
  const { since, words } = trouble;
  const content: MailWell = { of, since, until: at.toISOString(), words };
  const to = await administrators(em);
  const about = `${of} ${since}`;
  await writeLetters(em, { kind: 'mail-well', about, content, to, host: hostOf(place), at });
}

/** The mail server lets down: nothing is sent until the pause is over, which grows with each round. */
export function noteServerTrouble(work: Work, failure: DeliveryFailure): Promise<void> {
  const at = work.clock();
  const { message: words, isRefused } = failure;
  return changeMailTroubles(work, at, ({ server, some }) => {
    const begun: ServerTrouble = {
      since: at.toISOString(),
      words,
      isRefused,
      toldAt: null,
      rounds: 0,
      pauseUntil: at.toISOString(),
    };
    const known = server ?? begun;
    // Several messages may be under way when it happens: that is one round.
    const isSameRound = server !== null && new Date(server.pauseUntil) > at;
    const rounds = isSameRound ? known.rounds : known.rounds + 1;
    return {
      some,
      server: {
        ...known,
        words,
        isRefused: known.isRefused || isRefused,
        rounds,
        pauseUntil: isSameRound ? known.pauseUntil : pauseUntil(rounds, at).toISOString(),
      },
    };
  });
}

/** A message was not taken and waits: administrators are told once, if it is more than a greeting. */
export async function noteRefused(
  work: Work,
  place: Place,
  { failure, row }: { failure: DeliveryFailure; row: OutgoingRow },
): Promise<void> {
  const at = work.clock();
  const waited = at.getTime() - (row.waitsSince ?? at).getTime();
  if (!failure.isRefused && waited < laterFor) return;
  await changeMailTroubles(work, at, async (known, em) => {
    if (known.some) return known;
    const since = at.toISOString();
    const { message: words, isRefused } = failure;
    await writeLetters(em, {
      kind: 'mail-refused',
      about: since,
      content: { since, words },
      to: await administrators(em),
      host: hostOf(place),
      at,
    });
    return { ...known, some: { since, words, isRefused, toldAt: since } };
  });
}

/** The mail server took a message: what stood in the way for all is over. */
export function noteTaken(work: Work, place: Place): Promise<void> {
  const at = work.clock();
  return changeMailTroubles(work, at, async (known, em) => {
    const { server } = known;
    if (!server) return known;
    const isWorthTelling =
      server.isRefused || at.getTime() - new Date(server.since).getTime() >= momentary;
    if (isWorthTelling) await tellOfEnd(em, place, { of: 'server', trouble: server, at });
    return { ...known, server: null };
  });
}

/**
 * Forgets a trouble of the mail server when there is nothing left by which it could be seen that it
 * is over: else people would be told for ever that no mail can be sent.
 */
export async function forgetWhenNothingIsLeft(
  work: Work,
  ledgers: readonly Outgoing[],
): Promise<void> {
  const em = work.em.fork();
  for (const { entity } of ledgers) {
    if ((await em.count(entity, { state: { $in: ['waiting', 'sending'] } })) > 0) return;
  }
  await changeMailTroubles(work, work.clock(), (known) => ({ ...known, server: null }));
}

/** Ends the trouble of some messages when nothing that was not taken waits any more. @returns whether it has ended */
export async function noteNothingWaits(
  work: Work,
  place: Place,
  ledgers: readonly Outgoing[],
): Promise<boolean> {
  const em = work.em.fork();
  for (const { entity } of ledgers) {
    const waiting = { state: { $in: ['waiting', 'sending'] }, reason: { $ne: null } } as const;
    if ((await em.count(entity, { ...waiting, attempts: { $gt: 0 } })) > 0) return false;
  }
  const at = work.clock();
  await changeMailTroubles(work, at, async (known, em) => {
    if (known.some) await tellOfEnd(em, place, { of: 'some', trouble: known.some, at });
    return { ...known, some: null };
  });
  return true;
}
