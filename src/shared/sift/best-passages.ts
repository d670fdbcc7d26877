import type { EntityManager } from '#shared/database/open-database.ts';
import type { TextExit } from '#shared/entities/text-exit.ts';
import { markAll, markerOf, marksIn, snippet, weightOf } from '#shared/search/highlight.ts';
import { stemsOf } from '#shared/text/words.ts';

/** A passage that speaks most of what is looked for, with the sentence to quote from it. */
export interface BestPassage {
  documentId: number;
  documentTitle: string;
  /** Null in documents without pages. */
  page: number | null;
  /** Escaped text and <mark> only. */
  html: string;
  /** The sentence that says most, as it stands there; null where none is fit to be quoted. */
  quote: string | null;
}

const shown = 3;
/** The beginning of a long publication: its summary, mostly, and enough to find by. */
const looked = 400;
const sentence = { fewestWords: 5, longest: 400 };

/** Sentences of a passage; a short heading or list mark is not one. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/\n{2,}|(?<=[.!?]["”’)]?)\s+(?=["“‘(]?[\p{Lu}\d])/u)
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter(
      (one) =>
        one.length <= sentence.longest &&
        one.split(' ').length >= sentence.fewestWords &&
        /[.!?]["”’)]?$/.test(one),
    );

type Marker = ReturnType<typeof markerOf>;

/** The first of those that say most. */
function toQuote(text: string, marker: Marker): string | null {
  let best: { one: string; weight: number } | null = null;
  for (const one of sentencesOf(text)) {
    const weight = weightOf(marksIn(one, marker));
    if (!best || weight > best.weight) best = { one, weight };
  }
  return best?.one ?? null;
}

interface Row {
  id: number;
  title: string;
  page: number | null;
  text: string;
}

/** The best of each page, the best pages, in the order of the document. */
function bestOf(rows: Row[], marker: Marker): Row[] {
  const weighed = rows.map((row, at) => ({ row, at, weight: weightOf(marksIn(row.text, marker)) }));
  const ranked = weighed.toSorted((a, b) => b.weight - a.weight || a.at - b.at);
  const chosen: typeof ranked = [];
  for (const one of ranked) {
    const isSamePage = chosen.some(
      ({ row }) => row.page !== null && row.id === one.row.id && row.page === one.row.page,
    );
    // Where nothing speaks of it, its beginning says what it is.
    const isWorth = one.weight > 0 || chosen.length === 0;
    if (!isSamePage && isWorth && chosen.length < shown) chosen.push(one);
  }
  return chosen.sort((a, b) => a.at - b.at).map(({ row }) => row);
}

/**
 * The passages of a publication that speak most of some words.
 *
 * @param given.words single words and expressions: why it stands where it does, and what was suggested for it
 */
export async function bestPassages(
  em: EntityManager,
  { publicationId, exit, words }: { publicationId: number; exit: TextExit; words: string[] },
): Promise<BestPassage[]> {
  if (exit.mayShow === 'link') return [];
  const rows: Row[] = await em.execute(
    `select d.id, d.title, p.page, p.text from passage p join document d on d.id = p.document_id
      where d.publication_id = ? order by d.position, p.position limit ${looked}`,
    [publicationId],
  );
  const terms = [...new Set(words)].map((text) => ({ text, stems: stemsOf(text) }));
  const marker = markerOf(terms.filter(({ stems }) => stems.length > 0));
  return bestOf(rows, marker).map(({ id, title, page, text }) => {
    const quote = exit.inPart(toQuote(text, marker));
    const stretch = exit.inPart(snippet(text, marker).html) ?? '';
    return {
      ...{ documentId: id, documentTitle: title, page, quote },
      // What is to be quoted is to be seen.
      html: quote && !stretch.includes(markAll(quote, marker)) ? markAll(quote, marker) : stretch,
    };
  });
}
