import type { NewRows } from '#shared/database/new-rows.ts';
import { type Candidate, Identifier, Publication, type Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress, entryAddress, isWebAddress } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { Retrieved } from '../connectors/connector.ts';
import type { Contents } from '../contents/contents.ts';

export interface Identity {
  scheme: string;
  value: string;
}

/** Shorter texts (a cookie notice, "page moved") are no proof of sameness. */
export const shortestProof = 600;

/** Longest value the table holds as it is. */
const longestValue = 650;

const short = (value: string) =>
  value.length <= longestValue ? value : `sha256:${contentHash(value)}`;

const addressIdentity = (canonical: string): Identity => ({
  scheme: 'address',
  value: short(canonical),
});

export const isSameIdentity = (a: Identity, b: Identity) =>
  a.scheme === b.scheme && a.value === b.value;

const distinct = (identities: Identity[]): Identity[] => [
  ...new Map(identities.map((one) => [`${one.scheme} ${one.value}`, one])).values(),
];

type Offered = Pick<Candidate, 'offer'>;

/** The address that was offered, as an identity; null where there is none. */
export const ownAddress = ({ offer }: Offered): Identity | null =>
  isWebAddress(offer.url) ? addressIdentity(entryAddress(offer.url)) : null;

/** All that the offer itself says of its identity, surest first. */
export function offeredIdentities(candidate: Offered): Identity[] {
  const own = ownAddress(candidate);
  const said = candidate.offer.identifiers.map(({ scheme, value }) => ({
    scheme,
    value: short(value),
  }));
  return distinct(own ? [...said, own] : said);
}

/** What is left of an address that identifies nothing: with the title, it is one entry everywhere. */
export function entryIdentity({ offer }: Offered): Identity {
  return {
    scheme: 'entry',
    value: contentHash(`${entryAddress(offer.url)}\n${plainTitle(offer.title)}`),
  };
}

/** All that identifies what was retrieved, surest first: what was offered goes before the answer. */
export function identitiesOf(
  candidate: Offered,
  retrieved: Retrieved | null,
  { text, hash }: Pick<Contents, 'text' | 'hash'>,
): Identity[] {
  const answered = [retrieved?.canonicalUrl, retrieved?.url, candidate.offer.url]
    .filter((url): url is string => !!url && isWebAddress(url))
    .map((url) => addressIdentity(canonicalAddress(url)));
  return distinct([
    ...offeredIdentities(candidate),
    ...(retrieved?.identifiers ?? []).map(({ scheme, value }) => ({ scheme, value: short(value) })),
    ...answered,
    ...(hash && text.length >= shortestProof ? [{ scheme: 'content', value: hash }] : []),
  ]);
}

/** Ids of a request, addresses of a visitor, times to the second: what a wall adds to its words. */
const passingWords =
  /\b(?=[\w:.-]*\d)(?:[0-9a-f]{8,}|[\w-]*\d[\w-]{11,}|(?:\d+[.:]){2,}[\w.]+)\b/gi;

/**
 * A text as it is compared within a source: without what differs at each visit, and without the title
 * above it, which a shell repeats.
 */
function shellOf(text: string, titles: string[]): string {
  const above = titles.map((title) => `${plainTitle(title)} `).filter((title) => title.trim());
  let rest = `${plainTitle(text.replace(passingWords, ' '))} `;
  for (let title: string | undefined = ''; title !== undefined; ) {
    rest = rest.slice(title.length);
    title = above.find((one) => rest.startsWith(one));
  }
  return rest;
}

/**
 * The text as the mark of a page that answers for several entries of one source. It makes no two
 * publications one: only where offers of different things bear the same mark does it say something.
 * What a publisher's interface answers under an id of its own needs none; files beside a page tell
 * pages with the same words apart.
 */
export function marksOf(
  candidate: Offered & { source: Pick<Source, 'id'> },
  retrieved: Retrieved | null,
  { documents }: Pick<Contents, 'documents'>,
): Identity[] {
  const [page, ...files] = documents;
  if (!retrieved || retrieved.identifiers.length > 0 || !page) return [];
  if (!isWebAddress(candidate.offer.url)) return [];
  const text = page.pages.map((one) => one.text).join('\n\n');
  if (!text.trim()) return [];
  const beside = files.map(({ bytesHash, url }) => bytesHash ?? url ?? '').sort();
  const { title } = candidate.offer;
  return distinct(
    [text, shellOf(text, [title, retrieved.title ?? ''])].map((words) => ({
      scheme: 'text',
      value: `${candidate.source.id} ${contentHash([words, ...beside].join('\n')).slice(0, 40)}`,
    })),
  );
}

/** Whether any of these identities is known at all: asked of every candidate, so as cheaply as can be. */
export async function isKnown(em: Services['em'], identities: Identity[]): Promise<boolean> {
  if (identities.length === 0) return false;
  const any = identities.map(() => '(scheme = ? and value = ?)').join(' or ');
  const rows: unknown[] = await em.execute(
    `select id from identifier where ${any} limit 1`,
    identities.flatMap(({ scheme, value }) => [scheme, value]),
  );
  return rows.length > 0;
}

/** The publication that one of these identities belongs to: the surest decides. */
export async function findByIdentity(
  em: Services['em'],
  identities: Identity[],
): Promise<Publication | null> {
  const found = await findIdentifiers(em, identities);
  for (const identity of identities) {
    const match = found.find((row) => isSameIdentity(row, identity));
    if (match) return mergedWith(em, match.publication);
  }
  return null;
}

/** Those of some identities that belong to a publication, with it. */
export async function findIdentifiers(
  em: Services['em'],
  identities: Identity[],
): Promise<Identifier[]> {
  if (identities.length === 0) return [];
  // Schemes and values apart: a few rows too many, and one short condition for any number.
  return em.find(Identifier, anyOf(identities), { populate: ['publication'] });
}

/** The condition that finds rows of these identities, and a few besides. */
export const anyOf = (identities: Identity[]) => ({
  scheme: { $in: [...new Set(identities.map(({ scheme }) => scheme))] },
  value: { $in: [...new Set(identities.map(({ value }) => value))] },
});

/** The publication that a person merged this one into; itself when nobody did. */
export async function mergedWith(
  em: Services['em'],
  publication: Publication,
): Promise<Publication> {
  let kept = publication;
  for (let hops = 0; kept.mergedIntoId && hops < 10; hops += 1) {
    kept = (await em.findOne(Publication, kept.mergedIntoId)) ?? publication;
  }
  return kept;
}

/**
 * Remembers identities that nobody has yet; one that another publication has stays with it.
 *
 * @param taken identifiers of before: what somebody recorded meanwhile the unique key refuses
 */
export function keepIdentities(
  rows: NewRows,
  publication: Publication,
  identities: Identity[],
  taken: Identifier[],
): void {
  for (const identity of identities) {
    if (taken.some((row) => isSameIdentity(row, identity))) continue;
    rows.add(Identifier, () => ({ publication: publication.id, ...identity }));
  }
}
