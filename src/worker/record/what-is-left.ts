import { type Candidate, Link, type Publication, Version } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { type Contents, contentsOf, contentsOfVersion } from '../contents/contents.ts';
import { titleOf } from './follow-source.ts';
import { lastVersion } from './keep-version.ts';

/** What is left of a publication without what its address answered: what was read before, else what was offered. */
export async function contentsLeft(
  em: Services['em'],
  publication: Publication,
  reader: Candidate,
): Promise<{ contents: Contents; last: Version | null }> {
  const last = await lastVersion(em, publication);
  const before = await em.findOne(
    Version,
    { publication, hash: { $ne: last?.hash ?? '' } },
    { orderBy: { number: 'desc' }, populate: ['content'] },
  );
  const read = before ? contentsOfVersion(before) : null;
  if (read?.hash && read.hash !== publication.contentHash) return { contents: read, last };
  publication.readAt = null;
  // A first reading that nothing relies on never was one.
  const isRelied = await em.count(Link, { publication });
  if (publication.versionNumber === 1 && !isRelied) {
    await em.nativeDelete(Version, { publication });
    publication.versionNumber = 0;
    return { contents: contentsOf(reader, null), last: null };
  }
  return { contents: contentsOf(reader, null), last };
}

/** Facts as the source gives them: what its address said of itself is not of this publication. */
export function factsAsOffered(
  publication: Publication,
  reader: Candidate,
  lastTitle: string | null,
) {
  const { offer } = reader;
  if (lastTitle === null || publication.title === lastTitle) {
    publication.title = titleOf(reader, null);
  }
  publication.summary = offer.summary;
  publication.url = /^https?:/.test(offer.url) ? offer.url : null;
  if (publication.publisherBasis === 'document') {
    publication.publisher = offer.publisher ?? reader.source.publisher;
    publication.publisherBasis = 'source';
  }
  if (publication.publishedOnBasis === 'document') {
    publication.publishedOn = offer.publishedOn ?? londonDay(publication.firstSeenAt);
    publication.publishedOnBasis = offer.publishedOn ? 'source' : 'first-seen';
  }
}
