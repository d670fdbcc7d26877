import { counted } from '#shared/text/in-words.ts';
import type { Judged } from './verdict.ts';
import { type MissReason, missReasons } from './words.ts';

/** With fewer, one more would change the share by more than ten points: nothing is said of it. */
export const enough = 10;

/** Lead times of what was found before, in whole days. */
export interface Lead {
  /** Half had at least this many. */
  median: number;
  least: number;
  most: number;
  of: number;
}

/** What the scan had of what is known from elsewhere, in numbers. */
export interface Recall {
  known: number;
  before: number;
  after: number;
  missed: number;
  /** The share that the scan had by itself, before or after; null: too few to say. */
  recall: number | null;
  /** Bounds between which it lies in 95 of 100 such samples (Wilson 1927); null with it. */
  low: number | null;
  high: number | null;
  /** The share that it had by the time it reached the group; null: too few to say. */
  inTime: number | null;
  lead: Lead | null;
  reasons: Record<MissReason, number>;
  /** The whole as sentences. */
  words: string;
}

/** The bounds of a share in which 95 of 100 samples lie (Wilson's score interval, 1927). */
export function wilson(part: number, of: number): { low: number; high: number } {
  const z = 1.96;
  const share = part / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const by = 1 + (z * z) / of;
  return { low: Math.max(0, (middle - spread) / by), high: Math.min(1, (middle + spread) / by) };
}

function leadOf(days: number[]): Lead | null {
  const sorted = days.toSorted((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return least === undefined || most === undefined || median === undefined
    ? null
    : { median, least, most, of: sorted.length };
}

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

function recallInWords({ known, before, after, missed, recall, low, high }: Recall): string {
  if (known === 0)
    return 'Nothing reached the group by another way, so there is nothing to measure the scan by.';
  const found = before + after;
  const had =
    found === 0
      ? 'none'
      : `${found}: ${before} before ${found === 1 ? 'it' : 'they'} reached us and ${after} after`;
  const counts = `Of ${counted(known, 'known publication')} the scan had ${had}. It missed ${missed === 0 ? 'none' : missed}.`;
  if (recall === null || low === null || high === null)
    return `${counts} Fewer than ${enough} are too few to say what share that is.`;
  return `${counts} That is ${percent(recall)} (with so many, anything between ${percent(low)} and ${percent(high)} would be no surprise).`;
}

function leadInWords(lead: Lead | null): string {
  if (!lead) return '';
  if (lead.of < enough)
    return ` Of lead time ${counted(lead.of, 'publication')} found before ${lead.of === 1 ? 'is' : 'are'} too few to say more than ${lead.least === lead.most ? counted(lead.least, 'day') : `${lead.least} to ${counted(lead.most, 'day')}`}.`;
  return ` Half of those found before were found at least ${counted(lead.median, 'day')} earlier (from ${lead.least} to ${lead.most}, ${counted(lead.of, 'publication')}).`;
}

/** Recall and lead time of some known publications, each of which counts once. */
export function figuresOf(judged: (Judged & { reason: MissReason | null })[]): Recall {
  const known = judged.length;
  const count = (verdict: Judged['verdict']) =>
    judged.filter((one) => one.verdict === verdict).length;
  const [before, after, missed] = [count('before'), count('after'), count('missed')];
  const isEnough = known >= enough;
  const bounds = isEnough ? wilson(before + after, known) : null;
  const missedFor = (reason: MissReason) =>
    judged.filter((one) => one.verdict === 'missed' && one.reason === reason).length;
  const recall: Recall = {
    known,
    before,
    after,
    missed,
    recall: isEnough ? (before + after) / known : null,
    low: bounds?.low ?? null,
    high: bounds?.high ?? null,
    inTime: isEnough ? before / known : null,
    lead: leadOf(judged.flatMap(({ verdict, days }) => (verdict === 'before' ? [days ?? 0] : []))),
    reasons: Object.fromEntries(
      missReasons.map((one) => [one, missedFor(one)]),
    ) as Recall['reasons'],
    words: '',
  };
  return { ...recall, words: `${recallInWords(recall)}${leadInWords(recall.lead)}` };
}
