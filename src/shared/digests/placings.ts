import type { EntityManager } from '#shared/database/open-database.ts';
import {
  Digest,
  DigestChoice,
  DigestLeftOut,
  type LeftOutKind,
  Publication,
} from '#shared/entities/index.ts';
import { daysOfWeek, inWords, londonDay, type Week, weekOf } from '#shared/london.ts';
import { frozenStates, readLedger, type WentWith } from './ledger.ts';
import { isMissed, weekAfter } from './weeks.ts';

/**
 * Where one kept publication stands. A publication stands in one place only:
 *
 * - `waits` for the first open digest of its week or later;
 * - `left-out` by name, with the reason;
 * - `went` out with a digest that is frozen, and does not go again unless a coordinator says so.
 */
export interface Placing {
  publicationId: number;
  title: string;
  place: 'waits' | 'left-out' | 'went';
  /** Why it waits past a digest, or is left out; null where it simply waits. */
  kind: LeftOutKind | null;
  reason: string | null;
  /** The week from which on it stands: that in which it was kept, unless a choice moves it. */
  from: string;
  /** The open digest in which it is shown; null: the next one, whose week has not begun. */
  week: string | null;
  /** Named already on a digest that is frozen: not named again. */
  isNamed: boolean;
  choice: DigestChoice | null;
  /** Why it goes out once more, in a coordinator's words. */
  again: string | null;
  keptAt: Date;
  went: WentWith[];
}

const backlogReason = 'It came with the first scan of its source, so it is not news.';
const takenDownReason = 'It was taken down.';

const nameOf = ({ chosenBy }: DigestChoice) => chosenBy?.name ?? chosenBy?.email ?? 'a coordinator';
const because = ({ reason }: DigestChoice) => (reason ? `: ${reason}` : '.');

type Kept = Pick<
  Publication,
  'id' | 'title' | 'siftedAt' | 'firstSeenAt' | 'isBacklog' | 'takedown'
>;

interface Known {
  choices: Map<number, DigestChoice>;
  ledger: Map<number, WentWith[]>;
  /** Weeks, in order, of the digests that still take something. */
  open: string[];
  /** What frozen digests said of what they left out. */
  named: { publicationId: number; kind: LeftOutKind; week: string }[];
}

/** A choice that has not been frozen yet; leaving out ends when a person keeps the publication anew. */
function choiceOf(kept: Kept, keptAt: Date, { choices }: Known): DigestChoice | null {
  const choice = choices.get(kept.id);
  if (!choice || choice.usedIn) return null;
  const leavesOut = choice.choice === 'out' || choice.choice === 'later';
  return leavesOut && keptAt > choice.chosenAt ? null : choice;
}

function fromOf(choice: DigestChoice | null, keptAt: Date): string {
  const days = choice && daysOfWeek(choice.week);
  if (!choice || !days) return weekOf(londonDay(keptAt)).week;
  return choice.choice === 'later' ? weekAfter(days).week : choice.week;
}

type Verdict = Pick<Placing, 'place' | 'kind' | 'reason'>;

function verdictOf(kept: Kept, choice: DigestChoice | null, went: WentWith[]): Verdict {
  const last = went.at(-1);
  if (last && choice?.choice !== 'again') {
    const reason = `It went out with the digest for the week to ${inWords(last.endsOn)}.`;
    return { place: 'went', kind: null, reason };
  }
  if (kept.takedown) return { place: 'left-out', kind: 'taken-down', reason: takenDownReason };
  if (choice?.choice === 'out') {
    return {
      place: 'left-out',
      kind: 'out',
      reason: `Left out by ${nameOf(choice)}${because(choice)}`,
    };
  }
  if (kept.isBacklog && !choice) {
    return { place: 'left-out', kind: 'backlog', reason: backlogReason };
  }
  if (choice?.choice === 'later') {
    const reason = `Left for the next digest by ${nameOf(choice)}${because(choice)}`;
    return { place: 'waits', kind: 'later', reason };
  }
  return { place: 'waits', kind: null, reason: null };
}

function placingOf(kept: Kept, known: Known): Placing {
  const keptAt = kept.siftedAt ?? kept.firstSeenAt;
  const went = known.ledger.get(kept.id) ?? [];
  const choice = choiceOf(kept, keptAt, known);
  const verdict = verdictOf(kept, choice, went);
  const from = fromOf(choice, keptAt);
  return {
    publicationId: kept.id,
    title: kept.title,
    ...verdict,
    from,
    week: known.open.find((week) => week >= from) ?? null,
    isNamed: known.named.some(
      ({ publicationId, kind, week }) =>
        publicationId === kept.id && kind === verdict.kind && week >= from,
    ),
    choice,
    again: choice?.choice === 'again' && went.length > 0 ? choice.reason || null : null,
    keptAt,
    went,
  };
}

/** The digests that still take something: drafts whose time has not passed, and the week asked for. */
async function openWeeks(em: EntityManager, asked: Week, at: Date): Promise<string[]> {
  const digests = await em.find(
    Digest,
    {},
    { fields: ['week', 'state', 'sendAt'], disableIdentityMap: true },
  );
  const open = digests
    .filter((digest) => digest.state === 'draft' && !isMissed(digest, at))
    .map(({ week }) => week);
  if (!digests.some(({ week }) => week === asked.week)) open.push(asked.week);
  return open.sort();
}

/**
 * Where every kept publication stands.
 *
 * @param asked a week whose digest may not be there yet
 * @param only this publication alone
 */
export async function placings(
  em: EntityManager,
  asked: Week,
  at: Date,
  only?: number,
): Promise<Placing[]> {
  const one = only === undefined ? {} : { publication: only };
  const kept = await em.find(
    Publication,
    { status: 'kept', ...(only === undefined ? {} : { id: only }) },
    {
      fields: ['title', 'siftedAt', 'firstSeenAt', 'isBacklog', 'takedown'],
      orderBy: { id: 'asc' },
      disableIdentityMap: true,
    },
  );
  const choices = await em.find(DigestChoice, one, {
    populate: ['chosenBy'],
    disableIdentityMap: true,
  });
  const leftOut = await em.find(
    DigestLeftOut,
    { ...one, digest: { state: { $in: [...frozenStates] } } },
    {
      fields: ['publication', 'kind', 'digest.week'],
      populate: ['digest'],
      disableIdentityMap: true,
    },
  );
  const known: Known = {
    choices: new Map(choices.map((choice) => [choice.publication.id, choice])),
    ledger: await readLedger(em, only),
    open: await openWeeks(em, asked, at),
    named: leftOut.map(({ publication, kind, digest }) => ({
      publicationId: publication.id,
      kind,
      week: digest.week,
    })),
  };
  return kept.map((one) => placingOf(one, known));
}
