import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { alignUnits } from '#shared/text/quotation/align-units.ts';
import { type Finding, findAgain } from '#shared/text/quotation/find-again.ts';
import { findPlace } from '#shared/text/quotation/find-place.ts';
import { keyOf, readText, type Text } from '#shared/text/quotation/read-text.ts';
import { type Figure, rounded } from './figures.ts';
import { longDocument } from './long-document.ts';

const corpus = '../shared/corpora/anchors/pairs.json.gz';

export interface AnchorDocument {
  id: string;
  old: string[];
  new: string[];
}

export interface AnchorCase {
  doc: string;
  quote: string;
  before: string;
  after: string;
  expect:
    | 'unchanged'
    | 'kept-context-changed'
    | 'moved'
    | 'one-of-several'
    | 'edited'
    | 'gone'
    | 'cannot-tell';
  now: string | { text: string; before: string; after: string } | null;
}

type Verdict = 'right' | 'miss' | 'wrong';

const textOf = (paragraphs: string[]) =>
  readText([{ number: null, text: paragraphs.join('\n\n'), document: 0 }]);

/** The words of a sentence as they are compared. */
const wordsOf = (sentence: string) => textOf([sentence]).stream.trim();

/** Where the sentence of a case stands in the new text, between the two that the case names. */
function beginningOf(text: Text, { now }: AnchorCase): number | null {
  if (now === null || typeof now === 'string') return null;
  const units = text.units.map((unit) => keyOf(text, unit).trim());
  const isBeside = (named: string, unit: string | undefined) =>
    !wordsOf(named) || unit === wordsOf(named);
  const at = units.findIndex(
    (unit, index) =>
      unit === wordsOf(now.text) &&
      isBeside(now.before, units[index - 1]) &&
      isBeside(now.after, units[index + 1]),
  );
  return text.tokens[text.units[at]?.from ?? -1]?.start ?? null;
}

const missed = (finding: Finding): Verdict | null =>
  finding.kind === 'cannot-tell' ? 'miss' : null;

/** What a finding is worth, by the README of the corpus. */
export function judge(given: AnchorCase, finding: Finding, text: Text): Verdict {
  const { expect } = given;
  if (expect === 'cannot-tell') {
    return finding.kind === 'cannot-tell' ? 'right' : finding.kind === 'gone' ? 'miss' : 'wrong';
  }
  if (expect === 'gone') return finding.kind === 'gone' ? 'right' : (missed(finding) ?? 'wrong');
  if (finding.kind === 'gone' || finding.kind === 'cannot-tell') return 'miss';
  if (expect === 'edited') {
    const isSentence = wordsOf(finding.place.words) === wordsOf(String(given.now));
    return finding.kind === 'edited' && isSentence ? 'right' : 'wrong';
  }
  if (finding.kind === 'edited') return 'miss';
  const isThere =
    expect === 'one-of-several'
      ? finding.place.start === beginningOf(text, given)
      : wordsOf(finding.place.words) === wordsOf(given.quote);
  return isThere ? 'right' : 'wrong';
}

/** Every case of the corpus with what is said of it. */
export function judgeAll(documents: AnchorDocument[], cases: AnchorCase[]) {
  const states = new Map(
    documents.map((document) => {
      const was = textOf(document.old);
      const now = textOf(document.new);
      return [document.id, { was, now, alignment: alignUnits(was, now) }];
    }),
  );
  return cases.flatMap((given) => {
    const state = states.get(given.doc);
    if (!state) return [];
    const finding = findAgain(state.alignment, findPlace(state.was, given));
    return { given, finding, verdict: judge(given, finding, state.now) };
  });
}

/**
 * Seconds for 1,000 quotations from a document of 200 pages, reading and lining up both states included:
 * the quickest of five, since what else the machine does is not asked for.
 */
function timed(): number {
  const { was, now, quotations } = longDocument({ pages: 200, quotations: 1000 });
  const runs = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    const [before, after] = [readText(was), readText(now)];
    const alignment = alignUnits(before, after);
    for (const quotation of quotations) findAgain(alignment, findPlace(before, quotation));
    return (performance.now() - begin) / 1000;
  });
  return Math.min(...runs);
}

/** What becomes of quotations when their document changes. */
export async function anchors(): Promise<Figure[]> {
  const { documents, cases } = JSON.parse(gunzipSync(readFileSync(corpus)).toString()) as {
    documents: AnchorDocument[];
    cases: AnchorCase[];
  };
  const judged = judgeAll(documents, cases);
  const share = (isCounted: (expect: AnchorCase['expect']) => boolean) => {
    const counted = judged.filter(({ given }) => isCounted(given.expect));
    const right = counted.filter(({ verdict }) => verdict === 'right');
    return rounded(right.length / (counted.length || 1), 4);
  };
  const isOther = new Set(['edited', 'gone', 'cannot-tell']);
  return [
    {
      name: 'wrong',
      value: judged.filter(({ verdict }) => verdict === 'wrong').length,
      unit: 'quotations',
      aim: '0',
    },
    {
      name: 'found.share',
      value: share((expect) => !isOther.has(expect)),
      unit: 'of quotations',
      aim: 'at least 0.995',
    },
    {
      name: 'edited.share',
      value: share((expect) => expect === 'edited'),
      unit: 'of quotations',
      aim: 'at least 0.97',
    },
    {
      name: 'gone.share',
      value: share((expect) => expect === 'gone'),
      unit: 'of quotations',
      aim: 'at least 0.98',
    },
    { name: 'seconds', value: rounded(timed(), 3), unit: 's', aim: 'less than 1' },
  ];
}
