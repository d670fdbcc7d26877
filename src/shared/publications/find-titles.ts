import { Publication } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** The titles of those publications that are there, in the order of the ids. */
export async function findTitles(
  { em }: Pick<Services, 'em'>,
  ids: number[],
): Promise<{ id: number; title: string }[]> {
  const rows = await em.find(Publication, { id: { $in: ids } }, { fields: ['title'] });
  const titleOf = new Map(rows.map(({ id, title }) => [id, title]));
  return ids.flatMap((id) => {
    const title = titleOf.get(id);
    return title === undefined ? [] : [{ id, title }];
  });
}
