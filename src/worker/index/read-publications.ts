import { keepVectors, keptVectors } from '#shared/database/meaning/kept-vectors.ts';
import { donePassages, wantedPassages } from '#shared/database/meaning/wanted-passages.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import {
  hashOfTexts,
  meaningTexts,
  passagesToRead,
  wholeText,
} from '#shared/search/embedding/meaning-texts.ts';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { Meaning, MeaningIndex } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { contentHash } from '#shared/text/hash.ts';

/** Publications read in one go: a process that is killed has to read no more than these anew. */
const batch = 8;
/** Publications taken to the index in one go, of which vectors are kept already. */
const taken = 50;

export interface ReadingNeeds extends Pick<Services, 'em' | 'log' | 'clock'> {
  embedder: NonNullable<Services['embedder']>;
  /** Publications that it could not read: added to, and left out. */
  refused: Set<number>;
  /** Asked between two texts. */
  isOver(): boolean;
}

/** The vectors of a publication as the index takes them. */
const asMeaning = (document: PublicationDocument, vectors: Meaning['vectors']): Meaning => ({
  id: document.id,
  number: document.number,
  hash: hashOfTexts(meaningTexts(document)),
  vectors,
});

/** One that fails on a text fails on no other; what is over is read another time. */
async function vectorOf(
  reading: ReadingNeeds,
  id: number,
  text: string,
): Promise<Float32Array | null> {
  try {
    return (await reading.embedder.embed([text]))[0] ?? null;
  } catch (error) {
    if (!(error instanceof EmbedderFailure) || !error.isOfTexts) throw error;
    reading.log.warn({ err: error, id }, 'the language model cannot read a publication');
    reading.refused.add(id);
    return null;
  }
}

/** Reads each as a whole, or takes the vector that is kept of the same text. What was read is kept. */
async function readWhole(
  reading: ReadingNeeds,
  documents: PublicationDocument[],
): Promise<Meaning[]> {
  const { model } = reading.embedder;
  const of = { kind: 'publication', ids: documents.map(({ id }) => id), model } as const;
  const kept = await keptVectors(reading.em.fork(), of);
  const fresh: Parameters<typeof keepVectors>[2] = [];
  const meanings: Meaning[] = [];
  for (const document of documents) {
    const text = wholeText(document);
    if (text === null) {
      meanings.push(asMeaning(document, []));
      continue;
    }
    const textHash = contentHash(text);
    const known = kept.get(document.id);
    if (known?.textHash === textHash) {
      meanings.push(asMeaning(document, [{ passage: null, vector: known.vector }]));
      continue;
    }
    if (reading.isOver()) break;
    const vector = await vectorOf(reading, document.id, text);
    if (!vector) continue;
    fresh.push({ id: document.id, textHash, vector });
    meanings.push(asMeaning(document, [{ passage: null, vector }]));
  }
  await keepVectors(reading.em.fork(), { ...of, at: reading.clock() }, fresh);
  return meanings;
}

/**
 * Reads the next publications of which the index knows no meaning, newest first. Those that were read
 * before, for an index that was lost or of another version, are only taken to it.
 *
 * @returns what the index is to keep; empty when there is nothing more to read
 */
export async function readPublications(
  reading: ReadingNeeds,
  index: MeaningIndex,
): Promise<Meaning[]> {
  const missing = await index.missing(taken + reading.refused.size);
  const ids = missing.map(({ id }) => id).filter((id) => !reading.refused.has(id));
  const { model } = reading.embedder;
  const kept = await keptVectors(reading.em.fork(), { kind: 'publication', ids, model });
  const isKept = ids.filter((id) => kept.has(id)).slice(0, taken);
  const next = isKept.length > 0 ? isKept : ids.slice(0, batch);
  if (next.length === 0) return [];
  const documents = await buildIndexDocuments(reading.em.fork(), next);
  // In the order in which they are missing.
  documents.sort((one, other) => next.indexOf(one.id) - next.indexOf(other.id));
  // Merged or erased meanwhile: the outbox takes it out of the index.
  const present = new Set(documents.map(({ id }) => id));
  for (const id of next) if (!present.has(id)) reading.refused.add(id);
  return readWhole(reading, documents);
}

/** Reads each passage of a publication that was shown as close in meaning, so that the closest is known. */
export async function readPassages(reading: ReadingNeeds): Promise<Meaning[]> {
  const { model } = reading.embedder;
  const [next] = await wantedPassages(reading.em.fork(), { model, limit: 1 });
  if (!next) return [];
  const [document] = await buildIndexDocuments(reading.em.fork(), [next.id]);
  const vectors: Meaning['vectors'] = [{ passage: null, vector: next.vector }];
  for (const { passage, text } of document ? passagesToRead(document) : []) {
    if (reading.isOver()) return [];
    const vector = await vectorOf(reading, next.id, text);
    if (vector) vectors.push({ passage, vector });
  }
  await donePassages(reading.em.fork(), { model, id: next.id });
  const isSame = document && next.textHash === contentHash(wholeText(document) ?? '');
  return isSame ? [asMeaning(document, vectors)] : [];
}
