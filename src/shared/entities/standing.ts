import { inWords, londonDay } from '#shared/london.ts';

/** What a reader must know before relying on a publication; the gravest first. */
export const standingKinds = [
  'erased',
  'restricted',
  'gone',
  'withdrawn',
  'superseded',
  'merged',
] as const;
export type StandingKind = (typeof standingKinds)[number];

/** One thing to know of a publication before relying on it. */
export interface Standing {
  kind: StandingKind;
  /** In a word or two, for a badge: "Withdrawn". */
  label: string;
  /** As a sentence, with who, when and why where that is known. */
  words: string;
  /** Since when; null where nobody noted it. */
  at: Date | null;
  /** Id of the publication that stands in its place; null where there is none or nobody said. */
  replacedById: number | null;
}

/** What the rule looks at: a publication, or a row of its columns. */
export interface StandingFacts {
  publisher: string;
  status: string;
  setAsideReason?: string | null;
  siftedAt?: Date | null;
  withdrawnAt?: Date | null;
  withdrawnNote?: string | null;
  goneAt?: Date | null;
  takedown?: 'restricted' | 'erased' | null;
  takenDownAt?: Date | null;
  mergedIntoId?: number | null;
  supersededById?: number | null;
  supersededAt?: Date | null;
  supersededBasis?: string | null;
}

export const standingLabels: Record<StandingKind, string> = {
  erased: 'Text erased',
  restricted: 'Taken down',
  gone: 'Page gone',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
  merged: 'Merged',
};

const on = (at: Date | null | undefined) => (at ? ` on ${inWords(londonDay(at))}` : '');

/** The explanation as a sentence of its own; none of a publication whose text may not be shown. */
function explained({ withdrawnNote, takedown }: StandingFacts): string {
  const note = takedown ? '' : (withdrawnNote ?? '').trim();
  return note && `: ${note.replace(/[.\s]+$/, '')}`;
}

function standing(
  kind: StandingKind,
  words: string,
  at: Date | null | undefined,
  replacedById: number | null = null,
): Standing {
  return { kind, label: standingLabels[kind], words: `${words}.`, at: at ?? null, replacedById };
}

/** Who says that there is a newer edition. */
const bySuperseding: Record<string, (publisher: string) => string> = {
  publisher: (publisher) => `as ${publisher} says`,
  series: () => 'by its series and year',
  person: () => 'as somebody here says',
};

function supersededOf(facts: StandingFacts): Standing[] {
  const { publisher, supersededById, supersededAt, supersededBasis, siftedAt } = facts;
  if (supersededById) {
    const who = bySuperseding[supersededBasis ?? 'person']?.(publisher) ?? '';
    const words = `Superseded by a newer edition, ${who}${on(supersededAt)}`;
    return [standing('superseded', words, supersededAt, supersededById)];
  }
  return facts.status === 'set-aside' && facts.setAsideReason === 'superseded'
    ? [standing('superseded', `Set aside as superseded${on(siftedAt)}`, siftedAt)]
    : [];
}

/**
 * Why a publication is not to be relied on as it is, gravest first; empty when it stands well. The one
 * rule: whatever names a publication (page, list, mail, feed, file, API) says this of it.
 */
export function standingOf(facts: StandingFacts): Standing[] {
  const { publisher, takedown, takenDownAt, goneAt, withdrawnAt, mergedIntoId } = facts;
  return [
    ...(takedown === 'erased'
      ? [standing('erased', `Its text was erased here${on(takenDownAt)}`, takenDownAt)]
      : []),
    ...(takedown === 'restricted'
      ? [
          standing(
            'restricted',
            `Taken down here${on(takenDownAt)}: its text is not shown`,
            takenDownAt,
          ),
        ]
      : []),
    ...(goneAt ? [standing('gone', `Not found at its address${on(goneAt)}`, goneAt)] : []),
    ...(withdrawnAt
      ? [
          standing(
            'withdrawn',
            `Withdrawn by ${publisher}${on(withdrawnAt)}${explained(facts)}`,
            withdrawnAt,
          ),
        ]
      : []),
    ...supersededOf(facts),
    ...(mergedIntoId
      ? [
          standing(
            'merged',
            'The same as another publication, and merged into it',
            null,
            mergedIntoId,
          ),
        ]
      : []),
  ];
}

/** Whether its text is hidden for what happened to it, and not for what its source allows. */
export const isTextHidden = (standing: Standing[]): boolean =>
  standing.some(({ kind }) => kind === 'erased' || kind === 'restricted' || kind === 'gone');

/** All of it on one line, for text parts, feeds and files; empty when it stands well. */
export const standingInWords = (standing: Standing[]): string =>
  standing.map(({ words }) => words).join(' ');
