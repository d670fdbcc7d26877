import type { Publication } from '#shared/entities/index.ts';
import { instantInWords, inWords } from '#shared/london.ts';
import { quoted } from '#shared/text/in-words.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';

/** What is known of a publication besides its text; where it was seen is kept as sightings. */
export type Metadata = Pick<
  Publication,
  'title' | 'publisher' | 'publishedOn' | 'type' | 'withdrawnAt' | 'withdrawnNote'
>;

/** The metadata as it stands now, whatever happens to the publication later. */
export const metadataOf = (publication: Publication): Metadata => ({
  title: publication.title,
  publisher: publication.publisher,
  publishedOn: publication.publishedOn ?? null,
  type: publication.type ?? null,
  withdrawnAt: publication.withdrawnAt ?? null,
  withdrawnNote: publication.withdrawnNote ?? null,
});

function changed(what: string, before: string | null, after: string | null): string[] {
  if (before === after) return [];
  if (before === null) return [`${what} is now known: ${after}.`];
  return [`${what} changed from ${before} to ${after ?? 'none'}.`];
}

/** That the publisher withdrew it, or took that back; the reason follows. */
export function withdrawal(before: Metadata, after: Metadata): string[] {
  const { withdrawnAt, withdrawnNote } = after;
  if (before.withdrawnAt && !withdrawnAt) return ['It is no longer withdrawn.'];
  if (!withdrawnAt) return [];
  const note = withdrawnNote ? ` ${withdrawnNote}` : '';
  if (!before.withdrawnAt) return [`It was withdrawn on ${instantInWords(withdrawnAt)}.${note}`];
  return before.withdrawnNote === withdrawnNote ? [] : [`Why it was withdrawn changed.${note}`];
}

/** What changed besides the text, as sentences; none when nothing did. */
export function describeChanges(
  before: Metadata,
  after: Metadata,
  vocabulary: ConceptTerms[],
): string[] {
  const typeName = (id: string | null | undefined) =>
    id ? quoted(vocabulary.find((concept) => concept.id === id)?.label ?? id) : null;
  const day = (text: string | null | undefined) => (text ? inWords(text) : null);
  return [
    ...changed('The title', quoted(before.title), quoted(after.title)),
    ...changed('The date of publication', day(before.publishedOn), day(after.publishedOn)),
    ...changed('The publisher', before.publisher, after.publisher),
    ...changed('The type', typeName(before.type), typeName(after.type)),
    ...withdrawal(before, after),
  ];
}
