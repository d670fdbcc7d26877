import {
  type Candidate,
  PossibleDuplicate,
  type Publication,
  Stray,
  type StrayKind,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { Identity } from './identify.ts';
import type { NewRows } from './new-rows.ts';
import type { Shared } from './tell-apart.ts';

/** Pairs made of what leads to one place at most: a list for members only is no hundred questions. */
const mostPairs = 20;

/** What kind of straying it is that offers lead to the same. */
export const kindOfSharing = (shared: Pick<Shared, 'identity'>[]): StrayKind =>
  shared.some(({ identity }) => identity.scheme === 'address') ? 'shared-address' : 'shared-text';

/** Why a publication has no text where its address answers for several, as a sentence. */
export function sharingInWords(kind: StrayKind, others: Candidate[]): string {
  const titles = [...new Set(others.map(({ offer }) => `“${offer.title}”`))];
  const more = titles.length > 2 ? ` and ${titles.length - 1} others` : titles[1] ? ` and ${titles[1]}` : '';
  const whose = `as ${titles[0] ?? 'another entry'}${more}`;
  return kind === 'shared-address'
    ? `The text is not to be had: the address leads to the same page ${whose}. It is recorded from what the source said.`
    : `The text is not to be had: the address answers with the same text ${whose}. It is recorded from what the source said.`;
}

/** Notes that an offer strays; what it led to identifies none of those that do. */
export function addStrays(
  rows: NewRows,
  candidate: Candidate,
  kind: StrayKind,
  identities: Identity[],
  at: Date,
): void {
  for (const { scheme, value } of identities) {
    rows.add(Stray, () => ({ candidate: candidate.id, kind, scheme, value, foundAt: at }));
  }
}

/** Two publications that a person is to look at side by side, because of what they lead to. */
export interface Pair {
  one: Publication;
  other: Publication;
  because: string;
}

const likeness: Partial<Record<StrayKind, string>> = {
  'shared-address': 'Their addresses lead to the same page.',
  'shared-text': 'Their addresses answer with the same text.',
};

export const becauseOf = (kind: StrayKind): string =>
  likeness[kind] ?? 'Neither could be read: their addresses lead elsewhere in the same way.';

/** The earliest other offer of the source that strays in the same way; null when enough pairs are made. */
export async function straysLike(
  em: Services['em'],
  candidate: Candidate,
  identity: Identity,
): Promise<Publication | null> {
  const others = await em.find(
    Stray,
    { ...identity, candidate: { $ne: candidate.id, publication: { $ne: null } } },
    { orderBy: { id: 'asc' }, limit: mostPairs, populate: ['candidate.publication'] },
  );
  return others.length < mostPairs ? (others[0]?.candidate.publication ?? null) : null;
}

/** Keeps pairs for a person to decide; one decided before stays decided. */
export async function keepPairs(em: Services['em'], pairs: Pair[], at: Date): Promise<void> {
  for (const { one, other, because } of pairs) {
    if (one.id === other.id) continue;
    const [first, second] = one.id < other.id ? [one, other] : [other, one];
    await em.upsert(
      PossibleDuplicate,
      { first, second, distance: 0, ledTo: because, foundAt: at, state: 'open' },
      { onConflictFields: ['first', 'second'], onConflictAction: 'ignore' },
    );
  }
}
