import { Tag } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';

export const longestTag = 60;

/** A tag as it is kept: one spelling for what looks the same. */
export const tidyTag = (label: string) => lineOfText(label.normalize('NFC')).replace(/\s+/g, ' ');

/**
 * Adds a free label; adding it again changes nothing.
 *
 * @throws {NotFound} | {Invalid} when it is empty or longer than 60 characters
 */
export async function addTag(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { label: string },
): Promise<void> {
  const label = tidyTag(given.label);
  if (!label) throw new Invalid('Enter a tag.', 'label');
  if (label.length > longestTag) {
    throw new Invalid(`Keep the tag to ${longestTag} characters.`, 'label');
  }
  await changePublication(services, given, async (em, publication, at) => {
    if (await em.findOne(Tag, { publication, label })) return null;
    em.create(Tag, { publication, label, addedBy: personOf(em, given.by), addedAt: at });
    return { action: 'tag.added', after: { label } };
  });
}
