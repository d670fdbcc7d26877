import { Candidate, type Offer, type Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import { dayPublished } from '../record/day-published.ts';

/** A key that several entries share, with its address: they are different things. */
const keyWithAddress = (key: string, url: string) =>
  `${key}#${contentHash(canonicalAddress(url)).slice(0, 16)}`;

const isSameAddress = (a: string, b: string) => canonicalAddress(a) === canonicalAddress(b);

const isSameTitle = (a: string, b: string) => {
  const plain = (title: string) => title.toLowerCase().replace(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
};

/**
 * Whether an offer is one of before that moved to another address. Its title tells, unless the days
 * differ (editions of a bulletin); where the id was never shared, the day of its publication does.
 */
function hasMoved(before: Offer, now: Offer, isAlone: boolean): boolean {
  const [then, today] = [dayPublished(before), dayPublished(now)];
  const isSameDay = then !== null && then === today;
  if (isSameTitle(before.title, now.title)) return isSameDay || then === null || today === null;
  return isAlone && isSameDay;
}

/** Candidates of this key, and of this key with an address. */
async function familyOf(em: Services['em'], source: Source, key: string): Promise<Candidate[]> {
  const prefix = `${key}#`;
  const rows: { id: number | string }[] = await em.execute(
    'select id from candidate where source_id = ? and ("key" = ? or substr("key", 1, ?) = ?)',
    [source.id, key, [...prefix].length, prefix],
  );
  return em.find(Candidate, { id: { $in: rows.map(({ id }) => Number(id)) } });
}

function settle(offers: Offer[], family: Candidate[]): Offer[] {
  const isAlone = offers.length === 1 && family.length === 1;
  const free = new Set(family);
  const settled = new Map<Offer, string>();
  const take = (offer: Offer, match: (candidate: Candidate) => boolean) => {
    const found = [...free].find(match);
    if (!found) return;
    free.delete(found);
    settled.set(offer, found.key);
  };
  for (const offer of offers) take(offer, (one) => isSameAddress(one.offer.url, offer.url));
  for (const offer of offers) {
    if (!settled.has(offer)) take(offer, (one) => hasMoved(one.offer, offer, isAlone));
  }
  const taken = new Set(family.map(({ key }) => key));
  return offers.map((offer) => {
    let key = settled.get(offer);
    if (!key) {
      key = taken.has(offer.key) ? keyWithAddress(offer.key, offer.url) : offer.key;
      taken.add(key);
    }
    return key === offer.key ? offer : { ...offer, key };
  });
}

/**
 * Gives each offer the key under which it is remembered. Some publishers repeat ids: entries that
 * share one but not an address are different things, whichever comes first, and none may take the
 * place of another. An entry that only moved to another address stays what it was.
 *
 * @param offers may share keys; those that share the address too are one, and the first stands
 * @param known candidates found by the offers' keys; those found besides are added
 */
export async function settleKeys(
  em: Services['em'],
  source: Source,
  offers: Offer[],
  known: Map<string, Candidate>,
): Promise<Offer[]> {
  const groups = Map.groupBy(offers, ({ key }) => key);
  const settled: Offer[] = [];
  for (const [key, all] of groups) {
    const group = [...Map.groupBy(all, ({ url }) => canonicalAddress(url)).values()].flatMap(
      ([first]) => first ?? [],
    );
    const before = known.get(key);
    const isPlain = group.every(({ url }) => !before || isSameAddress(before.offer.url, url));
    if (group.length === 1 && isPlain) {
      settled.push(...group);
      continue;
    }
    const family = await familyOf(em, source, key);
    for (const candidate of family) known.set(candidate.key, candidate);
    settled.push(...settle(group, family));
  }
  return settled;
}
