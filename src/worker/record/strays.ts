import type { NewRows } from '#shared/database/new-rows.ts';
import {
  type Candidate,
  PossibleDuplicate,
  type Publication,
  Stray,
  type StrayKind,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { Identity } from './identify.ts';
import type { Shared } from './tell-apart.ts';

/** Pairs made of what leads to one place at most: a list for members only is no hundred questions. */
const mostPairs = 20;

/** What kind of straying it is that offers lead to the same. */
export const kindOfSharing = (shared: Pick<Shared, 'identity'>[]): StrayKind =>
  shared.some(({ identity }) => identity.scheme === 'address') ? 'shared-address' : 'shared-text';

/** Why a publication has no text where its address answers for several, as a sentence. */
export function sharingInWords(kind: StrayKind, others: Candidate[]): string {
  const titles = [...new Set(others.map(({ offer }) => `“${offer.title}”`))];
  const more =
    titles.length > 2 ? ` and ${titles.length - 1} others` : titles[1] ? ` and ${titles[1]}` : '';
  const whose = `as ${titles[0] ?? 'another entry'}${more}`;
  return kind === 'shared-address'
    ? `The text is not to be had: the address leads to the same page ${whose}. It is recorded from what the source said.`
    : `The text is not to be had: the address answers with the same text ${whose}. It is recorded from what the source said.`;
}

/** Notes that an offer strays; what it led to identifies none of those that do. */
export function addStrays(
  rows: NewRows,
  candidate: Candidate,
  { kind, identities, at }: { kind: StrayKind; identities: Identity[]; at: Date },
): void {
  for (const { scheme, value } of identities) {
    rows.add(Stray, () => ({ candidate: candidate.id, kind, scheme, value, foundAt: at }));
  }
}

const likeness: Partial<Record<StrayKind, string>> = {
  'shared-address': 'Their addresses lead to the same page.',
  'shared-text': 'Their addresses answer with the same text.',
};

/** A publication that a person is to look at beside another one, because of what both lead to. */
export interface Stranded {
  publication: Publication;
  candidate: Candidate;
  kind: StrayKind;
  /** What it leads to. */
  identity: Identity;
  /** The publication of another offer that leads there; null where it is to be looked for. */
  beside: Publication | null;
}

/** The publication that strayed there first; null once enough others are shown beside it. */
async function firstStranded(
  em: Services['em'],
  { candidate, identity }: Stranded,
): Promise<Publication | null> {
  const strays = await em.find(Stray, identity, {
    orderBy: { id: 'asc' },
    limit: mostPairs,
    populate: ['candidate.publication'],
  });
  const isEarly = strays.some((row) => row.candidate.id === candidate.id);
  return isEarly ? (strays[0]?.candidate.publication ?? null) : null;
}

/** Keeps pairs for a person to decide; one decided before stays decided. */
export async function keepPairs(em: Services['em'], stranded: Stranded[], at: Date): Promise<void> {
  for (const one of stranded) {
    const other = one.beside ?? (await firstStranded(em, one));
    if (!other || other.id === one.publication.id) continue;
    const [first, second] =
      other.id < one.publication.id ? [other, one.publication] : [one.publication, other];
    const ledTo =
      likeness[one.kind] ??
      'Neither could be read: their addresses lead elsewhere in the same way.';
    await em.upsert(
      PossibleDuplicate,
      { first, second, distance: 0, ledTo, foundAt: at, state: 'open' },
      { onConflictFields: ['first', 'second'], onConflictAction: 'ignore' },
    );
  }
}
