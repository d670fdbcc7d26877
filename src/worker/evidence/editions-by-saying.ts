import { Identifier, Publication } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress, entryAddress, isWebAddress } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import { type Edition, publisherKey } from '#shared/text/editions/pair-editions.ts';
import type { SaidOfEdition } from '#shared/text/editions/said-of-editions.ts';
import { type FoundEdition, ofPublishers, standing } from './editions-of.ts';

/** Fewer words are the title of many things, and of what is spoken of. */
const enoughWords = 3;

type Em = Services['em'];

interface Saying extends Edition {
  said: SaidOfEdition[];
}

/** Every publication whose publisher says something of another edition: they are few. */
async function thatSay(em: Em): Promise<Saying[]> {
  const ids: { id: number | string }[] = await em.execute(
    `select id from publication where ${standing} and cast(editions_said as text) <> '[]'`,
  );
  const rows = await em.find(Publication, { id: { $in: ids.map(({ id }) => Number(id)) } });
  return rows.map((one) => ({
    id: one.id,
    title: one.title,
    publisher: one.publisher,
    publishedOn: one.publishedOnBasis === 'first-seen' ? null : (one.publishedOn ?? null),
    type: one.type ?? null,
    region: one.region ?? null,
    said: one.editionsSaid,
  }));
}

const spellings = (url: string) =>
  isWebAddress(url) ? [...new Set([url, canonicalAddress(url), entryAddress(url)])] : [];

/** Ids of publications by the addresses that lead to them. */
async function atAddresses(em: Em, urls: string[]): Promise<(url: string) => number | null> {
  const wanted = [...new Set(urls.flatMap(spellings))];
  const known = await em.find(
    Identifier,
    { scheme: 'address', value: { $in: wanted } },
    { populate: ['publication'] },
  );
  const rows = await em.find(
    Publication,
    { url: { $in: wanted } },
    { fields: ['url', 'mergedIntoId'] },
  );
  const ids = new Map<string, number>();
  for (const { url, id, mergedIntoId } of rows) if (url) ids.set(url, mergedIntoId ?? id);
  for (const { value, publication } of known)
    ids.set(value, publication.mergedIntoId ?? publication.id);
  return (url) => spellings(url).flatMap((one) => ids.get(one) ?? [])[0] ?? null;
}

/** The publication of the same publisher that a sentence names by its title; null where several are. */
function namedIn(words: string, self: Edition, all: Edition[]): Edition | null {
  const said = ` ${plainTitle(words)} `;
  const named = all
    .map((one) => ({ one, title: plainTitle(one.title) }))
    .filter(
      ({ one, title }) =>
        one.id !== self.id && title.split(' ').length >= enoughWords && said.includes(` ${title} `),
    )
    .sort((a, b) => b.title.length - a.title.length);
  const [first, second] = named;
  return first && first.title !== second?.title ? first.one : null;
}

const isLater = (one: Edition, other: Edition) =>
  !!one.publishedOn && !!other.publishedOn && one.publishedOn > other.publishedOn;

/** What one publisher's words can mean here. */
interface Library {
  idAt: (url: string) => number | null;
  publisherOf: ReadonlyMap<number, string>;
  /** By publisher. */
  titles: ReadonlyMap<string, Edition[]>;
}

const pairOf = (self: Edition, other: SaidOfEdition['other'], id: number) =>
  other === 'newer' ? { older: self.id, newer: id } : { older: id, newer: self.id };

/** The publication to which a publisher's words lead, or that they name. */
function meant(self: Saying, said: SaidOfEdition, library: Library): FoundEdition[] {
  const { other, words, url } = said;
  const { idAt, publisherOf, titles } = library;
  const key = publisherKey(self.publisher);
  const told = { basis: 'publisher', said: words } as const;
  if (url) {
    const id = idAt(url);
    if (id === null || id === self.id) return [];
    // Of its own publication a publisher may say what it likes; of another's it is a hint.
    const isOwn = other === 'newer' || publisherOf.get(id) === key;
    const isCertain = isOwn && !said.isHint;
    return [{ ...pairOf(self, other, id), ...told, isCertain }];
  }
  const named = namedIn(words, self, titles.get(key) ?? []);
  if (!named || (other === 'newer' ? isLater(self, named) : isLater(named, self))) return [];
  return [{ ...pairOf(self, other, named.id), ...told, isCertain: false }];
}

/** Newer editions that publishers tell of, where both are here. */
export async function bySaying(em: Em): Promise<FoundEdition[]> {
  const saying = await thatSay(em);
  if (saying.length === 0) return [];
  const publishers = saying.map(({ publisher }) => publisher);
  const titles = Map.groupBy(await ofPublishers(em, publishers), ({ publisher }) =>
    publisherKey(publisher),
  );
  const urls = saying.flatMap(({ said }) => said.flatMap(({ url }) => url ?? []));
  const idAt = await atAddresses(em, urls);
  const linked = await em.find(Publication, {
    id: { $in: urls.flatMap((url) => idAt(url) ?? []) },
  });
  const publisherOf = new Map(linked.map(({ id, publisher }) => [id, publisherKey(publisher)]));
  const library = { idAt, publisherOf, titles };
  return saying.flatMap((self) => self.said.flatMap((said) => meant(self, said, library)));
}
