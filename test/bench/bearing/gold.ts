import { existsSync, readFileSync } from 'node:fs';

const folder = '../shared/corpora/plan';

export interface Answer {
  ref: string;
  grade: number;
}

/** Something that entries of the plan answer, or nothing does. */
export interface Labelled {
  answers: Answer[];
  /** Entries that only one labelling named: left out of the scoring both ways. */
  disputed: string[];
}

export interface GoldPublication extends Labelled {
  id: string;
  title: string;
  publisher: string;
  publishedOn: string;
  summary: string;
  text: string;
}

export interface GoldList {
  id: string;
  title: string;
  lines: ({ id: string; text: string } & Labelled)[];
}

/** The gold sets of `../shared/corpora/plan`; its README says how they were labelled. */
export interface Gold {
  lists: GoldList[];
  publications: GoldPublication[];
  demonstration: ({ title: string } & Labelled)[];
}

/** Null, and said, where the corpus is not beside the checkout. */
export function readGold(): Gold | null {
  if (existsSync(`${folder}/gold.json`))
    return JSON.parse(readFileSync(`${folder}/gold.json`, 'utf8')) as Gold;
  console.error(`The gold sets are not there (${folder}): nothing was measured.`);
  return null;
}

export const readPlanCsv = (): string => readFileSync(`${folder}/plan.csv`, 'utf8');
