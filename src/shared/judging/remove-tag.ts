import { Tag } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { tidyTag } from './add-tag.ts';

/** Takes a free label away. @throws {NotFound} when the publication does not have it */
export async function removeTag(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { label: string },
): Promise<void> {
  const label = tidyTag(given.label);
  await changePublication(services, given, async (em, publication) => {
    const tag = await em.findOne(Tag, { publication, label });
    if (!tag) throw new NotFound('tag', label);
    em.remove(tag);
    return { action: 'tag.removed', before: { label } };
  });
}
