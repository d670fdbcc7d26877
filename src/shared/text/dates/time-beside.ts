/** Hours east of UTC. IST is India's in standards but Israel's in the feeds that write it. */
const zones: Record<string, number> = {
  WET: 0,
  WEST: 1,
  BST: 1,
  IST: 2,
  CET: 1,
  MET: 1,
  CEST: 2,
  MEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  EST: -5,
  EDT: -4,
  ET: -5,
  CST: -6,
  CDT: -5,
  CT: -6,
  MST: -7,
  MDT: -6,
  MT: -7,
  PST: -8,
  PDT: -7,
  PT: -8,
  AST: -4,
  AT: -4,
  ADT: -3,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  HST: -10,
};

/** Before and after noon; Korean writes it in front, and there is one zone for it. */
const half = String.raw`[ap]\.?m\b\.?`;
const clock = String.raw`(\d{1,2})(?:([:.])(\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?(?![:\d])\s*(${half})?`;
const after = new RegExp(
  String.raw`^[\s,]*(?:T|at\s+|on\s+|[-–|]\s+)?(오전|오후)?\s*${clock}([\s\S]*)$`,
  'i',
);
const before = new RegExp(String.raw`(?<![\d:.])${clock}[\s,]*(?:on\s+)?(?:\p{L}+,?\s+)?$`, 'iu');

interface ClockTime {
  hour: string;
  minute?: string | undefined;
  second?: string | undefined;
  fraction?: string | undefined;
  half?: string | undefined;
}

/** The hour of the day; null for one that cannot be before noon. */
function hourOf({ hour: written, half }: ClockTime): number | null {
  const hour = Number(written);
  if (!half) return hour;
  if (/^p|오후/i.test(half)) return hour < 12 ? hour + 12 : hour;
  if (hour > 12) return null;
  return hour === 12 ? 0 : hour;
}

/** Milliseconds since midnight; null for an hour or minute that cannot be. */
function millisecondsOf(given: ClockTime): number | null {
  const [minute, second] = [Number(given.minute ?? 0), Number(given.second ?? 0)];
  const hour = hourOf(given);
  // 24:00 is the end of the day (ISO 8601), second 60 a leap second.
  if (hour === null || hour > 24 || (hour === 24 && minute > 0)) return null;
  if (minute > 59 || second > 60) return null;
  const fraction = given.fraction ? Number(given.fraction.slice(0, 3).padEnd(3, '0')) : 0;
  return ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
}

/** Minutes east of UTC of a region such as America/Los_Angeles at about this time. */
function regionOffset(name: string, at: number): number {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
    }).formatToParts(at);
    const offset = /([+-])(\d{2}):(\d{2})/.exec(
      parts.find(({ type }) => type === 'timeZoneName')?.value ?? '',
    );
    if (!offset) return 0;
    return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  } catch {
    return 0;
  }
}

/**
 * Minutes east of UTC that the text begins with; 0 when it names no zone; null for one that cannot be.
 *
 * @param at about when: summer time depends on it
 */
export function offsetIn(text: string, at: number): number | null {
  const numeric = /^\s*\(?(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?([\dxz]{2}))?(?!\d)/i.exec(text);
  if (numeric) {
    const [, sign, hours, minutes = '0'] = numeric;
    if (!(Number(minutes) <= 59) || Number(hours) > 15) return null;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  }
  const region = /^\s*([A-Z][a-z]+\/[A-Z][A-Za-z_]+)/.exec(text)?.[1];
  if (region) return regionOffset(region, at);
  const word = /^\s*\(?([A-Z]{2,4})\b/.exec(text)?.[1];
  return (word ? (zones[word] ?? 0) : 0) * 60;
}

export interface TimeBeside {
  milliseconds: number;
  /** What follows it: a zone, perhaps. */
  rest: string;
}

/** The time right behind a date; "none" for one that cannot be, null where there is no time. */
function timeBehind(text: string): TimeBeside | 'none' | null {
  const [matched, front, hour = '', sign, minute, second, fraction, behindHalf, rest = ''] =
    after.exec(text) ?? [];
  if (matched === undefined) return null;
  const isClock =
    !!behindHalf || !!front || (minute !== undefined && (sign === ':' || !rest.trim()));
  if (!isClock) return null;
  const half = front ?? behindHalf;
  const milliseconds = millisecondsOf({ hour, minute, second, fraction, half });
  if (milliseconds === null) return 'none';
  return { milliseconds, rest: front && !rest.trim() ? ' KST' : rest };
}

/** Milliseconds of the time right before a date; null where there is none that can be. */
function timeAhead(text: string): number | null {
  const [matched, hour = '', sign, minute, second, fraction, half] = before.exec(text) ?? [];
  if (matched === undefined || !(half || sign === ':')) return null;
  return millisecondsOf({ hour, minute, second, fraction, half });
}

/**
 * The time of day that stands right behind a date, or right before it ("9:15am on 27 November").
 *
 * @returns null for a time that cannot be
 */
export function timeBeside(given: { before: string; after: string }): TimeBeside | null {
  const behind = timeBehind(given.after);
  if (behind) return behind === 'none' ? null : behind;
  // "09:xx" and "25:1" mean a time, and are none.
  if (/^[\s,]*(?:T|at\s+|[-–|]\s+)?\d{1,2}:/i.test(given.after)) return null;
  return { milliseconds: timeAhead(given.before) ?? 0, rest: given.after };
}
