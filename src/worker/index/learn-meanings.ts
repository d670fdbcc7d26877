import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import { hashOfTexts, meaningTexts } from '#shared/search/embedding/meaning-texts.ts';
import type { Meaning, MeaningIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import type { Indexer } from './hold-indexer.ts';

/** Publications read by the embedder in one go: long reviews make each of them heavy. */
const batch = 8;

interface Given extends Pick<Services, 'em' | 'log'> {
  embedder: NonNullable<Services['embedder']>;
}

async function meaningsOf({ em, embedder }: Given, ids: number[]): Promise<Meaning[]> {
  const documents = await buildIndexDocuments(em.fork(), ids);
  const read = documents.map((document) => ({ document, texts: meaningTexts(document) }));
  const vectors = await embedder.embed(read.flatMap(({ texts }) => texts.map(({ text }) => text)));
  let at = 0;
  return read.map(({ document: { id, number }, texts }) => ({
    id,
    number,
    hash: hashOfTexts(texts),
    vectors: texts.flatMap(({ passage }) => {
      const vector = vectors[at];
      at += 1;
      return vector ? [{ passage, vector }] : [];
    }),
  }));
}

/** One text that is refused does not hold up those that were sent with it. */
async function oneByOne(
  services: Given,
  index: MeaningIndex,
  ids: number[],
  refused: Set<number>,
): Promise<void> {
  for (const id of ids) {
    try {
      await index.put(await meaningsOf(services, [id]));
    } catch (error) {
      if (!(error instanceof EmbedderFailure) || !error.isOfTexts) throw error;
      services.log.warn({ err: error, id }, 'the embedder refuses the texts of a publication');
      refused.add(id);
    }
  }
}

/**
 * Has the embedder read publications whose meaning the index does not know yet, newest first. The
 * words are indexed before and without it. Only who holds the indexer's lease may call it.
 *
 * @param given.refused publications whose texts the embedder refuses: added to, and left out
 * @param given.isOver asked between two batches
 * @throws {EmbedderFailure} when it is down, slow or answers nonsense: what it read before is kept
 */
export async function learnMeanings(
  services: Given,
  index: MeaningIndex,
  indexer: Indexer,
  given: { refused: Set<number>; isOver(): boolean },
): Promise<void> {
  const { refused, isOver } = given;
  // What changed meanwhile is still missing after it was read, and is for the next time.
  const tried = new Set<number>();
  const left = new Set(refused);
  while (!isOver()) {
    const missing = await index.missing(batch + left.size);
    for (const { id } of missing) if (tried.has(id)) left.add(id);
    const ids = missing
      .map(({ id }) => id)
      .filter((id) => !left.has(id))
      .slice(0, batch);
    if (ids.length === 0) return;
    for (const id of ids) tried.add(id);
    await read(services, index, ids, refused);
    await indexer.renew();
  }
}

async function read(
  services: Given,
  index: MeaningIndex,
  ids: number[],
  refused: Set<number>,
): Promise<void> {
  try {
    await index.put(await meaningsOf(services, ids));
  } catch (error) {
    if (!(error instanceof EmbedderFailure) || !error.isOfTexts) throw error;
    await oneByOne(services, index, ids, refused);
  }
}
