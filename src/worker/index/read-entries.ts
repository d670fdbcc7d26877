import { keepVectors, keptVectors } from '#shared/database/meaning/kept-vectors.ts';
import { PlanEntry } from '#shared/entities/index.ts';
import { entryText } from '#shared/search/embedding/meaning-texts.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { ReadingNeeds } from './read-publications.ts';

/** Entries read in one go. */
const batch = 8;

/**
 * Reads plan entries that are new or say something else than when they were read: they are few, and what
 * is suggested for them waits for it.
 *
 * @returns how many were read; 0 when there is nothing more to read
 */
export async function readEntries(reading: Omit<ReadingNeeds, 'refused'>): Promise<number> {
  const em = reading.em.fork();
  const { model } = reading.embedder;
  const entries = await em.find(
    PlanEntry,
    {},
    { orderBy: { id: 'asc' }, disableIdentityMap: true },
  );
  const ids = entries.map(({ id }) => id);
  const kept = await keptVectors(em, { kind: 'entry', ids, model });
  const due = entries
    .map((entry) => ({ id: entry.id, text: entryText(entry) }))
    .map((entry) => ({ ...entry, textHash: contentHash(entry.text) }))
    .filter(({ id, text, textHash }) => text && kept.get(id)?.textHash !== textHash)
    .slice(0, batch);
  const fresh: Parameters<typeof keepVectors>[2] = [];
  for (const { id, text, textHash } of due) {
    if (reading.isOver()) break;
    const [vector] = await reading.embedder.embed([text]);
    if (vector) fresh.push({ id, textHash, vector });
  }
  await keepVectors(em, { kind: 'entry', model, at: reading.clock() }, fresh);
  return fresh.length;
}
