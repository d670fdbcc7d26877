import type { EntityManager } from '#shared/database/open-database.ts';
import { DigestLine, type DigestState, Link } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** What relies on a publication: the plan's links to it, and the digests that carry or carried it. */
export interface ReliesOn {
  links: {
    id: number;
    entryId: number;
    ref: string;
    entry: string;
    plan: string;
    quote: boolean;
  }[];
  /** Frozen digests, the latest first. A draft follows the library, and says it of itself. */
  digests: { week: string; state: DigestState; group: string }[];
}

async function read(em: EntityManager, ids: number[]): Promise<Map<number, ReliesOn>> {
  const publication = { $in: ids };
  const links = await em.find(
    Link,
    { publication, removedAt: null },
    { populate: ['entry.plan'], orderBy: { id: 'asc' } },
  );
  const lines = await em.find(
    DigestLine,
    { publication },
    { populate: ['digest'], orderBy: { digest: { week: 'desc' } } },
  );
  return new Map(
    ids.map((id) => [
      id,
      {
        links: links
          .filter((link) => link.publication.id === id)
          .map(({ id, entry, quote }) => ({
            id,
            entryId: entry.id,
            ref: entry.ref,
            entry: entry.text,
            plan: entry.plan.title,
            quote: !!quote,
          })),
        digests: lines
          .filter((line) => line.publication.id === id)
          .map(({ digest, group }) => ({ week: digest.week, state: digest.state, group })),
      },
    ]),
  );
}

const none: ReliesOn = { links: [], digests: [] };

/** What relies on each of some publications. */
export const reliesOnAll = ({ em }: Pick<Services, 'em'>, ids: number[]) => read(em, ids);

/** What relies on one publication. */
export const reliesOn = async (
  { em }: Pick<Services, 'em'>,
  publicationId: number,
): Promise<ReliesOn> => (await read(em, [publicationId])).get(publicationId) ?? none;
