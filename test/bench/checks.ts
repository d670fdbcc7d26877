import { readFileSync } from 'node:fs';
import { spellOutBy } from '#shared/checks/abbreviations/spell-out.ts';
import { checkWording } from '#shared/checks/check-wording.ts';
import type { WordingFinding, WordingKind } from '#shared/checks/finding.ts';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import { type Figure, rounded } from './figures.ts';

/** One sentence with what is to be found in it: written before the rules. */
export interface CheckedSentence {
  voice: string;
  text: string;
  /** It quotes others, in marks or as a whole. */
  isQuotation?: boolean;
  /** [] where nothing is at fault. */
  find: { kind: WordingKind; words: string; isQuoted?: boolean }[];
}

/** Sentences as lines of JSON: the product's own, or those that others wrote. */
export const readSentences = (file: string): CheckedSentence[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as CheckedSentence);

export const ownSentences = new URL('./checks-sentences.jsonl', import.meta.url).pathname;

const spellOut = spellOutBy(taxonomy.concepts.map(conceptTerms));

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

/** Whether a finding and what was to be found are the same place: one kind, and words in common. */
function isOf(finding: WordingFinding, { text, find }: CheckedSentence): boolean {
  return find.some(({ kind, words }) => {
    const at = text.indexOf(words);
    return finding.kind === kind && finding.start < at + words.length && at < finding.end;
  });
}

/** What was found, missed and falsely raised in one sentence. */
export function compare(sentence: CheckedSentence) {
  const found = checkWording([{ text: sentence.text }], spellOut);
  const missed = sentence.find.filter(({ kind, words }) => {
    const at = sentence.text.indexOf(words);
    return !found.some((one) => one.kind === kind && one.start < at + words.length && at < one.end);
  });
  return {
    found,
    missed,
    falsely: found.filter((one) => !isOf(one, sentence)),
    altered: found.filter(({ isQuoted, better }) => isQuoted && better !== null),
  };
}

/** Recall by kind, and false alarms in 2,000 words, over sentences from five voices. */
export async function checks(file = ownSentences): Promise<Figure[]> {
  const sentences = readSentences(file);
  const results = sentences.map((sentence) => ({ sentence, ...compare(sentence) }));
  const words = sentences.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const recallOf = (kind?: WordingKind) => {
    const wanted = results
      .flatMap(({ sentence }) => sentence.find)
      .filter((one) => !kind || one.kind === kind);
    const missed = results
      .flatMap((result) => result.missed)
      .filter((one) => !kind || one.kind === kind);
    return rounded(share(wanted.length - missed.length, wanted.length), 3);
  };
  const falsely = results.flatMap((result) => result.falsely).length;
  return [
    { name: 'recall', value: recallOf(), unit: 'of what is at fault', aim: 'at least 0.95' },
    ...(['blaming', 'identifying', 'abbreviation'] as const).map((kind) => ({
      name: `recall.${kind}`,
      value: recallOf(kind),
      unit: 'of what is at fault',
    })),
    {
      name: 'falseAlarms.per2000',
      value: rounded((falsely * 2000) / words, 2),
      unit: 'in 2,000 words',
      aim: 'at most 1',
    },
    {
      name: 'altered',
      value: results.flatMap((result) => result.altered).length,
      unit: 'quotations',
      aim: '0',
    },
    { name: 'sentences', value: sentences.length, unit: `of ${words} words` },
  ];
}
