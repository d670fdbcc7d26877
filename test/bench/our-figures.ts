import { Publication } from '#shared/entities/index.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import type { CurrentIndex } from '#shared/search/current-index.ts';
import { openDemonstrationLibrary } from '../support/demonstration-library.ts';
import { type Figure, rounded } from './figures.ts';
import { ourRelevance, promises } from './our-relevance.ts';
import type { Ranker, Text } from './rankers.ts';
import { environment, settings } from './semantic.ts';

/** Hits looked at of each answer. */
const size = 20;

/** What a page shows of a search: the hits in the order of words and meaning, and what is close below them. */
const withMeaning =
  ({ search }: Pick<CurrentIndex, 'search'>) =>
  async (words: string) => {
    for (;;) {
      const answer = await search({ words, size, alike: true });
      if (!answer.isMeaningComing)
        return { ...answer, hits: [...answer.hits, ...(answer.alike ?? [])] };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

/**
 * Our own questions to the demonstration library: through the product's search with everything it
 * knows of a publication, and through the others with title, summary and text.
 *
 * @param others engines to measure beside it, by the end of the figure's name
 */
export async function ofOurs(others: Record<string, () => Promise<Ranker>>): Promise<Figure[]> {
  const library = await openDemonstrationLibrary({ settings: environment });
  try {
    const em = library.services.orm.em.fork();
    const ids = (await em.find(Publication, {}, { fields: ['id'] })).map(({ id }) => id);
    const texts = (await buildIndexDocuments(em, ids)).map(
      ({ id, title, summary, passages }): Text => ({
        id: String(id),
        title,
        text: [summary, ...passages.map(({ text }) => text)].join('\n\n'),
      }),
    );
    const own = await ourRelevance(
      (words) => library.services.search.search({ words, size }),
      library.keyOf,
    );
    const measured = new Map([['', own.ndcg10]]);
    if (settings) {
      const { ndcg10 } = await ourRelevance(withMeaning(library.services.search), library.keyOf);
      measured.set('.meaning', ndcg10);
    }
    for (const [end, open] of Object.entries(others)) {
      const ranker = await open();
      await ranker.put(texts);
      const { ndcg10 } = await ourRelevance(async (words) => {
        const found = await ranker.rank(words, size);
        return {
          query: { corrected: null, expanded: [] },
          total: found.length,
          hits: found.map((id) => ({ id: Number(id), passages: [] })),
        };
      }, library.keyOf);
      await ranker.close();
      measured.set(end, ndcg10);
    }
    const plain = measured.get('.fts5');
    const kept = promises.map((promise) => own.held[promise]);
    return [
      ...[...measured].map(([end, ndcg10]) => ({
        name: `ours.ndcg10${end}`,
        value: rounded(ndcg10, 4),
        unit: `nDCG@10, ${own.judged} questions`,
        ...(end !== '.fts5' &&
          plain && { reference: 'plain FTS5', ratio: rounded(ndcg10 / plain) }),
      })),
      {
        name: 'ours.promises',
        value: rounded(
          kept.reduce((sum, { held }) => sum + held, 0) /
            kept.reduce((sum, { made }) => sum + made, 0),
          4,
        ),
        unit: 'of the synonyms, corrections, pages and sets promised',
        aim: '1',
      },
    ];
  } finally {
    await library.close();
  }
}
