import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { keepPartVectors, partVectorsOf } from '#shared/database/meaning/part-vectors.ts';
import { PlanEntry, Publication } from '#shared/entities/index.ts';
import { partsOf } from '#shared/library/bearing/ask-publication.ts';
import { openSpace, textsOfEntry } from '#shared/library/bearing/open-space.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { ReadingNeeds } from './read-publications.ts';

/** Entries, and publications, read in one go. */
const batch = 8;

/** The vectors of texts by their hashes: those that are kept, and those that are read now. */
async function readTexts(
  reading: Omit<ReadingNeeds, 'refused'>,
  texts: readonly string[],
  kept: ReadonlyMap<string, Float32Array> | undefined,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (const text of texts) {
    const hash = contentHash(text);
    const known = kept?.get(hash);
    const vector =
      known ?? (reading.isOver() ? undefined : (await reading.embedder.embed([text]))[0]);
    if (vector) vectors.set(hash, vector);
  }
  return vectors;
}

/** Whether what is kept is of just these texts. */
const isOf = (kept: ReadonlyMap<string, Float32Array> | undefined, texts: readonly string[]) =>
  texts.every((text) => kept?.has(contentHash(text)));

/**
 * Reads what entries ask for, and that with their success measures, where they are new or say something
 * else. What is suggested is then looked for anew.
 *
 * @returns how many were read; 0 when there is nothing more to read
 */
export async function readEntryParts(reading: Omit<ReadingNeeds, 'refused'>): Promise<number> {
  const em = reading.em.fork();
  const { model } = reading.embedder;
  const entries = await em.find(
    PlanEntry,
    {},
    { orderBy: { id: 'asc' }, disableIdentityMap: true },
  );
  const ids = entries.map(({ id }) => id);
  const kept = await partVectorsOf(em, { kind: 'entry', ids, model });
  const due = entries
    .map((entry) => ({ id: entry.id, texts: Object.values(textsOfEntry(entry)) }))
    .filter(({ id, texts }) => texts.every(Boolean) && !isOf(kept.get(id), texts))
    .slice(0, batch);
  for (const { id, texts } of due) {
    const vectors = await readTexts(reading, texts, kept.get(id));
    if (reading.isOver()) return 0;
    await keepPartVectors(em, { kind: 'entry', id, model, at: reading.clock() }, vectors);
  }
  if (due.length > 0)
    await em.nativeUpdate(Publication, { versionNumber: { $gt: 0 } }, { linksSuggestedFor: -1 });
  return due.length;
}

interface Due {
  id: number;
  number: number;
}

/** Publications of which the parts were not read as they are now, newest first. */
async function dueOnes({ em }: ReadingNeeds, refused: ReadonlySet<number>): Promise<Due[]> {
  const rows: { id: number | string; index_number: number | string }[] = await em.fork().execute(
    `select id, index_number from publication
      where version_number > 0 and parts_read_for <> index_number
        and takedown is null and merged_into_id is null and status <> 'set-aside'
      order by id desc limit ${batch + refused.size}`,
  );
  return rows
    .map((row) => ({ id: Number(row.id), number: Number(row.index_number) }))
    .filter(({ id }) => !refused.has(id))
    .slice(0, batch);
}

/**
 * Reads the parts of publications by which they are compared with plan entries: title, summary, and those
 * passages that have most of an entry's words. Each is then suggested for anew.
 *
 * @param refused publications whose parts the model could not read: added to, and left out
 * @returns how many were looked at; 0 when there is nothing more to read, or no entry to compare with
 */
async function readPublicationParts(reading: ReadingNeeds, refused: Set<number>): Promise<number> {
  const em = reading.em.fork();
  if ((await em.count(PlanEntry)) === 0) return 0;
  const due = await dueOnes(reading, refused);
  if (due.length === 0) return 0;
  const { model } = reading.embedder;
  const { space } = await openSpace({ em, embedder: null }, await readVocabulary(em));
  const ids = due.map(({ id }) => id);
  const documents = await buildIndexDocuments(em, ids);
  const kept = await partVectorsOf(em, { kind: 'publication', ids, model });
  for (const document of documents) {
    const texts = partsOf(space, document).toRead.map(({ text }) => text);
    try {
      const vectors = await readTexts(reading, texts, kept.get(document.id));
      if (reading.isOver()) return 0;
      const of = { kind: 'publication', id: document.id, model, at: reading.clock() } as const;
      await keepPartVectors(em, of, vectors);
    } catch (error) {
      if (!(error instanceof EmbedderFailure) || !error.isOfTexts) throw error;
      reading.log.warn({ err: error, id: document.id }, 'the language model cannot read a part');
      refused.add(document.id);
    }
  }
  for (const { id, number } of due)
    await em.nativeUpdate(Publication, { id }, { partsReadFor: number, linksSuggestedFor: -1 });
  return due.length;
}

/** Reads the next parts: of entries first, which are few, then of publications. @returns how many */
export const readParts = async (reading: ReadingNeeds, refused: Set<number>): Promise<number> =>
  (await readEntryParts(reading)) || readPublicationParts(reading, refused);
