import { type Publication, Version } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/**
 * Keeps a version for a change that was noticed without reading the publication: what was read stays
 * as it was.
 *
 * @param note what changed, as a sentence
 */
export async function noteChange(
  em: Services['em'],
  publication: Publication,
  note: string,
  at: Date,
): Promise<void> {
  if (!publication.versionNumber) return;
  const last = await em.findOneOrFail(
    Version,
    { publication, number: publication.versionNumber },
    { populate: ['content'] },
  );
  publication.versionNumber += 1;
  em.create(Version, {
    publication,
    number: publication.versionNumber,
    readAt: at,
    title: publication.title,
    hash: last.hash,
    content: last.content,
    changeNote: note,
  });
}
