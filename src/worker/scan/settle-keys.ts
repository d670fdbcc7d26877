import { Candidate, type Offer, type Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { entryAddress } from '#shared/text/address.ts';
import { areSimilarTitles, plainTitle } from '#shared/text/different-things.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { SourceReading } from '../connectors/connector.ts';
import { dayPublished } from '../record/day-published.ts';

/** A key that several entries share, with what tells this one apart: they are different things. */
const keyWith = (key: string, what: string) => `${key}#${contentHash(what).slice(0, 16)}`;

const isSameAddress = (a: Offer, b: Offer) => entryAddress(a.url) === entryAddress(b.url);
const isSameTitle = (a: Offer, b: Offer) => plainTitle(a.title) === plainTitle(b.title);

/**
 * Whether an offer is one of before that moved to another address. Its title tells, unless the days
 * differ (editions of a bulletin); where the id was never shared, the day of its publication does.
 */
function hasMoved(before: Offer, now: Offer, isAlone: boolean): boolean {
  const [then, today] = [dayPublished(before), dayPublished(now)];
  const isSameDay = then !== null && then === today;
  if (isSameTitle(before, now)) return isSameDay || then === null || today === null;
  return isAlone && isSameDay && !isSameAddress(before, now);
}

/** Candidates of this key, and of this key with what told them apart; the latest first. */
async function familyOf(em: Services['em'], source: Source, key: string): Promise<Candidate[]> {
  const prefix = `${key}#`;
  const rows: { id: number | string }[] = await em.execute(
    'select id from candidate where source_id = ? and ("key" = ? or substr("key", 1, ?) = ?)',
    [source.id, key, [...prefix].length, prefix],
  );
  const family = await em.find(Candidate, { id: { $in: rows.map(({ id }) => Number(id)) } });
  return family.sort((a, b) => +b.lastOfferedAt - +a.lastOfferedAt || a.id - b.id);
}

/** Offers of one key without those that repeat another's address and title: the first stands. */
const withoutRepeats = (offers: Offer[]): Offer[] =>
  [
    ...Map.groupBy(
      offers,
      ({ url, title }) => `${entryAddress(url)}\n${plainTitle(title)}`,
    ).values(),
  ].flatMap(([first]) => first ?? []);

/** @param isOfAddress there is no id: another title at the same address is another entry */
function settle(offers: Offer[], family: Candidate[], isOfAddress: boolean): Offer[] {
  const isAlone = offers.length === 1 && family.length === 1;
  const free = new Set(family);
  const settled = new Map<Offer, string>();
  const take = (isSame: (before: Offer, offer: Offer) => boolean) => {
    for (const offer of offers) {
      const found = settled.has(offer) ? null : [...free].find((one) => isSame(one.offer, offer));
      if (!found) continue;
      free.delete(found);
      settled.set(offer, found.key);
    }
  };
  take((before, offer) => isSameAddress(before, offer) && isSameTitle(before, offer));
  const isTold = isOfAddress || offers.length > 1;
  take(
    (before, offer) =>
      isSameAddress(before, offer) && (!isTold || areSimilarTitles(before.title, offer.title)),
  );
  // Of those that share id and address too, a new title is a new one only where nothing else is.
  if (!isOfAddress && new Set(offers.map(({ url }) => entryAddress(url))).size === offers.length) {
    take(isSameAddress);
  }
  take((before, offer) => hasMoved(before, offer, isAlone));

  const taken = new Set(family.map(({ key }) => key));
  return offers.map((offer) => {
    let key = settled.get(offer);
    if (!key) {
      key = [
        offer.key,
        keyWith(offer.key, entryAddress(offer.url)),
        keyWith(offer.key, `${entryAddress(offer.url)}\n${plainTitle(offer.title)}`),
      ].find((one) => !taken.has(one));
      key ??= keyWith(offer.key, JSON.stringify([offer.url, offer.title, offer.publishedOn]));
      taken.add(key);
    }
    return key === offer.key ? offer : { ...offer, key };
  });
}

/** Whether an offer is what its key is known by, or the first of its key: nothing is to be told apart. */
function isPlain(offer: Offer, before: Candidate | undefined, reading: SourceReading): boolean {
  if (!before) return !reading.keysOnceStamped?.has(offer.key);
  return isSameAddress(before.offer, offer) && isSameTitle(before.offer, offer);
}

/**
 * Gives each offer the key under which it is remembered. Some publishers repeat ids, and some give
 * none: entries that share one but not an address, or an address and nothing else but not a title,
 * are different things, whichever comes first, and none may take the place of another. An entry that
 * only moved to another address, or was renamed, stays what it was.
 *
 * @param reading its offers may share keys
 * @param known candidates found by the offers' keys; those found besides are added
 */
export async function settleKeys(
  em: Services['em'],
  source: Source,
  reading: SourceReading,
  known: Map<string, Candidate>,
): Promise<Offer[]> {
  const settled: Offer[] = [];
  for (const [key, all] of Map.groupBy(reading.offers, (offer) => offer.key)) {
    const group = withoutRepeats(all);
    const [first] = group;
    if (group.length === 1 && first && isPlain(first, known.get(key), reading)) {
      settled.push(first);
      continue;
    }
    const family = await familyOf(em, source, key);
    for (const candidate of family) known.set(candidate.key, candidate);
    settled.push(...settle(group, family, reading.keysOnlyOfAddress?.has(key) ?? false));
  }
  return settled;
}
