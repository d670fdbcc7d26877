import type { Services } from '#shared/services.ts';
import { readLedger } from './ledger.ts';
import { placings } from './placings.ts';
import { presentWeek } from './weeks.ts';

/** Where one publication stands among the digests, for its page. */
export interface PlaceShown {
  /** The digests that carry it, the latest last. */
  wentWith: { week: string; endsOn: string }[];
  /** Where it stands now, as a sentence; null where there is nothing to say. */
  now: string | null;
  /** The draft in which it stands or is left out. */
  week: string | null;
}

/** Tells which digests carried a publication, and which one is to. */
export async function showPlace(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  publicationId: number,
): Promise<PlaceShown> {
  const at = clock();
  const wentWith = (await readLedger(em, publicationId)).get(publicationId) ?? [];
  const [one] = await placings(em, presentWeek(at), at, publicationId);
  if (!one || one.place === 'went') return { wentWith, now: null, week: null };
  const waits = one.week
    ? 'It stands in the draft of a digest.'
    : 'It waits for the next digest, whose week has not begun.';
  return {
    wentWith,
    now: one.place === 'waits' ? waits : `No digest carries it. ${one.reason ?? ''}`.trim(),
    week: one.place === 'waits' ? one.week : (one.choice?.week ?? one.week),
  };
}
