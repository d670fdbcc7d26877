import { Identifier, PossibleEdition, Publication } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress, entryAddress, isWebAddress } from '#shared/text/address.ts';
import { areSimilarTitles } from '#shared/text/different-things.ts';
import { editionOfTitle } from '#shared/text/editions/edition-of-title.ts';

/** Others that are offered. */
const most = 8;

/** A publication, and those of its publisher with a like title: the likeliest first. @throws {NotFound} */
export async function otherEditions(
  { em }: Pick<Services, 'em'>,
  publicationId: number,
): Promise<{ publication: NamedPublication; others: NamedPublication[] }> {
  const publication = await em.findOne(Publication, publicationId);
  if (!publication) throw new NotFound('publication', publicationId);
  const rows = await em.find(
    Publication,
    {
      publisher: publication.publisher,
      id: { $ne: publicationId },
      mergedIntoId: null,
      takedown: null,
    },
    { orderBy: { publishedOn: 'desc', id: 'desc' } },
  );
  const { series } = editionOfTitle(publication.title);
  const isOfSeries = ({ title }: Publication) => editionOfTitle(title).series === series;
  const others = rows
    .filter((one) => isOfSeries(one) || areSimilarTitles(one.title, publication.title))
    .sort((one, other) => Number(isOfSeries(other)) - Number(isOfSeries(one)))
    .slice(0, most);
  return { publication: namedPublication(publication), others: others.map(namedPublication) };
}

/** What may be a newer or older edition of a publication, where nobody has said yet. */
export async function possibleEditionsOf(
  { em }: Pick<Services, 'em'>,
  publicationId: number,
): Promise<(NamedPublication & { isNewer: boolean })[]> {
  const pairs = await em.find(
    PossibleEdition,
    { state: 'open', $or: [{ older: publicationId }, { newer: publicationId }] },
    { populate: ['older', 'newer'], orderBy: { id: 'asc' } },
  );
  return pairs.map(({ older, newer }) => {
    const isNewer = older.id === publicationId;
    return { ...namedPublication(isNewer ? newer : older), isNewer };
  });
}

/**
 * The publication that a person means: by its number, its page here, or its publisher's address.
 *
 * @throws {Invalid} with field other, where none is there
 */
export async function findNewer({ em }: Pick<Services, 'em'>, given: string): Promise<number> {
  const here = /^(?:.*\/publications\/)?(\d{1,9})(?:[/?#].*)?$/.exec(given)?.[1];
  const found = here ? await em.findOne(Publication, Number(here)) : null;
  if (found) return found.mergedIntoId ?? found.id;
  if (isWebAddress(given)) {
    const value = { $in: [entryAddress(given), canonicalAddress(given)] };
    const known = await em.findOne(Identifier, { scheme: 'address', value });
    const named = known?.publication ?? (await em.findOne(Publication, { url: given }));
    if (named) return named.id;
  }
  throw new Invalid(
    'There is no such publication here. Add it first, or check the address',
    'other',
  );
}
