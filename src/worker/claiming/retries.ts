import { day, hour, minute } from '#shared/text/durations.ts';

/** Milliseconds before each further try of a message that was not taken; then the last, again and again. */
export const waits = [5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 6 * hour];
export const longestWait = 6 * hour;

/** RFC 5321, 4.5.4.1: "the give-up time generally needs to be at least 4-5 days". */
export const patience = 5 * day;

/** Milliseconds that nothing is sent at all, after the mail server let down for the first time, the second … */
export const pauses = [minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute];

/** When a message is tried again; null when it has waited too long. @param attempts so far */
export function nextTry(given: { attempts: number; waitsSince: Date; at: Date }): Date | null {
  const { attempts, waitsSince, at } = given;
  const next = new Date(at.getTime() + (waits[attempts - 1] ?? longestWait));
  return next.getTime() - waitsSince.getTime() > patience ? null : next;
}

/** Until when nothing is sent. @param rounds in which the server let down, one after the other */
export const pauseUntil = (rounds: number, at: Date): Date =>
  new Date(at.getTime() + (pauses[rounds - 1] ?? pauses.at(-1) ?? minute));
