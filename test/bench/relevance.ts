import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Figure, rounded } from './figures.ts';
import { ofOurs } from './our-figures.ts';
import {
  bareMeilisearch,
  meiliServer,
  miniSearch,
  plainFts5,
  type Ranker,
  skylarkOnFts5,
  skylarkOnMeilisearch,
  type Text,
} from './rankers.ts';
import { averagePrecision, mean, ndcg10, reciprocalRank10 } from './ranking.ts';
import { meaningAlone, settings, wordsAndMeaning } from './semantic.ts';

const corpora = '../shared/corpora';
/** How deep a list is looked at for the average precision. */
const depth = 100;

const lines = (file: string): string[] => {
  const bytes = readFileSync(`${corpora}/${file}`);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter(Boolean);
};
const objects = <T>(file: string): T[] => lines(file).map((line) => JSON.parse(line) as T);

interface Question {
  id: string;
  text: string;
}

function collection(name: string) {
  const questions = objects<Question>(`ir/${name}/queries.jsonl`);
  const judged = new Map(questions.map(({ id }) => [id, new Map<string, number>()]));
  for (const line of lines(`ir/${name}/qrels.tsv`).slice(1)) {
    const [question = '', document = '', grade] = line.split('\t');
    judged.get(question)?.set(document, Number(grade));
  }
  return {
    // One collection has a document twice.
    texts: [
      ...new Map(objects<Text>(`ir/${name}/docs.jsonl.gz`).map((one) => [one.id, one])).values(),
    ],
    questions: questions.filter(({ id }) => judged.get(id)?.size),
    judged,
  };
}

/** Engines measured in the same run; the first is the product's. */
const rankers: Record<string, () => Promise<Ranker>> = {
  '': skylarkOnFts5,
  '.fts5': () => plainFts5(),
  '.minisearch': miniSearch,
  ...(meiliServer && {
    '.skylark-meilisearch': skylarkOnMeilisearch,
    '.meilisearch': bareMeilisearch,
  }),
  ...(settings && { '.meaning': wordsAndMeaning, '.meaning-alone': meaningAlone }),
};

async function ofCollection(name: string): Promise<Figure[]> {
  const { texts, questions, judged } = collection(name);
  const measured = new Map<string, { ndcg: number; map: number }>();
  for (const [end, open] of Object.entries(rankers)) {
    const ranker = await open();
    await ranker.put(texts);
    const [ndcg, precision]: [number[], number[]] = [[], []];
    for (const { id, text } of questions) {
      const ranked = await ranker.rank(text, depth);
      const judgements = judged.get(id) ?? new Map();
      ndcg.push(ndcg10(ranked, judgements));
      precision.push(averagePrecision(ranked, judgements));
    }
    await ranker.close();
    measured.set(end, { ndcg: mean(ndcg), map: mean(precision) });
  }
  const plain = measured.get('.fts5');
  return [...measured].flatMap(([end, { ndcg, map }]) => [
    {
      name: `${name}.ndcg10${end}`,
      value: rounded(ndcg, 4),
      unit: 'nDCG@10',
      ...(end !== '.fts5' &&
        plain && { reference: 'plain FTS5', ratio: rounded(ndcg / plain.ndcg) }),
      ...(end === '' && { aim: '≥ 0.97 × plain FTS5, on average ≥ 1' }),
    },
    {
      name: `${name}.map${end}`,
      value: rounded(map, 4),
      unit: 'MAP',
      ...(end !== '.fts5' && plain && { reference: 'plain FTS5', ratio: rounded(map / plain.map) }),
    },
  ]);
}

/** Known titles, half remembered, among 101,242 records of legislation. */
async function ofLegislation(): Promise<Figure[]> {
  // A few records have no title, and half of them no text.
  const texts = objects<Partial<Text> & { id: string }>('load/uk-legislation.jsonl.gz').map(
    ({ id, title = '', text = '' }): Text => ({ id, title, text }),
  );
  const questions = objects<Question & { relevant: string }>('load/uk-legislation.knownitem.jsonl');
  const engines: Record<string, () => Promise<Ranker>> = {
    '': skylarkOnFts5,
    '.fts5': () => plainFts5('AND'),
    '.fts5-or': () => plainFts5('OR'),
    ...(meiliServer && {
      '.skylark-meilisearch': skylarkOnMeilisearch,
      '.meilisearch': bareMeilisearch,
    }),
  };
  const figures: Figure[] = [];
  for (const [end, open] of Object.entries(engines)) {
    const ranker = await open();
    await ranker.put(texts);
    const ranks: number[] = [];
    for (const { text, relevant } of questions)
      ranks.push(reciprocalRank10(await ranker.rank(text, 10), relevant));
    await ranker.close();
    figures.push({
      name: `legislation.mrr10${end}`,
      value: rounded(mean(ranks), 4),
      unit: 'MRR@10',
      ...(end === '' && { aim: '≥ 0.75' }),
    });
  }
  return figures;
}

/** What words and meaning together are of plain FTS5, on average. */
function meaningRatio(collections: string[], figures: Figure[]): Figure[] {
  if (!settings) return [];
  const ratios = collections.map(
    (name) => figures.find((figure) => figure.name === `${name}.ndcg10.meaning`)?.ratio ?? 0,
  );
  return [
    {
      name: 'collections.ndcg10.ratio.meaning',
      value: rounded(mean(ratios)),
      unit: '×',
      reference: 'plain FTS5, mean over the collections',
      aim: '≥ 1.08, none below 0.99',
    },
  ];
}

/** How well the first places are filled, beside other engines in the same run. */
export async function relevance(): Promise<Figure[]> {
  if (!existsSync(`${corpora}/ir`)) {
    console.error('The corpora are not there (../shared/corpora): nothing was measured.');
    return [];
  }
  if (!meiliServer) console.error('MEILI_URL is not set: Meilisearch is not measured.');
  if (!settings) console.error('EMBEDDER is off: words and meaning together are not measured.');
  const collections = readdirSync(`${corpora}/ir`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const figures: Figure[] = [];
  for (const name of collections) figures.push(...(await ofCollection(name)));
  const ratios = collections.map(
    (name) => figures.find((figure) => figure.name === `${name}.ndcg10`)?.ratio ?? 0,
  );
  figures.push({
    name: 'collections.ndcg10.ratio',
    value: rounded(mean(ratios)),
    unit: '×',
    reference: 'plain FTS5, mean over the collections',
    aim: '≥ 1',
  });
  figures.push(...meaningRatio(collections, figures));
  const { '': _, '.skylark-meilisearch': __, '.meaning': ___, ...others } = rankers;
  figures.push(...(await ofOurs(others)));
  if (!process.env.BENCH_QUICK) figures.push(...(await ofLegislation()));
  return figures;
}
