import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import type { SetAsideReason } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { changePublication } from '../database/change-publication.ts';
import { giveVerdict } from '../database/keep-as-used.ts';

export interface Sifting {
  publicationIds: number[];
  /** What the person saw, of one. */
  seen?: Seen | undefined;
  by: Actor;
}

interface Verdict {
  status: keyof typeof actions;
  reason: SetAsideReason | null;
  note: string | null;
}

const actions = {
  new: 'publication.reopened',
  kept: 'publication.kept',
  'set-aside': 'publication.set-aside',
} as const;

/** Gives all these publications one verdict, or none of them if one is not there. */
export async function siftPublications(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { publicationIds, seen, by }: Sifting,
  { status, reason, note }: Verdict,
): Promise<void> {
  // In one order, so that two people who sift the same ones do not wait for each other for ever.
  const ids = [...new Set(publicationIds)].sort((a, b) => a - b);
  await em.transactional(async (em) => {
    for (const publicationId of ids) {
      await changePublication({ em, clock }, { publicationId, seen, by }, (em, publication, at) => {
        const before = { status: publication.status, reason: publication.setAsideReason ?? null };
        if (before.status === status && before.reason === reason && !note) return null;
        const isJudged = status !== 'new';
        giveVerdict(em, publication, {
          status,
          reason,
          note,
          siftedBy: isJudged ? by.userId : null,
          siftedAt: isJudged ? at.toISOString() : null,
        });
        return { action: actions[status], before, after: { status, reason }, reason: note };
      });
    }
  });
}
