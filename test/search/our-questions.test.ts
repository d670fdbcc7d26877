import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ourQuestions, ourRelevance, type Relevance } from '../bench/our-relevance.ts';
import {
  type DemonstrationLibrary,
  openDemonstrationLibrary,
} from '../support/demonstration-library.ts';

/** What was measured when the last questions were judged and tried, less what a change of ties may cost. */
const leastNdcg10 = 0.903 - 0.02;

describe('our own questions to the demonstration library', () => {
  let library: DemonstrationLibrary;
  let relevance: Relevance;

  beforeAll(async () => {
    library = await openDemonstrationLibrary();
    relevance = await ourRelevance(
      (words) => library.services.search.search({ words }),
      library.keyOf,
    );
  }, 120_000);

  afterAll(() => library.close());

  const promising = ourQuestions.filter(
    ({ corrected, expandedTo, notExpanded, exactly, page }) =>
      corrected !== undefined || expandedTo || notExpanded || exactly || page,
  );

  it.each(promising)('keeps what it promises for $words ($kind)', (question) => {
    const result = relevance.results.find((one) => one.question === question);

    expect(result?.broken).toEqual([]);
    expect(result?.held.length).toBeGreaterThan(0);
  });

  it.each(ourQuestions.filter(({ expandedTo }) => expandedTo))(
    'searches for $words alone when asked to expand nothing',
    async ({ words }) => {
      const { query } = await library.services.search.search({ words, expand: false });

      expect(query.expanded).toEqual([]);
    },
  );

  it.each(ourQuestions.filter(({ corrected }) => corrected))(
    'takes $words as typed when asked to correct nothing',
    async ({ words }) => {
      const { query } = await library.services.search.search({ words, correct: false });

      expect(query).toMatchObject({ words, corrected: null });
    },
  );

  it('orders the answers as well as when they were judged', () => {
    expect(relevance.judged).toBeGreaterThanOrEqual(184);
    expect(relevance.ndcg10).toBeGreaterThanOrEqual(leastNdcg10);
  });

  it('judges only publications that the library has', async () => {
    const { hits, total } = await library.services.search.search({ words: '', size: 100 });
    const there = new Set(hits.map(({ id }) => library.keyOf(id)));
    const judged = ourQuestions.flatMap(({ answers, exactly, page }) => [
      ...Object.keys(answers),
      ...(exactly ?? []),
      ...(page ? [page.publication] : []),
    ]);

    expect(there.size).toBe(total);
    expect(judged.filter((key) => !there.has(key))).toEqual([]);
  });

  it('asks each question once, and at least six of each kind', () => {
    const kinds = Object.groupBy(ourQuestions, ({ kind }) => kind);
    const words = ourQuestions.map((question) => question.words);

    expect(new Set(words).size).toBe(words.length);
    expect(Object.values(kinds).filter((questions) => (questions?.length ?? 0) < 6)).toEqual([]);
  });
});
