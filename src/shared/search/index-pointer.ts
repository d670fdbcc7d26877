import type { Orm } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';
import type { IndexStatus } from './search-index.ts';

/** Raised when what the index stores changes: an index of another version is rebuilt. */
export const indexVersion = 6;

/** One built index: the same engine may have several beside each other. */
export interface IndexPlace {
  engine: IndexStatus['engine'];
  generation: number;
}

/** Which index answers: kept in the database, so that every process asks the same one. */
export interface IndexPointer extends IndexPlace {
  version: number;
  /** Whose vectors it has beside the words; left out where it has none. */
  model?: string;
}

const pointerName = 'search.pointer';

/** What is kept in the database under a name; null where there is nothing. */
export const stateOf = async (orm: Orm, name: string): Promise<unknown> =>
  (await orm.em.fork().findOne(StateValue, { name }))?.value ?? null;

/** Where the pointer stands; null before the first build. */
export const pointerIn = async (orm: Orm) =>
  (await stateOf(orm, pointerName)) as IndexPointer | null;

/** What the pointer says of an index that is made now, as the settings ask. */
export const madeNow = ({ model }: { model: string | null }, place: IndexPlace): IndexPointer => ({
  ...place,
  version: indexVersion,
  ...(model !== null && { model }),
});

/** Moves the pointer: from now on every process asks this generation. */
export async function pointTo(orm: Orm, value: IndexPointer, at: Date): Promise<void> {
  await orm.em.fork().upsert(StateValue, { name: pointerName, value, changedAt: at });
}
