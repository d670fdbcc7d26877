import type { EntityManager } from '#shared/database/open-database.ts';
import { nameOf, PossibleDuplicate, Sighting } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type FoundPublication, loadFound } from '../library/load-found.ts';

export interface DuplicateSide extends FoundPublication {
  /** Names of the sources it was seen at. */
  seenAt: string[];
}

export interface DuplicatePair {
  id: number;
  first: DuplicateSide;
  second: DuplicateSide;
  /** How alike the texts are, or what both addresses lead to, in words. */
  likeness: string;
  state: PossibleDuplicate['state'];
  keptId: number | null;
  decidedBy: string | null;
  decidedAt: Date | null;
}

/** Fingerprints say how many of 64 bits differ; people want to know what that means. */
function likenessOf(distance: number): string {
  if (distance === 0) return 'The texts are all but identical.';
  return distance <= 3
    ? 'The texts differ in a few words or sentences.'
    : 'Most of the text is the same.';
}

async function placesOf(em: EntityManager, ids: number[]) {
  const sightings = await em.find(
    Sighting,
    { publication: { $in: ids } },
    { populate: ['source'], orderBy: { seenAt: 'asc' } },
  );
  return (id: number) => [
    ...new Set(sightings.filter((row) => row.publication.id === id).map((row) => row.source.name)),
  ];
}

async function showPairs(em: EntityManager, pairs: PossibleDuplicate[]): Promise<DuplicatePair[]> {
  const ids = pairs.flatMap(({ first, second }) => [first.id, second.id]);
  const found = new Map((await loadFound(em, ids)).map((one) => [one.id, one]));
  const places = await placesOf(em, ids);
  return pairs.flatMap((pair) => {
    const [first, second] = [found.get(pair.first.id), found.get(pair.second.id)];
    if (!first || !second) return [];
    return {
      id: pair.id,
      first: { ...first, seenAt: places(first.id) },
      second: { ...second, seenAt: places(second.id) },
      likeness: pair.ledTo ?? likenessOf(pair.distance),
      state: pair.state,
      keptId: pair.keptId ?? null,
      decidedBy: nameOf(pair.decidedBy),
      decidedAt: pair.decidedAt ?? null,
    };
  });
}

/** Pairs that wait for a person, newest first, and those decided last. */
export async function listDuplicates(
  { em }: Pick<Services, 'em'>,
  { page, size }: { page: number; size: number },
): Promise<{
  total: number;
  page: number;
  size: number;
  items: DuplicatePair[];
  decided: DuplicatePair[];
}> {
  const [open, total] = await em.findAndCount(
    PossibleDuplicate,
    { state: 'open' },
    { orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  const decided = await em.find(
    PossibleDuplicate,
    { state: { $ne: 'open' } },
    { orderBy: { decidedAt: 'desc' }, limit: 20, populate: ['decidedBy'] },
  );
  return {
    total,
    page,
    size,
    items: await showPairs(em, open),
    decided: await showPairs(em, decided),
  };
}

/** How many pairs wait for a person. */
export const countDuplicates = ({ em }: Pick<Services, 'em'>): Promise<number> =>
  em.count(PossibleDuplicate, { state: 'open' });
