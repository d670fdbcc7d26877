import { nameOf, SiftStep, type SiftVerdict } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import type { Services } from '#shared/services.ts';

/** What was decided together. */
export interface ShownStep {
  batch: string;
  verdict: SiftVerdict;
  by: string | null;
  at: Date;
  publications: NamedPublication[];
}

/** Rows that are looked through for the latest steps. */
const looked = 200;

/** What was decided last in the sift and not undone, the latest first. @param given.by by this person alone */
export async function listSteps(
  { em }: Pick<Services, 'em'>,
  given: { by?: number | undefined; limit: number },
): Promise<ShownStep[]> {
  const rows = await em.find(
    SiftStep,
    { undoneAt: null, ...(given.by === undefined ? {} : { by: given.by }) },
    { populate: ['publication', 'by'], orderBy: { id: 'desc' }, limit: looked },
  );
  return [...Map.groupBy(rows, ({ batch }) => batch).values()]
    .slice(0, given.limit)
    .flatMap((together) => {
      const [first] = together;
      if (!first) return [];
      const { batch, verdict, by, at } = first;
      const publications = together.map(({ publication }) => namedPublication(publication));
      return [{ batch, verdict, by: nameOf(by), at, publications: publications.toReversed() }];
    });
}

/** The same, of one batch; null where there is none, or it was undone. */
export async function findStep(
  { em }: Pick<Services, 'em'>,
  batch: string,
): Promise<ShownStep | null> {
  const rows = await em.find(
    SiftStep,
    { batch, undoneAt: null },
    { populate: ['publication', 'by'], orderBy: { id: 'asc' } },
  );
  const [first] = rows;
  if (!first) return null;
  const publications = rows.map(({ publication }) => namedPublication(publication));
  return { batch, verdict: first.verdict, by: nameOf(first.by), at: first.at, publications };
}
