import { Link } from '#shared/entities/index.ts';
import { linkParts, type ShownLink, shownLink } from '#shared/entities/shown-link.ts';
import type { Services } from '#shared/services.ts';

interface Asked {
  page: number;
  size: number;
}

/**
 * Links whose publication changed, was withdrawn, superseded or is gone since somebody relied on it, and
 * of which nobody has said since that they hold; those that changed last first.
 */
export async function listChanged(
  { em }: Pick<Services, 'em'>,
  { page, size }: Asked,
): Promise<{ total: number; page: number; size: number; items: ShownLink[] }> {
  const rows = await em.find(
    Link,
    {
      removedAt: null,
      $or: [
        { needsLook: true },
        { publication: { withdrawnAt: { $ne: null } } },
        { publication: { goneAt: { $ne: null } } },
        { publication: { supersededById: { $ne: null } } },
        { publication: { setAsideReason: 'superseded' } },
      ],
    },
    { populate: linkParts, orderBy: { fateAt: 'desc', id: 'desc' } },
  );
  const changed = rows.map(shownLink).filter(({ needsLook }) => needsLook);
  return {
    total: changed.length,
    page,
    size,
    items: changed.slice((page - 1) * size, page * size),
  };
}
