import { compareEditions, editionOfTitle, type TitledEdition } from './edition-of-title.ts';

/** A publication as it is compared. */
export interface Edition {
  id: number;
  title: string;
  publisher: string;
  /** "YYYY-MM-DD"; null where nobody said. */
  publishedOn: string | null;
  /** Concept ids. */
  type: string | null;
  region: string | null;
}

export interface EditionPair {
  older: number;
  newer: number;
  /** What tells them apart, for a person to judge by. */
  by: 'title' | 'day';
}

interface Read extends Edition {
  said: TitledEdition;
}

/** Publications that are each about something else, whatever their titles: a child, a meeting, a day. */
const aboutOneThing = new Set([
  'doc-lcspr',
  'doc-rapid-review',
  'doc-news',
  'doc-event',
  'doc-legislation',
]);
const namesOneThing =
  /\b(?:minutes|agenda|newsletter|e-?bulletin|bulletin|press release|news|speech|blog|podcast|webinar|conference|meeting|awards?|judgment|inquest|letter|freedom of information|foi)\b/;
const namesOneReview =
  /\b(?:practice review|case review|homicide review|review of child|child [a-z0-9])\b/;
/** A panel of reviews has annual reports and guidance too. */
const namesMany = /\b(?:annual|statistics|guidance|guide|toolkit|overview)\b/;

/** Titles that are no name of one thing, where no year or number tells the editions apart. */
const shortestName = 4;

/** Days between two of one title that are editions, and not one thing put out twice. */
const apart = 180;

const isSeries = ({ type, said }: Read): boolean =>
  said.series.length >= 8 &&
  !aboutOneThing.has(type ?? '') &&
  !namesOneThing.test(said.series) &&
  (!namesOneReview.test(said.series) || namesMany.test(said.series));

/** "The Department for Education" and "Department for education" are one. */
export const publisherKey = (publisher: string): string =>
  publisher
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');

const daysBetween = (one: string, other: string): number =>
  (Date.parse(other) - Date.parse(one)) / 86_400_000;

/** Below 0 where the first is the older; null where nothing tells, or titles and days contradict. */
function order(one: Read, other: Read): { by: EditionPair['by']; order: number } | null {
  const said = compareEditions(one.said, other.said);
  const days =
    one.publishedOn && other.publishedOn ? daysBetween(one.publishedOn, other.publishedOn) : null;
  if (said !== null) {
    // An older edition that came out later is another thing, or a mistake that a person sees best.
    const contradicts = days !== null && said !== 0 && days * said > 0;
    return contradicts ? null : { by: 'title', order: said };
  }
  const isNamed = one.said.series.split(' ').length >= shortestName;
  if (!isNamed || days === null || Math.abs(days) < apart) return null;
  return { by: 'day', order: -days };
}

const areOfOneRegion = (one: Read, other: Read) =>
  one.region === null || other.region === null || one.region === other.region;

/** Each of a series with the next: none where two may be the same one, or several areas share a title. */
function inSeries(all: Read[]): EditionPair[] {
  const isDoubtful = (one: Read) =>
    all.some((other) => other !== one && (order(one, other)?.order ?? 0) === 0);
  const clear = all.filter((one) => !isDoubtful(one));
  const sorted = clear.toSorted((one, other) => order(one, other)?.order ?? 0);
  return sorted.slice(1).flatMap((newer, at) => {
    const older = sorted[at];
    const told = older && order(older, newer);
    if (!older || !told || told.order >= 0 || !areOfOneRegion(older, newer)) return [];
    return [{ older: older.id, newer: newer.id, by: told.by }];
  });
}

/**
 * Pairs of which one is a newer edition of the other by publisher, title and year, edition or day: what a
 * person is asked. Years of figures are editions like others: who relied on last year's is to know that
 * there are this year's. Where two of a series say the same year, nothing tells which follows which, as
 * where a collection has the annual reports of many areas: those are left alone.
 */
export function pairEditions(all: Edition[]): EditionPair[] {
  const read = all.map((one): Read => ({ ...one, said: editionOfTitle(one.title) }));
  const groups = Map.groupBy(
    read.filter(isSeries),
    ({ publisher, said }) => `${publisherKey(publisher)}\n${said.series}`,
  );
  return [...groups.values()].flatMap((group) => (group.length > 1 ? inSeries(group) : []));
}
