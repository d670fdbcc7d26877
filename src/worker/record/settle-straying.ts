import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Chance } from '#shared/clock.ts';
import type { NewRows } from '#shared/database/new-rows.ts';
import { Publication, Stray, type StrayKind } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { candidateDueAfterFailure } from '../claiming/rhythm.ts';
import { contentsOf } from '../contents/contents.ts';
import { anyOf, type Identity, isSameIdentity } from './identify.ts';
import type { Recording } from './record-batch.ts';
import { addStrays, kindOfSharing, type Stranded, sharingInWords } from './strays.ts';
import { takeBack } from './take-back.ts';
import {
  isFetched,
  type KnownOwners,
  type OfferedAnswer,
  type Shared,
  type Verdict,
} from './tell-apart.ts';

type Given = OfferedAnswer & { given: Recording };

interface Straying {
  answer: Given;
  verdict: Verdict;
  /** Publications that are known by what they share with this answer. */
  losers: Publication[];
  known: KnownOwners;
  at: Date;
  chance: Chance;
}

const disputesOf = ({ shared, rightful }: Verdict): Shared[] =>
  rightful ? [...shared, rightful] : shared;

/** Publications that lose an identity to this answer: those of offers of other things. */
export function losersOf(
  { candidate }: OfferedAnswer,
  verdict: Verdict,
  { owners }: KnownOwners,
): Publication[] {
  const losers = disputesOf(verdict).flatMap(({ identity, rivals }) => {
    const owner = owners.find((row) => isSameIdentity(row, identity))?.publication;
    const isRival = owner && rivals.some(({ publication }) => publication === owner);
    return isRival && owner !== candidate.publication ? [owner] : [];
  });
  return [...new Set(losers)];
}

/** What nothing else of a batch may touch together with this answer. */
export function marksOfWork(
  { identities, marks }: OfferedAnswer,
  verdict: Verdict,
  { found, losers }: { found: Publication | null; losers: Publication[] },
): string[] {
  // What is known to be shared is nobody's; what is found to be so is, until all know of it.
  const isKnown = verdict.shared.length > 0 && losers.length === 0;
  const own = isKnown ? [] : [...identities, ...marks];
  return [
    ...[...own, ...verdict.identities].map(({ scheme, value }) => `${scheme} ${value}`),
    ...[found, ...losers].flatMap((one) => (one ? `publication ${one.id}` : [])),
  ];
}

/**
 * Takes back from others what this answer shares with them.
 *
 * @returns what is left of the answer to be recorded: all of it, or what the source said
 */
export async function settleStraying(em: Services['em'], rows: NewRows, straying: Straying) {
  const { answer, verdict, losers, known, at, chance } = straying;
  const { candidate, contents, given } = answer;
  const disputes = disputesOf(verdict);
  for (const publication of losers) {
    const identities = disputes
      .map(({ identity }) => identity)
      .filter((one) =>
        known.owners.some((row) => row.publication === publication && isSameIdentity(row, one)),
      );
    await em.findOne(Publication, publication.id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    const kind = kindOfSharing(disputes);
    const { vocabulary } = given;
    await takeBack(em, rows, publication, {
      identities,
      kind,
      rival: candidate,
      vocabulary,
      at,
      chance,
    });
    known.owners = known.owners.filter(
      (row) =>
        row.publication !== publication || !identities.some((one) => isSameIdentity(row, one)),
    );
  }
  const { identities } = verdict;
  if (verdict.withheld) {
    const problem = verdict.withheld.textProblem ?? null;
    const left = { ...given, retrieved: null, problem };
    return { given: left, candidate, contents: contentsOf(candidate, null), identities, marks: [] };
  }
  if (verdict.shared.length === 0)
    return { given, candidate, contents, identities, marks: answer.marks };
  // What the source itself carries is the offer, not the answer.
  const isOffered = given.retrieved !== null && !isFetched(contents);
  if (isOffered) return { given, candidate, contents, identities, marks: [] };
  const attempts = candidate.attempts + 1;
  const rivals = verdict.shared.flatMap((one) => one.rivals);
  return {
    given: {
      ...given,
      retrieved: null,
      problem: sharingInWords(kindOfSharing(verdict.shared), [...new Set(rivals)]),
      retry: {
        at: candidateDueAfterFailure(at, attempts, null, chance()),
        attempts,
      },
    },
    candidate,
    contents: contentsOf(candidate, null),
    identities,
    marks: [],
  };
}

/** What a candidate strays to, and how; nothing when its answer is its own. */
function strayedTo({
  answer,
  verdict,
}: Straying): { kind: StrayKind; identities: Identity[] } | null {
  const { candidate, given } = answer;
  if (verdict.shared.length > 0) {
    return {
      kind: kindOfSharing(verdict.shared),
      identities: verdict.shared.map(({ identity }) => identity),
    };
  }
  if (!given.instead) return null;
  const wall = { scheme: 'instead', value: `${candidate.source.id} ${given.instead}` };
  return { kind: given.instead, identities: [wall] };
}

/**
 * Notes whether an offer strays, for its source to say so until it does no longer.
 *
 * @returns what people are to look at because of it
 */
export async function keepStraying(
  em: Services['em'],
  rows: NewRows,
  straying: Straying & { publication: Publication },
): Promise<Stranded[]> {
  const { answer, verdict, known, publication, at } = straying;
  const { candidate } = answer;
  if (known.strays.some((row) => row.candidate === candidate)) {
    await em.nativeDelete(Stray, { candidate });
  }
  const strayed = strayedTo(straying);
  const [identity] = strayed?.identities ?? [];
  if (!strayed || !identity) return [];
  addStrays(rows, candidate, { ...strayed, at });
  const rivals = verdict.shared.flatMap((one) => one.rivals.map((rival) => rival.publication));
  const beside = rivals.find((one) => one && one !== publication) ?? null;
  return [{ publication, candidate, kind: strayed.kind, identity, beside }];
}

/**
 * Refuses to keep identities that were found to be shared while this transaction was under way.
 *
 * @param seen what was known of them when they were judged
 * @throws {UniqueConstraintViolationException} then each is recorded anew
 */
export async function refuseStrays(
  em: Services['em'],
  kept: Identity[],
  seen: { known: KnownOwners; straying: ReadonlySet<number> },
): Promise<void> {
  if (kept.length === 0) return;
  const isNews = (row: Stray) =>
    kept.some((one) => isSameIdentity(row, one)) &&
    !seen.straying.has(row.candidate.id) &&
    !seen.known.strays.includes(row);
  const found = await em.find(Stray, anyOf(kept));
  if (found.some(isNews)) {
    throw new UniqueConstraintViolationException(new Error('an identity was taken back meanwhile'));
  }
}
