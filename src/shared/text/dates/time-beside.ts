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

/** Milliseconds since midnight; null for an hour or minute that cannot be. */
function millisecondsOf(given: {
  hour: string;
  minute?: string | undefined;
  second?: string | undefined;
  fraction?: string | undefined;
  half?: string | undefined;
}): number | null {
  const [minute, second] = [Number(given.minute ?? 0), Number(given.second ?? 0)];
  let hour = Number(given.hour);
  if (given.half) {
    if (hour > 12 && /^a|오전/i.test(given.half)) return null;
    if (/^p|오후/i.test(given.half)) hour = hour < 12 ? hour + 12 : hour;
    else if (hour === 12) hour = 0;
  }
  // 24:00 is the end of the day (ISO 8601), second 60 a leap second.
  if (hour > 24 || (hour === 24 && minute > 0) || minute > 59 || second > 60) return null;
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

/**
 * The time of day that stands right behind a date, or right before it ("9:15am on 27 November").
 *
 * @returns null for a time that cannot be
 */
export function timeBeside(given: { before: string; after: string }): TimeBeside | null {
  const behind = after.exec(given.after);
  if (behind) {
    const [, front, hour = '', sign, minute, second, fraction, behindHalf, rest = ''] = behind;
    const isClock =
      !!behindHalf || !!front || (minute !== undefined && (sign === ':' || !rest.trim()));
    if (isClock) {
      const milliseconds = millisecondsOf({
        hour,
        minute,
        second,
        fraction,
        half: front ?? behindHalf,
      });
      return milliseconds === null
        ? null
        : { milliseconds, rest: front && !rest.trim() ? ' KST' : rest };
    }
  }
  // "09:xx" and "25:1" mean a time, and are none.
  if (/^[\s,]*(?:T|at\s+|[-–|]\s+)?\d{1,2}:/i.test(given.after)) return null;
  const ahead = before.exec(given.before);
  if (ahead && (ahead[6] || ahead[2] === ':')) {
    const [, hour = '', , minute, second, fraction, aheadHalf] = ahead;
    const milliseconds = millisecondsOf({ hour, minute, second, fraction, half: aheadHalf });
    if (milliseconds !== null) return { milliseconds, rest: given.after };
  }
  return { milliseconds: 0, rest: given.after };
}
