import { readFileSync } from 'node:fs';

/**
 * A question that a sub-group would ask of the demonstration library, with answers judged from the
 * publications' own texts, before anything was searched for.
 */
export interface OurQuestion {
  words: string;
  kind: string;
  /**
   * Grades by the path of the publication's address: 3 what they want first, 2 clearly useful,
   * 1 marginal; what is not listed is of no use. Empty where the library has nothing to say, and
   * for filters alone, whose answers are all as good: those are not counted in nDCG.
   */
  answers: Record<string, number>;
  /** The page of a publication that answers the question. */
  page?: { publication: string; page: number };
  /** What the answer says it searched for instead; null when nothing may be corrected. */
  corrected?: string | null;
  /** Wording that is searched for as well; announced as older wording where `olderWording` says so. */
  expandedTo?: string;
  olderWording?: boolean;
  /** Nothing may be searched for as well. */
  notExpanded?: boolean;
  /** All that may be found, and nothing else. */
  exactly?: string[];
  note?: string;
}

export const ourQuestions = JSON.parse(
  readFileSync(new URL('our-questions.json', import.meta.url), 'utf8'),
) as OurQuestion[];

/** What is looked at in an answer: `SearchAnswer` has it all, and so has the API's. */
export interface AnswerLike {
  query: {
    corrected: string | null;
    expanded: { from: string; to: string[]; olderWording?: boolean }[];
  };
  total: number;
  hits: { id: number; passages: { page: number | null }[] }[];
}

export const promises = ['expansion', 'correction', 'page', 'set'] as const;
export type Promised = (typeof promises)[number];

export interface BrokenPromise {
  words: string;
  promise: Promised;
  expected: string;
  got: string;
}

export interface QuestionResult {
  question: OurQuestion;
  /** Null when nothing was judged. */
  ndcg10: number | null;
  held: Promised[];
  broken: BrokenPromise[];
  /** Whether the page that answers is the first one shown; null when no page was asked for. */
  isPageFirst: boolean | null;
}

export interface Relevance {
  /** Mean over the questions with judged answers. */
  ndcg10: number;
  judged: number;
  kinds: Record<string, { ndcg10: number; judged: number }>;
  /** Promises held, and how many were made. */
  held: Record<Promised, { held: number; made: number }>;
  /** Of the pages that answer: how many are the first passage shown. */
  pageFirst: { held: number; made: number };
  broken: BrokenPromise[];
  results: QuestionResult[];
}

const gain = (grade: number) => 2 ** grade - 1;

/** Discounted gain of grades in the order of the hits (Järvelin and Kekäläinen 2002, base 2). */
const discounted = (grades: number[]) =>
  grades.slice(0, 10).reduce((sum, grade, at) => sum + gain(grade) / Math.log2(at + 2), 0);

function ndcg10({ answers }: OurQuestion, found: string[]): number | null {
  const ideal = discounted(Object.values(answers).sort((a, b) => b - a));
  if (ideal === 0) return null;
  return discounted(found.map((key) => answers[key] ?? 0)) / ideal;
}

const listed = (values: string[]) => values.join(', ') || 'nothing';

function judge(
  question: OurQuestion,
  { query, total, hits }: AnswerLike,
  keyOf: (id: number) => string,
): QuestionResult {
  const found = hits.map(({ id }) => keyOf(id));
  const held: Promised[] = [];
  const broken: BrokenPromise[] = [];
  const check = (promise: Promised, isHeld: boolean, expected: string, got: string) => {
    if (isHeld) held.push(promise);
    else broken.push({ words: question.words, promise, expected, got });
  };

  const { corrected, expandedTo, olderWording, notExpanded, exactly, page } = question;
  if (corrected !== undefined) {
    check('correction', query.corrected === corrected, String(corrected), String(query.corrected));
  }
  const told = listed(
    query.expanded.map(
      ({ from, to, olderWording: isOlder }) =>
        `${from} → ${to.join(' / ')}${isOlder ? ' (older wording)' : ''}`,
    ),
  );
  if (expandedTo !== undefined) {
    const isTold = query.expanded.some(
      ({ to, olderWording: isOlder }) =>
        to.some((one) => one.toLowerCase() === expandedTo.toLowerCase()) &&
        (olderWording === undefined || olderWording === (isOlder === true)),
    );
    check('expansion', isTold, `→ ${expandedTo}${olderWording ? ' (older wording)' : ''}`, told);
  }
  if (notExpanded) check('expansion', query.expanded.length === 0, 'no expansion', told);
  if (exactly) {
    const missing = exactly.filter((key) => !found.includes(key));
    const extra = found.filter((key) => !exactly.includes(key));
    check(
      'set',
      missing.length === 0 && extra.length === 0 && total === exactly.length,
      `exactly ${exactly.length}`,
      `${total}; missing: ${listed(missing)}; not asked for: ${listed(extra)}`,
    );
  }
  let isPageFirst: boolean | null = null;
  if (page) {
    const hit = hits.find(({ id }) => keyOf(id) === page.publication);
    const pages = hit?.passages.map((passage) => passage.page) ?? [];
    check(
      'page',
      pages.includes(page.page),
      `page ${page.page} of ${page.publication}`,
      hit ? `pages ${listed(pages.map(String))}` : 'not found',
    );
    isPageFirst = pages[0] === page.page;
  }
  return { question, ndcg10: ndcg10(question, found), held, broken, isPageFirst };
}

const mean = (values: number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const scores = (results: QuestionResult[]) =>
  results.flatMap((result) => (result.ndcg10 === null ? [] : [result.ndcg10]));

/**
 * Asks our own questions, and says how well the answers are ordered and which promises are kept.
 *
 * @param search at least twenty hits of the first page, and the total
 * @param keyOf the path of a publication's address
 */
export async function ourRelevance(
  search: (words: string) => Promise<AnswerLike>,
  keyOf: (id: number) => string,
): Promise<Relevance> {
  const results: QuestionResult[] = [];
  for (const question of ourQuestions) {
    results.push(judge(question, await search(question.words), keyOf));
  }
  const kinds: Relevance['kinds'] = {};
  for (const kind of new Set(ourQuestions.map((question) => question.kind))) {
    const own = scores(results.filter(({ question }) => question.kind === kind));
    kinds[kind] = { ndcg10: mean(own), judged: own.length };
  }
  const broken = results.flatMap((result) => result.broken);
  const tally = (promise: Promised) => {
    const held = results.filter((result) => result.held.includes(promise)).length;
    return { held, made: held + broken.filter((one) => one.promise === promise).length };
  };
  const paged = results.filter(({ isPageFirst }) => isPageFirst !== null);
  return {
    ndcg10: mean(scores(results)),
    judged: scores(results).length,
    kinds,
    held: {
      expansion: tally('expansion'),
      correction: tally('correction'),
      page: tally('page'),
      set: tally('set'),
    },
    pageFirst: {
      held: paged.filter(({ isPageFirst }) => isPageFirst).length,
      made: paged.length,
    },
    broken,
    results,
  };
}
