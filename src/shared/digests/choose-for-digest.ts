import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import {
  type Choice,
  DigestChoice,
  type DigestGroup,
  Publication,
  User,
} from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { daysOfWeek, inWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { checkIsDraft } from './approve-digest.ts';
import { changingDigest } from './changing-digest.ts';
import { readLedger } from './ledger.ts';
import { ensureDigest, weekAfter } from './weeks.ts';

export const longestReason = 300;

export interface GivenChoice {
  week: string;
  publicationId: number;
  /** See `choices`; "out" is for good, "later" for the digest after this one. */
  choice: Choice;
  group?: DigestGroup | null;
  /** Needed for "again": why it goes out once more. */
  reason?: string | null;
  by: Actor;
}

/** What stands of a choice once it is checked against what the publication is, and where it went. */
interface Checked {
  choice: Choice;
  week: string;
  reason: string | null;
}

function checkKept({ status, takedown }: Publication, choice: Choice): void {
  if (choice === 'out') return;
  if (status !== 'kept') {
    throw new Invalid(
      'Keep the publication first: a digest lists only what was kept.',
      'publicationId',
    );
  }
  if (takedown) throw new Invalid('It was taken down, so it goes into no digest.', 'publicationId');
}

async function checkChoice(
  em: EntityManager,
  given: GivenChoice,
  known: DigestChoice | null,
): Promise<Checked | null> {
  const { choice, week } = given;
  const reason = given.reason?.replace(/\s+/g, ' ').trim() || null;
  if ((reason?.length ?? 0) > longestReason)
    throw new Invalid(`Keep the reason to ${longestReason} characters`, 'reason');
  const last = (await readLedger(em)).get(given.publicationId)?.at(-1);
  if (!last) {
    if (choice === 'again')
      throw new Invalid('It has been in no digest yet, so it cannot go again.', 'choice');
    return { choice, week, reason };
  }
  const isAgain = known?.choice === 'again' && !known.usedIn;
  if (choice === 'again') {
    if (!reason) throw new Invalid('Say why it goes out once more', 'reason');
    return { choice, week, reason };
  }
  if (!isAgain) {
    throw new Invalid(
      `It went out with the digest for the week to ${inWords(last.endsOn)}. Say why, if it is to go out once more.`,
      'choice',
    );
  }
  // It was to go again: it may move, wait a week, or not go again after all.
  if (choice === 'out') return null;
  const days = daysOfWeek(week);
  return {
    choice: 'again',
    week: choice === 'later' && days ? weekAfter(days).week : week,
    reason: known.reason ?? null,
  };
}

const told = ({
  week,
  choice,
  group,
  reason,
}: Pick<DigestChoice, 'week' | 'choice'> & Partial<Pick<DigestChoice, 'group' | 'reason'>>) => ({
  week,
  choice,
  group: group ?? null,
  reason: reason ?? null,
});

/** Puts in place of what was chosen before what is chosen now; nothing, where it shall not go again. */
function replaceChoice(
  em: EntityManager,
  known: DigestChoice | null,
  chosen: (Checked & { group: DigestGroup | null }) | null,
  { publication, by, at }: { publication: Publication; by: Actor; at: Date },
): void {
  if (!chosen) {
    if (known) em.remove(known);
    return;
  }
  const values = {
    ...chosen,
    chosenBy: by.userId === null ? null : em.getReference(User, by.userId),
    chosenAt: at,
    usedIn: null,
  };
  if (known) Object.assign(known, values);
  else em.create(DigestChoice, { publication, ...values });
}

/**
 * Lets a publication into a draft, moves it to another group, leaves it for the next digest or out
 * by name, or sends once more what went out before.
 *
 * @throws {NotFound} @throws {Invalid} @throws {Conflict} when the digest is frozen
 */
export async function chooseForDigest(
  work: Pick<Services, 'em' | 'clock'>,
  given: GivenChoice,
): Promise<void> {
  await ensureDigest(work, given.week);
  await changingDigest(work, given, async (em, digest, at) => {
    checkIsDraft(digest);
    const publication = await em.findOne(Publication, given.publicationId, { refresh: true });
    if (!publication) throw new NotFound('publication', given.publicationId);
    checkKept(publication, given.choice);
    const known = await em.findOne(DigestChoice, { publication }, { refresh: true });
    const checked = await checkChoice(em, given, known);
    const before = known && !known.usedIn ? told(known) : null;
    const group = given.group ?? (known?.usedIn ? null : known?.group) ?? null;
    const chosen = checked && { ...checked, group };
    replaceChoice(em, known, chosen, { publication, by: given.by, at });
    return {
      action: 'digest.chosen',
      before: before && { publication: publication.id, ...before },
      after: {
        publication: publication.id,
        ...(chosen ? told(chosen) : { choice: 'not again' }),
      },
      reason: chosen?.reason ?? null,
    };
  });
}
