import {
  type Candidate,
  Document,
  Passage,
  type Publication,
  Version,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { fingerprintOf } from '#shared/text/fingerprint.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { Retrieved } from '../connectors/connector.ts';
import type { Contents } from './contents.ts';
import { shortestProof } from './identify.ts';
import { splitPassages } from './split-passages.ts';

interface Given {
  retrieved: Retrieved | null;
  contents: Contents;
  last: Version | null;
  at: Date;
}

/** What makes a version: another hash is another version. */
function hashOf(candidate: Candidate, contents: Contents, publication: Publication): string {
  const { offer } = candidate;
  return contentHash(
    [publication.title, contents.text || [offer.title, offer.summary ?? ''].join('\n')].join('\n'),
  );
}

function addDocuments(em: Services['em'], publication: Publication, contents: Contents) {
  contents.documents.forEach((given, position) => {
    const document = em.create(Document, {
      publication,
      position,
      title: given.title,
      url: given.url,
      mediaType: given.mediaType,
      pageCount: given.pageCount,
      headings: given.pages.flatMap(({ headings }) => headings).slice(0, 500),
      textProblem: given.problem,
      bytesHash: given.bytesHash,
      fetchedAt: given.fetchedAt,
      httpStatus: given.httpStatus,
      etag: given.etag,
      lastModified: given.lastModified,
    });
    splitPassages(given.pages).forEach(({ page, text }, at) => {
      em.create(Passage, { document, position: at, page, text });
    });
  });
}

/** The version that stands; null before the first reading. */
export async function lastVersion(
  em: Services['em'],
  publication: Publication,
): Promise<Version | null> {
  if (!publication.versionNumber) return null;
  return em.findOne(Version, { publication, number: publication.versionNumber });
}

/**
 * Keeps a new version, with documents and passages, when text or title differ from the last one.
 *
 * @returns whether they did
 */
export async function keepVersion(
  em: Services['em'],
  publication: Publication,
  candidate: Candidate,
  { retrieved, contents, last, at }: Given,
): Promise<boolean> {
  const hash = hashOf(candidate, contents, publication);
  if (last?.hash === hash) return false;

  await em.nativeDelete(Document, { publication: publication.id ?? 0 });
  addDocuments(em, publication, contents);
  publication.versionNumber += 1;
  publication.contentHash = contents.text ? contentHash(contents.text) : null;
  // Short texts (a notice, a form letter) are alike without being the same.
  publication.fingerprint =
    contents.text.length >= shortestProof ? fingerprintOf(contents.text) : null;
  em.create(Version, {
    publication,
    number: publication.versionNumber,
    readAt: at,
    httpStatus: contents.documents[0]?.httpStatus ?? null,
    title: publication.title,
    hash,
    content: contents.documents.map(({ title, url, pages }) => ({
      title,
      url,
      pages: pages.map(({ number, text }) => ({ number, text })),
    })),
    changeNote: last ? (retrieved?.changeNote ?? null) : null,
  });
  return true;
}
