import { Link } from '#shared/entities/index.ts';
import { linkParts, type ShownLink, shownLink } from '#shared/entities/shown-link.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** One link, also one that was removed. @throws {NotFound} */
export async function showLink({ em }: Pick<Services, 'em'>, linkId: number): Promise<ShownLink> {
  const link = await em.findOne(Link, linkId, { populate: linkParts });
  if (!link) throw new NotFound('link', linkId);
  return shownLink(link);
}
