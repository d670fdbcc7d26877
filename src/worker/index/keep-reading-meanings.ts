import { randomUUID } from 'node:crypto';
import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { Conflict } from '#shared/errors.ts';
import { EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import type { Meaning } from '#shared/search/search-index.ts';
import type { OpenServices } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { asIndexer } from './hold-indexer.ts';
import { readEntries } from './read-entries.ts';
import { readParts } from './read-parts.ts';
import { type ReadingNeeds, readPassages, readPublications } from './read-publications.ts';

/** Seconds that the lease holds: a dead process's reading is taken over by then. */
const seconds = 120;
const leaseName = 'meaning';
/** Milliseconds until a model that failed is asked again. */
const pause = minute;

/**
 * Has our own model read what it has not read yet, in the background: plan entries, publications from
 * the newest on, and the passages of those that were shown; and whichever model there is the parts by which
 * publications are compared with entries. What was read is kept in the database, then
 * taken to the index, under its lease; a process that is killed in between has lost nothing. One worker
 * reads at a time.
 *
 * @param isClosing asked between two texts
 * @param given.pause milliseconds until a model that failed is asked again
 */
export function openMeaningReader(
  services: Pick<OpenServices, 'em' | 'search' | 'embedder' | 'log' | 'clock' | 'holder'>,
  isClosing: () => boolean,
  given: { pause?: number } = {},
): () => Promise<void> {
  const { embedder, log, search } = services;
  const holder = `${services.holder}-${randomUUID().slice(0, 8)}`;
  const refused = new Set<number>();
  const refusedParts = new Set<number>();
  let pausedUntil = 0;

  const lease = { name: leaseName, holder, seconds };
  const hold = () => holdLease(services.em, { ...lease, at: services.clock() });

  /** @returns false when the index is being built anew: what was read waits in the database */
  async function keep(meanings: Meaning[]): Promise<boolean> {
    try {
      await asIndexer(services, { isPatient: true }, async () => {
        const index = await search.current({ isFresh: true });
        await index.meanings?.put(meanings);
      });
      return true;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return false;
    }
  }

  /** @returns whether there may be more to read */
  async function readNext(reading: ReadingNeeds): Promise<boolean> {
    const { meanings: index } = await search.current();
    if (!index) return false;
    const read = await readPublications(reading, index);
    const meanings = read.length > 0 ? read : await readPassages(reading);
    if (meanings.length === 0 || !(await keep(meanings))) return false;
    // What changed while it was read is still missing, and read again with the next tick.
    const missing = new Set((await index.missing(meanings.length)).map(({ id }) => id));
    return !read.some(({ id }) => missing.has(id));
  }

  const mayGoOn = async () => !isClosing() && (await hold());

  /** Batch after batch until there is nothing more to read. */
  async function readOn(next: () => Promise<number | boolean>): Promise<void> {
    while (await mayGoOn()) if (!(await next())) break;
  }

  async function readAll(reading: ReadingNeeds): Promise<void> {
    if (reading.embedder.reads === 'whole') {
      await readOn(async () => (await readEntries(reading)) || readNext(reading));
    }
    await readOn(() => readParts(reading, refusedParts));
  }

  return async () => {
    if (!embedder || performance.now() < pausedUntil) return;
    if (!(await hold())) return;
    try {
      await readAll({ ...services, embedder, refused, isOver: isClosing });
    } catch (error) {
      if (!(error instanceof EmbedderFailure)) throw error;
      log.warn({ err: error }, 'the language model is not available; words are indexed');
      pausedUntil = performance.now() + (given.pause ?? pause);
    } finally {
      await releaseLease(services.em, leaseName, holder);
    }
  };
}
