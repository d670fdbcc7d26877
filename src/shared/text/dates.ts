/** Reading the dates that publishers write. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Month names that other languages of feeds share too little with English to be found by prefix. */
const foreignMonths: Record<string, number> = {
  janv: 1,
  gen: 1,
  ene: 1,
  fev: 2,
  févr: 2,
  fév: 2,
  feb: 2,
  mär: 3,
  maer: 3,
  mars: 3,
  mrt: 3,
  avr: 4,
  abr: 4,
  avril: 4,
  mai: 5,
  mei: 5,
  mag: 5,
  juin: 6,
  giu: 6,
  juni: 6,
  juil: 7,
  lug: 7,
  juli: 7,
  ago: 8,
  août: 8,
  aout: 8,
  set: 9,
  okt: 10,
  oct: 10,
  ott: 10,
  out: 10,
  dez: 12,
  déc: 12,
  dic: 12,
  des: 12,
};

/** Hours east of UTC. IST is India's in standards but Israel's in the feeds that write it. */
const zones: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 1,
  ist: 2,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  west: 1,
  eet: 2,
  eest: 3,
  msk: 3,
  est: -5,
  edt: -4,
  et: -5,
  cst: -6,
  cdt: -5,
  ct: -6,
  mst: -7,
  mdt: -6,
  mt: -7,
  pst: -8,
  pdt: -7,
  pt: -8,
  ast: -4,
  at: -4,
  adt: -3,
  jst: 9,
  aest: 10,
  aedt: 11,
  hst: -10,
};

function monthOf(word: string): number | null {
  const name = word.toLowerCase().replace(/\.$/, '');
  const foreign =
    foreignMonths[name] ?? foreignMonths[name.slice(0, 4)] ?? foreignMonths[name.slice(0, 3)];
  const english = months.indexOf(name.slice(0, 3)) + 1;
  if (english > 0) return english;
  return foreign ?? null;
}

function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

interface Parts {
  year: number;
  month: number;
  day: number;
}

const valid = ({ year, month, day }: Parts) =>
  year >= 1000 &&
  year <= 9999 &&
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Day forms, most certain first. Numbers with slashes are read the British way, day first. */
const dayForms: { pattern: RegExp; read(match: string[]): Parts | null }[] = [
  {
    pattern: /(?<!\d)(\d{4})[-/.]0?(\d{1,2})[-/.](\d{1,2})(?!\d)/,
    read: ([, year = '', month, day]) => ({
      year: Number(year),
      month: Number(month),
      day: Number(day),
    }),
  },
  {
    pattern:
      /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(?:of\s+)?(\p{L}{3,}\.?)[\s.,-]+(\d{4}|\d{2})(?!\d|:)/u,
    read: ([, day, word = '', year = '']) => {
      const month = monthOf(word);
      return month ? { year: yearOf(year), month, day: Number(day) } : null;
    },
  },
  {
    pattern: /(?<!\p{L})(\p{L}{3,}\.?)[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(\d{4})(?!\d)/u,
    read: ([, word = '', day, year = '']) => {
      const month = monthOf(word);
      return month ? { year: Number(year), month, day: Number(day) } : null;
    },
  },
  {
    // asctime: "Sun Jan  4 16:29:06 2004", with or without a zone before the year.
    pattern:
      /(\p{L}{3})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:[+-]\d{4}\s+|[A-Z]{2,4}\s+)?(\d{4})/u,
    read: ([, word = '', day, year = '']) => {
      const month = monthOf(word);
      return month ? { year: Number(year), month, day: Number(day) } : null;
    },
  },
  {
    pattern: /(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?!\d)/,
    read: ([, first, second, year = '']) => {
      const british = { year: yearOf(year), month: Number(second), day: Number(first) };
      return valid(british) ? british : { ...british, month: Number(first), day: Number(second) };
    },
  },
  {
    pattern: /^\s*(\d{4})(\d{2})(\d{2})(?=T|\s|$)/,
    read: ([, year, month, day]) => ({
      year: Number(year),
      month: Number(month),
      day: Number(day),
    }),
  },
  {
    pattern: /^\s*(\d{4})-(\d{2})\s*$/,
    read: ([, year, month]) => ({ year: Number(year), month: Number(month), day: 1 }),
  },
  {
    pattern: /^\s*(\d{2})-(\d{2})-(\d{2})(?=T|\s|$)/,
    read: ([, year = '', month, day]) => ({
      year: yearOf(year),
      month: Number(month),
      day: Number(day),
    }),
  },
  {
    pattern: /(?<![\p{L}\d])(\p{L}{3,}\.?)\s+(\d{4})\s*$/u,
    read: ([, word = '', year = '']) => {
      const month = monthOf(word);
      return month ? { year: Number(year), month, day: 1 } : null;
    },
  },
];

/** Milliseconds after midnight; 0 when no time is given; null when the one given cannot be. */
function timeOf(text: string): number | null {
  const match =
    /(?<![\d:+-])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?!:)\s*([ap]\.?m\.?(?!\p{L})|오후|오전)?/iu.exec(
      text,
    );
  if (!match) return /\d:\d/.test(text.replace(/[+-]\d{1,2}:\d{2}/g, '')) ? null : 0;
  const [, h = '', m = '', s = '0', fraction = '', half = ''] = match;
  const isAfternoon = /^p|오후/i.test(half) || /오후/.test(text);
  let hour = Number(h);
  if (isAfternoon && hour < 12) hour += 12;
  if (/^a/i.test(half) && hour === 12) hour = 0;
  if (hour > 24 || Number(m) > 59 || Number(s) > 60) return null;
  const milliseconds = fraction ? Number(fraction.slice(0, 3).padEnd(3, '0')) : 0;
  return ((hour * 60 + Number(m)) * 60 + Number(s)) * 1000 + milliseconds;
}

/** Minutes east of UTC of a region such as America/Los_Angeles at about this time. */
function regionOffset(name: string, at: number): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
    }).formatToParts(at);
    const offset = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(
      parts.find(({ type }) => type === 'timeZoneName')?.value ?? '',
    );
    if (!offset?.[1]) return 0;
    return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  } catch {
    return null;
  }
}

/** Minutes east of UTC; 0 when no zone is given; null when the one given cannot be. */
function offsetOf(text: string, at: number): number | null {
  const numeric = /(?:\d|\s|GMT|UTC)([+-])(\d{2}):?([\dxz]{2})(?![\d:])/i.exec(
    text.replace(/^\s*\d{4}-\d{2}-\d{2}/, ''),
  );
  if (numeric) {
    const minutes = Number(numeric[3]);
    if (Number.isNaN(minutes) || minutes > 59 || Number(numeric[2]) > 15) return null;
    return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + minutes);
  }
  const region = /\b([A-Z][a-z]+\/[A-Z][A-Za-z_]+)\b/.exec(text)?.[1];
  if (region) return regionOffset(region, at) ?? 0;
  if (/오[전후]/.test(text)) return 9 * 60;
  const word = /(?:\d|[ap]\.?m\.?)\s*\(?([a-z]{1,4})\)?\s*(?:\d{4})?\s*$/i
    .exec(text)?.[1]
    ?.toLowerCase();
  return word && word in zones ? (zones[word] ?? 0) * 60 : 0;
}

/**
 * The instant that a date names, in the many ways publishers write them: RFC 822, ISO 8601,
 * asctime, "3 September 2026", "03/09/2026" (day first). A date without a zone counts as UTC.
 *
 * @returns null when it is no date, or an impossible one (31 June, 25 o'clock)
 */
export function readDate(text: string): Date | null {
  const given = text.trim();
  if (!given || given.length > 120) return null;
  const trimmed = given.replace(/(\d)T(\d)/, '$1 $2').replace(/([+-]\d{2}:\d{2})Z$/, '$1');
  for (const { pattern, read } of dayForms) {
    const match = pattern.exec(trimmed);
    const day = match ? read([...match]) : null;
    if (!day) continue;
    if (!valid(day)) return null;
    const rest = pattern.source.includes(':') ? trimmed : trimmed.replace(match?.[0] ?? '', ' ');
    const time = timeOf(rest);
    if (time === null) return null;
    const at = Date.UTC(day.year, day.month - 1, day.day) + time;
    const offset = offsetOf(pattern.source.includes(':') ? trimmed : `0 ${rest}`, at);
    return offset === null ? null : new Date(at - offset * 60_000);
  }
  return null;
}
