import type { Services } from '#shared/services.ts';
import { type Asked, type PutBy, type PutOff, readPutBy } from '../judging/sift/put-by.ts';
import { type FoundPublication, loadFound } from '../library/load-found.ts';

type Work = Pick<Services, 'em' | 'clock'>;

interface Paged<Item> {
  total: number;
  page: number;
  size: number;
  items: Item[];
}

async function pageOf<Key extends 'later' | 'asked', Of>(
  { em }: Pick<Services, 'em'>,
  key: Key,
  given: { found: Map<number, Of>; page: number; size: number },
): Promise<Paged<FoundPublication & Record<Key, Of>>> {
  const { found, page, size } = given;
  const ids = [...found.keys()];
  const shown = await loadFound(em, ids.slice((page - 1) * size, page * size));
  const items = shown.flatMap((one) => {
    const of = found.get(one.id);
    return of ? [{ ...one, [key]: of } as FoundPublication & Record<Key, Of>] : [];
  });
  return { total: ids.length, page, size, items };
}

const only = <Of>(all: Map<number, Of>, isWanted: (of: Of) => boolean) =>
  new Map([...all].filter(([, of]) => isWanted(of)));

/** What was put off to the next sift, the longest before all, with who and why. */
export async function listLater(
  { em, clock }: Work,
  given: { page: number; size: number },
): Promise<Paged<FoundPublication & { later: PutOff }>> {
  const { later }: PutBy = await readPutBy(em, { at: clock() });
  return pageOf({ em }, 'later', { ...given, found: only(later, ({ isBack }) => !isBack) });
}

/** What people were asked to look at and have not handed back. @param given.to this person alone */
export async function listAssigned(
  { em, clock }: Work,
  given: { to?: number | undefined; page: number; size: number },
): Promise<Paged<FoundPublication & { asked: Asked }>> {
  const { assigned } = await readPutBy(em, { at: clock() });
  const isWanted = ({ to, answeredAt }: Asked) =>
    !answeredAt && (given.to === undefined || to.id === given.to);
  return pageOf({ em }, 'asked', { ...given, found: only(assigned, isWanted) });
}
