import { Link, Version } from '#shared/entities/index.ts';
import { linkParts, shownLink } from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import type { Packed } from '#shared/text/files/tar.ts';
import { packEvidence } from './pack-evidence.ts';

const how = `What a plan relied on, as it was read.

To check it with Skylark:     skylark verify FILE
To check it without Skylark:  tar -xf FILE && sha256sum -c SHA256SUMS

manifest.json   who relied on what, when, and how each document was had
quotation.txt   the words relied on, where there are any
document-N.txt  the text of each document, by page
`;

const file = (name: string, text: string): Packed => ({ name, bytes: Buffer.from(text) });

/** The text of a version's documents, for people; none where it may not be shown. */
function documentsOf(version: Version | null): Packed[] {
  if (!version) return [];
  const content = textExitOf(version.publication).inFull(version.content) ?? [];
  return content.flatMap(({ title, pages }, at) =>
    pages.length === 0
      ? []
      : file(
          `document-${at + 1}.txt`,
          [
            title,
            ...pages.map(({ number, text }) =>
              number === null ? text : `[Page ${number}]\n\n${text}`,
            ),
          ].join('\n\n') + '\n',
        ),
  );
}

/** How each document was had: when, with which answer and headers, and the hash of its bytes. */
const capturesOf = (version: Version | null) =>
  (version?.content ?? []).map(({ title, url, capture }) => ({
    title,
    url,
    ...capture,
  }));

/**
 * What a link relied on when it was made or revised, as one archive that can be checked: kept as long as
 * the link is, whatever the publisher does; what was taken down or erased here is not in it.
 *
 * @throws {NotFound}
 */
export async function snapshotLink(
  { em }: Pick<Services, 'em'>,
  linkId: number,
): Promise<{ name: string; bytes: Buffer }> {
  const link = await em.findOne(Link, linkId, { populate: linkParts });
  if (!link) throw new NotFound('link', linkId);
  const version = link.version
    ? await em.findOne(Version, link.version.id, {
        populate: ['content', 'publication', 'publication.source'],
      })
    : null;
  const shown = shownLink(link);
  const { quote, page, bearing, rationale, entry, plan, publication } = shown;
  const documents = documentsOf(version);
  const files = [
    file('README.txt', how),
    ...(quote
      ? [file('quotation.txt', `${quote}\n${page === null ? '' : `\nPage ${page}\n`}`)]
      : []),
    ...documents,
  ];
  const about = {
    link: {
      id: shown.id,
      bearing,
      rationale,
      quote,
      page,
      linkedBy: shown.linkedBy,
      linkedAt: shown.linkedAt,
      earlier: shown.earlier,
      removed: shown.removed,
    },
    plan,
    entry: { ref: entry.ref, text: entry.text },
    publication: {
      id: publication.id,
      title: publication.title,
      publisher: publication.publisher,
      publishedOn: publication.publishedOn,
      url: link.publication.url ?? null,
      standing: publication.standing,
    },
    version: version && {
      number: version.number,
      readAt: version.readAt,
      httpStatus: version.httpStatus ?? null,
      sha256: version.hash,
      documents: capturesOf(version),
      isTextLeftOut: documents.length === 0,
    },
  };
  return {
    name: `evidence-${entry.ref.replace(/[^A-Za-z0-9-]+/g, '-')}-${shown.id}.tar`,
    bytes: packEvidence(files, about, shown.linkedAt),
  };
}
