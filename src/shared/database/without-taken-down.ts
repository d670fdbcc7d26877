import {
  Identifier,
  type OfferedEntry,
  Publication,
  Sighting,
  type SourceDraft,
  type SourceTest,
  type WouldBeStored,
} from '#shared/entities/index.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import type { EntityManager } from './open-database.ts';

/** Finds the publication that was taken down among those at an address, or of an id. */
type TakenDown = (entry: { url: string; id?: number | undefined }) => Publication | undefined;

async function takenDownAmong(em: EntityManager, test: SourceTest): Promise<TakenDown> {
  const stored = test.stored ?? [];
  const urls = [...test.latest, ...(test.taken ?? []), ...stored].map(({ url }) => url);
  const publication = { takedown: { $ne: null } };
  const identifiers = await em.find(
    Identifier,
    { scheme: 'address', value: { $in: urls.map(canonicalAddress) }, publication },
    { populate: ['publication'] },
  );
  const sightings = await em.find(
    Sighting,
    { url: { $in: urls }, publication },
    { populate: ['publication'] },
  );
  const ids = stored.flatMap(({ knownAs }) => knownAs?.id ?? []);
  const known = await em.find(Publication, { id: { $in: ids }, ...publication });
  const byAddress = new Map([
    ...identifiers.map((row): [string, Publication] => [row.value, row.publication]),
    ...sightings.map((row): [string, Publication] => [row.url, row.publication]),
  ]);
  return ({ url, id }) =>
    byAddress.get(url) ??
    byAddress.get(canonicalAddress(url)) ??
    known.find((one) => one.id === id);
}

/** Of what was erased the library's own title is all there is; a restriction leaves titles alone. */
const titleOf = (publication: Publication, title: string) =>
  publication.takedown === 'erased' ? publication.title : title;

function storedWithout(one: WouldBeStored, publication: Publication): WouldBeStored {
  const title = titleOf(publication, one.title);
  return {
    ...one,
    title,
    summary: null,
    type: one.type && { ...one.type, basis: '' },
    region: one.region && { ...one.region, basis: '' },
    documents: one.documents.map((document) => ({
      ...document,
      title: titleOf(publication, document.title),
      problem: null,
    })),
    problem: null,
    knownAs: one.knownAs && { id: publication.id, title: publication.title },
  };
}

/**
 * What a test of a source found, without text of publications that were taken down: a test reads them
 * anew, and what it found is kept.
 */
export async function withoutTakenDown(em: EntityManager, test: SourceTest): Promise<SourceTest> {
  const takenDown = await takenDownAmong(em, test);
  const entries = (given: OfferedEntry[]) =>
    given.map((entry) => {
      const publication = takenDown(entry);
      return publication ? { ...entry, title: titleOf(publication, entry.title) } : entry;
    });
  return {
    ...test,
    latest: entries(test.latest),
    ...(test.taken && { taken: entries(test.taken) }),
    ...(test.stored && {
      stored: test.stored.map((one) => {
        const publication = takenDown({ url: one.url, id: one.knownAs?.id });
        return publication ? storedWithout(one, publication) : one;
      }),
    }),
  };
}

/** What a kept request found, for showing it now; null while it has found nothing. */
export const foundNow = async (
  em: EntityManager,
  test: SourceTest | SourceDraft | null | undefined,
): Promise<SourceTest | null> => (test && 'found' in test ? withoutTakenDown(em, test) : null);
