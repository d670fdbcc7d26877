import type { NewRows } from '#shared/database/new-rows.ts';
import {
  type Candidate,
  Document,
  Passage,
  type Publication,
  Version,
  type VersionDocument,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { fingerprintOf } from '#shared/text/fingerprint.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { type Contents, headingsOf } from '../contents/contents.ts';
import { splitPassages } from '../contents/split-passages.ts';
import { shortestProof } from './identify.ts';

interface Given {
  /** What it is read from. */
  candidate: Candidate;
  retrieved: Retrieved | null;
  contents: Contents;
  last: Version | null;
  /** What changed besides the text, as sentences. */
  changes: string[];
  at: Date;
}

/** What makes a version: another hash is another version. */
function hashOf(candidate: Candidate, contents: Contents, publication: Publication): string {
  const { offer } = candidate;
  return contentHash(
    [publication.title, contents.text || [offer.title, offer.summary ?? ''].join('\n')].join('\n'),
  );
}

function addDocuments(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  contents: Contents,
) {
  contents.documents.forEach((given, position) => {
    const document = em.create(Document, {
      publication,
      position,
      title: given.title,
      url: given.url,
      mediaType: given.mediaType,
      pageCount: given.pageCount,
      headings: headingsOf(given).slice(0, 500),
      textProblem: given.problem,
      bytesHash: given.bytesHash,
      fetchedAt: given.fetchedAt,
      httpStatus: given.httpStatus,
      etag: given.etag,
      lastModified: given.lastModified,
    });
    splitPassages(given.body).forEach(({ page, text }, at) => {
      rows.add(Passage, () => ({ document: document.id, position: at, page, text }));
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

function asRead(contents: Contents): VersionDocument[] {
  return contents.documents.map((document) => ({
    title: document.title,
    url: document.url,
    pages: document.pages.map(({ number, text }) => ({ number, text })),
    capture: {
      fetchedAt: document.fetchedAt?.toISOString() ?? null,
      httpStatus: document.httpStatus,
      etag: document.etag,
      lastModified: document.lastModified,
      bytesHash: document.bytesHash,
    },
  }));
}

/** What changed, in the publisher's words and ours. */
function noteOf(publication: Publication, given: Given, isNewText: boolean): string | null {
  if (!given.last) return null;
  const { retrieved, contents, changes } = given;
  const said = isNewText ? retrieved?.changeNote : null;
  const isOtherText = isNewText && contents.hash !== (publication.contentHash ?? null);
  return [said ?? (isOtherText ? 'The text changed.' : null), ...changes].filter(Boolean).join(' ');
}

/**
 * Keeps a new version when text, title or other metadata differ from the last one; documents and
 * passages follow the text.
 *
 * @returns whether text or title did
 */
export async function keepVersion(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  given: Given,
): Promise<boolean> {
  const { candidate, contents, last, at } = given;
  const hash = hashOf(candidate, contents, publication);
  const isNewText = last?.hash !== hash;
  if (!isNewText && given.changes.length === 0) return false;

  const changeNote = noteOf(publication, given, isNewText) || null;
  if (isNewText) {
    if (publication.id) await em.nativeDelete(Document, { publication });
    addDocuments(em, rows, publication, contents);
    publication.contentHash = contents.hash;
    // Short texts (a notice, a form letter) are alike without being the same.
    publication.fingerprint =
      contents.text.length >= shortestProof ? fingerprintOf(contents.text) : null;
  }
  publication.versionNumber += 1;
  const { versionNumber: number, title } = publication;
  rows.add(Version, () => ({
    publication: publication.id,
    number,
    readAt: at,
    httpStatus: contents.documents[0]?.httpStatus ?? null,
    title,
    hash,
    content: asRead(contents),
    changeNote,
  }));
  return isNewText;
}
