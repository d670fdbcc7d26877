import { type Candidate, Identifier, Publication } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { Retrieved } from '../connectors/connector.ts';
import type { Contents } from './contents.ts';
import type { NewRows } from './new-rows.ts';

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

/** The canonical address as an identity. */
export const addressIdentity = (url: string): Identity => ({
  scheme: 'address',
  value: short(canonicalAddress(url)),
});

/** All that identifies what was retrieved, surest first. */
export function identitiesOf(
  candidate: Pick<Candidate, 'offer'>,
  retrieved: Retrieved | null,
  { text, hash }: Pick<Contents, 'text' | 'hash'>,
): Identity[] {
  const { offer } = candidate;
  const addresses = [retrieved?.canonicalUrl, retrieved?.url, offer.url]
    .filter((url): url is string => !!url && /^https?:/i.test(url))
    .map(addressIdentity);
  const identities = [
    ...offer.identifiers,
    ...(retrieved?.identifiers ?? []),
    ...addresses,
    ...(hash && text.length >= shortestProof ? [{ scheme: 'content', value: hash }] : []),
  ];
  return [...new Map(identities.map((one) => [`${one.scheme} ${one.value}`, one])).values()].map(
    ({ scheme, value }) => ({ scheme, value: short(value) }),
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

/**
 * Looks up identities together.
 *
 * @returns finds the publication that one of some of them belongs to: the surest decides
 */
export async function findByIdentities(
  em: Services['em'],
  identities: Identity[],
): Promise<(some: Identity[]) => Promise<Publication | null>> {
  // Schemes and values apart: a few rows too many, and one short condition for any number.
  const found = identities.length
    ? await em.find(
        Identifier,
        {
          scheme: { $in: [...new Set(identities.map(({ scheme }) => scheme))] },
          value: { $in: identities.map(({ value }) => value) },
        },
        { populate: ['publication'] },
      )
    : [];
  return async (some) => {
    for (const { scheme, value } of some) {
      const match = found.find((row) => row.scheme === scheme && row.value === value);
      if (match) return mergedWith(em, match.publication);
    }
    return null;
  };
}

/** The publication that one of these identities belongs to: the surest decides. */
export async function findByIdentity(
  em: Services['em'],
  identities: Identity[],
): Promise<Publication | null> {
  const find = await findByIdentities(em, identities);
  return find(identities);
}

/** The publication that a person merged this one into; itself when nobody did. */
async function mergedWith(em: Services['em'], publication: Publication): Promise<Publication> {
  let kept = publication;
  for (let hops = 0; kept.mergedIntoId && hops < 10; hops += 1) {
    kept = (await em.findOne(Publication, kept.mergedIntoId)) ?? publication;
  }
  return kept;
}

/**
 * Remembers identities that nobody has yet; one that another publication has stays with it.
 *
 * @param isNew the publication was made because nobody had any of them: then the unique key refuses
 *   what somebody recorded meanwhile
 */
export async function keepIdentities(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  identities: Identity[],
  isNew: boolean,
): Promise<void> {
  const taken = isNew
    ? []
    : await em.find(Identifier, {
        scheme: { $in: identities.map(({ scheme }) => scheme) },
        value: { $in: identities.map(({ value }) => value) },
      });
  for (const { scheme, value } of identities) {
    if (taken.some((row) => row.scheme === scheme && row.value === value)) continue;
    rows.add(Identifier, () => ({ publication: publication.id, scheme, value }));
  }
}
