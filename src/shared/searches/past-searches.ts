import { createHash } from 'node:crypto';
import { PastSearch } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** As many as are remembered of one person. */
export const mostPastSearches = 20;

const hashOf = (parameters: string) => createHash('sha256').update(parameters).digest('hex');

const notesOf = (userId: number) => `searches of ${userId}: `;

/** Remembers what a person searched for, afterwards; only the last ones, each once. */
export function rememberSearch(
  { clock, bookkeeping }: Pick<Services, 'clock' | 'bookkeeping'>,
  given: { userId: number; parameters: string },
): void {
  const searchedAt = clock();
  const about = notesOf(given.userId) + hashOf(given.parameters);
  bookkeeping.note(about, (em) => keepSearch(em, { ...given, searchedAt }));
}

async function keepSearch(
  em: Services['em'],
  given: { userId: number; parameters: string; searchedAt: Date },
): Promise<void> {
  const { userId, parameters, searchedAt } = given;
  const hash = hashOf(parameters);
  const rows = await em.find(
    PastSearch,
    { user: userId },
    { orderBy: { searchedAt: 'desc', id: 'desc' } },
  );
  if (rows[0]?.hash === hash) return;
  await em.upsert(
    PastSearch,
    { user: userId, hash, parameters, searchedAt },
    { onConflictFields: ['user', 'hash'], onConflictMergeFields: ['searchedAt'] },
  );
  const isKnown = rows.some((row) => row.hash === hash);
  const tooMany = rows.slice(isKnown ? mostPastSearches : mostPastSearches - 1);
  if (tooMany.length > 0) {
    await em.nativeDelete(PastSearch, { id: { $in: tooMany.map(({ id }) => id) } });
  }
}

/** What a person searched for lately, last first, as parameters of an address. */
export async function listPastSearches(
  { em }: Pick<Services, 'em'>,
  userId: number,
): Promise<string[]> {
  const rows = await em.find(
    PastSearch,
    { user: userId },
    { orderBy: { searchedAt: 'desc', id: 'desc' }, limit: mostPastSearches },
  );
  return rows.map(({ parameters }) => parameters);
}

/** Forgets all that a person searched for. */
export async function clearPastSearches(
  { em, bookkeeping }: Pick<Services, 'em' | 'bookkeeping'>,
  userId: number,
): Promise<void> {
  bookkeeping.drop(notesOf(userId));
  await em.nativeDelete(PastSearch, { user: userId });
}
