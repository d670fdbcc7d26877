import type { EntityManager } from '#shared/database/open-database.ts';
import {
  nameOf,
  PossibleEdition,
  type PossibleEditionBasis,
  type PossibleEditionState,
} from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import type { Services } from '#shared/services.ts';
import { type ReliesOn, reliesOnAll } from './relies-on.ts';

/** Two publications of which one is likely the newer edition of the other. */
export interface ShownEdition {
  id: number;
  older: NamedPublication;
  newer: NamedPublication;
  basis: PossibleEditionBasis;
  /** The publisher's words; null where series and year tell, or they may not be shown. */
  said: string | null;
  state: PossibleEditionState;
  /** What relies on the older one. */
  reliesOn: ReliesOn;
  /** Null where nobody had to be asked, or nobody has decided. */
  decidedBy: string | null;
  decidedAt: Date | null;
}

const parts = ['older.source', 'newer.source', 'decidedBy'] as const;

async function shown(em: EntityManager, pairs: PossibleEdition[]): Promise<ShownEdition[]> {
  const relies = await reliesOnAll({ em }, [...new Set(pairs.map(({ older }) => older.id))]);
  return pairs.map((pair) => {
    const { older, newer } = pair;
    // Nobody noted which of the two said it: where either may not be told of, it is not.
    const said = textExitOf(newer).said(textExitOf(older).said(pair.said));
    return {
      id: pair.id,
      older: namedPublication(older),
      newer: namedPublication(newer),
      basis: pair.basis,
      said,
      state: pair.state,
      reliesOn: relies.get(older.id) ?? { links: [], digests: [] },
      decidedBy: nameOf(pair.decidedBy),
      decidedAt: pair.decidedAt ?? null,
    };
  });
}

/** Pairs that wait for a person, newest first, and those decided last. */
export async function listEditions(
  { em }: Pick<Services, 'em'>,
  { page, size }: { page: number; size: number },
): Promise<{
  total: number;
  page: number;
  size: number;
  items: ShownEdition[];
  decided: ShownEdition[];
}> {
  const [open, total] = await em.findAndCount(
    PossibleEdition,
    { state: 'open' },
    { populate: parts, orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  const decided = await em.find(
    PossibleEdition,
    { state: { $ne: 'open' } },
    { populate: parts, orderBy: { decidedAt: 'desc', id: 'desc' }, limit: 20 },
  );
  return { total, page, size, items: await shown(em, open), decided: await shown(em, decided) };
}

/** How many pairs wait for a person. */
export const countEditions = ({ em }: Pick<Services, 'em'>): Promise<number> =>
  em.count(PossibleEdition, { state: 'open' });
