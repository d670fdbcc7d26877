import { Publication } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import type { Services } from '#shared/services.ts';

/** Those publications that are there, as they are named in passing, in the order of the ids. */
export async function findTitles(
  { em }: Pick<Services, 'em'>,
  ids: number[],
): Promise<NamedPublication[]> {
  const rows = await em.find(Publication, { id: { $in: ids } });
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const publication = known.get(id);
    return publication ? [namedPublication(publication)] : [];
  });
}
