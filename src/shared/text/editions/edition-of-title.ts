/** What a title says of which edition it is. */
export interface TitledEdition {
  /** The title without its year and edition: the same for all of a series. */
  series: string;
  /** Start and end of the time it says, in months since the year 0; null where it says none. */
  period: readonly [start: number, end: number] | null;
  /** "third edition": [3]; "v1.2": [1, 2]; null where it says none. */
  number: number[] | null;
  /** "(revised)" */
  isRevised: boolean;
}

const months =
  'january february march april may june july august september october november december';
const monthNames = months.split(' ');
const month = `(?:${monthNames.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)`;
const seasons: Record<string, number> = { spring: 3, summer: 6, autumn: 9, winter: 12 };
const season = `(?:${Object.keys(seasons).join('|')})(?: term)?`;
const quarter = '(?:q[1-4]|quarter [1-4]|(?:first|second|third|fourth) quarter)';
const year = '(?:19|20)\\d\\d';
const part = `(?:(?:\\d{1,2}(?:st|nd|rd|th)? )?${month}|${season}|${quarter})`;
const instant = `(?:${part},? (?:of )?)?${year}`;
const until = `(?: ?[-/] ?| to | and )(?:${instant}|\\d\\d(?!\\d))`;
/** A time as titles give it: "2023", "May 2019", "2019-2022", "2021/22", "April 2021 to March 2022". */
const time = `${instant}(?:${until})?`;
const introduced =
  '(?:(?:for|in|of|from) )?(?:the )?(?:(?:academic|financial|calendar|reporting) )?(?:(?:year|years|period|quarter|months)(?: (?:ending|ended|to|in))? )?';

/** What is put out again and again under one name. */
const kinds =
  'report|review|strategy|plan|statistics|guidance|guide|toolkit|policy|survey|data|dataset|figures|framework|protocol|statement|profile|assessment|accounts|code|standards|census|procedures?|handbook|update|edition|version|pathway|charter|manual|directory|audit|handbook';

/** Words before a year that make it the year of what is spoken of, and not of the edition. */
const ofSubject = /(?:\bthe|\bby|\bsince|\bbefore|\bafter|\buntil|\bbeyond|\btowards|\bvision)$/;
/** Words before a year that are a law's name with it. */
const ofLaw = /\b(?:act|order|regulations|rules|measure|bill)$/;

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const ordinal = `(?:${ordinals.join('|')}|\\d{1,2}(?:st|nd|rd|th))`;
const numbered = new RegExp(
  `(?<![a-z])(?:(${ordinal}) (?:edition|ed|revision|version|issue)\\b\\.?|(?:edition|version|ver|issue|revision|rev|v)\\.? ?(\\d{1,2}(?:\\.\\d{1,2}){0,2})(?![\\d.]*\\d))`,
);
const revised =
  /(?:\( ?|[:,;-] ?| )(?:fully |newly )?(?:revised|updated|refreshed|amended|new)(?: (?:edition|version))?(?= ?\)?$| ?\)|,)/;

const plain = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[’‘“”"'`]/g, '')
    .replace(/&/g, ' and ')
    .replace(/\s+/g, ' ')
    .trim();

function monthOf(text: string): number | null {
  const name = monthNames.findIndex((full) => new RegExp(`\\b${full.slice(0, 3)}`).test(text));
  if (name >= 0) return name + 1;
  const at = Object.entries(seasons).find(([word]) => text.includes(word));
  if (at) return at[1];
  const which = /q([1-4])|quarter ([1-4])/.exec(text);
  const spoken = ['first', 'second', 'third', 'fourth'].findIndex((word) =>
    text.includes(`${word} quarter`),
  );
  const number = which ? Number(which[1] ?? which[2]) : spoken + 1;
  return number > 0 ? number * 3 : null;
}

/** "2021/22" is 2021 to 2022; a year alone is all of it. */
function periodOf(text: string): readonly [number, number] {
  const years = [...text.matchAll(new RegExp(year, 'g'))].map(([found]) => Number(found));
  const [first = 0] = years;
  const short = /[-/] ?(\d\d)$/.exec(text)?.[1];
  const isShort = years.length === 1 && short !== undefined;
  const last = isShort ? Math.trunc(first / 100) * 100 + Number(short) : (years.at(-1) ?? first);
  const parts = text.split(new RegExp(`(?<=${year})`));
  const start = monthOf(parts[0] ?? '');
  const end = years.length > 1 ? monthOf(parts.slice(1).join('')) : start;
  return [first * 12 + (start ?? 1), last * 12 + (end ?? 12)];
}

/** Whether a time in a title is that of the edition: it ends or begins a part, or stands at the kind. */
function isOfEdition(before: string, after: string): boolean {
  if (ofLaw.test(before) || ofSubject.test(before)) return false;
  const isAtStart = before === '' || /[:;,(|-]$/.test(before);
  const isAtEnd = after === '' || /^[):;,|-]/.test(after);
  if (isAtEnd || new RegExp(`\\b(?:${kinds})$`).test(before)) return true;
  return isAtStart && new RegExp(`^(?:\\w+ ){0,2}(?:${kinds})\\b`).test(after);
}

function numberOf(text: string): number[] {
  const spoken = ordinals.indexOf(text);
  return spoken >= 0 ? [spoken + 1] : text.split('.').map((one) => Number.parseInt(one, 10));
}

/** Reads which edition a title says it is of. */
export function editionOfTitle(title: string): TitledEdition {
  let left = plain(title);
  let period: TitledEdition['period'] = null;
  let number: number[] | null = null;
  const edition = numbered.exec(left);
  if (edition) {
    number = numberOf(edition[1] ?? edition[2] ?? '');
    left = `${left.slice(0, edition.index)}${left.slice(edition.index + edition[0].length)}`;
  }
  for (const found of [
    ...left.matchAll(new RegExp(`\\b${introduced}(${time})(?!\\d)`, 'g')),
  ].reverse()) {
    const before = left.slice(0, found.index).trim();
    const after = left.slice(found.index + found[0].length).trim();
    const words = found[0].slice(0, found[0].length - (found[1] ?? '').length).trim();
    if (/\bof the$|\bin the$/.test(words) || !isOfEdition(before, after)) continue;
    period ??= periodOf(found[1] ?? '');
    left = `${before} ${after}`;
  }
  const isRevised = revised.test(left);
  left = left
    .replace(revised, ' ')
    .replace(/\b(?:updated|published|revised|issued)(?= ?\)?$)/, ' ');
  const series = left
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');
  return { series, period, number, isRevised };
}

/** Below 0 where the first number is the lower one; what has none is the first. */
function compareNumbers(one: number[], other: number[]): number {
  const places = [...one, ...other].map((_, at) => (one[at] ?? 0) - (other[at] ?? 0));
  return places.find((by) => by !== 0) ?? 0;
}

/** Below 0 where the first is of the earlier edition, 0 where they say the same, null where they do not say. */
export function compareEditions(one: TitledEdition, other: TitledEdition): number | null {
  if (!one.period !== !other.period) return null;
  const [[start, end], [otherStart, otherEnd]] = [one.period ?? [0, 0], other.period ?? [0, 0]];
  const by =
    start - otherStart ||
    end - otherEnd ||
    compareNumbers(one.number ?? [1], other.number ?? [1]) ||
    Number(one.isRevised) - Number(other.isRevised);
  return by === 0 && !one.period && !one.number ? null : by;
}
