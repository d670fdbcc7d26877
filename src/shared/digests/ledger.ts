import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Digest, DigestLine, type DigestState, Publication } from '#shared/entities/index.ts';

/** The states of a digest whose lines no longer change. */
export const frozenStates = ['approved', 'sending', 'sent'] as const satisfies DigestState[];

/** One digest that a publication goes, or went, out with. */
export interface WentWith {
  week: string;
  endsOn: string;
  frozenAt: Date;
}

/**
 * Which frozen digests carry which publications, the latest last. What was merged into a publication
 * is the same thing: where the one went, the other went. Together with the deliveries of a digest
 * this says what each subscriber was sent.
 *
 * @param only this publication alone
 */
export async function readLedger(
  em: EntityManager,
  only?: number,
): Promise<Map<number, WentWith[]>> {
  const mergedInto = new Map(
    (
      await em.find(
        Publication,
        { mergedIntoId: { $ne: null } },
        { fields: ['mergedIntoId'], disableIdentityMap: true },
      )
    ).map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id]),
  );
  /** Itself, and whatever it was merged into, to the last. */
  const selves = (id: number, seen: number[] = []): number[] => {
    const next = mergedInto.get(id);
    return next === undefined || seen.includes(id) ? [...seen, id] : selves(next, [...seen, id]);
  };
  const lines = await em.find(
    DigestLine,
    {
      digest: { state: { $in: [...frozenStates] } },
      ...(only === undefined ? {} : { publication: { $in: [only, ...mergedInto.keys()] } }),
    },
    {
      fields: ['publication', 'digest.week', 'digest.endsOn', 'digest.approvedAt', 'digest.sendAt'],
      populate: ['digest'],
      orderBy: { digest: { week: 'asc' }, id: 'asc' },
      disableIdentityMap: true,
    },
  );
  const ledger = new Map<number, WentWith[]>();
  for (const { publication, digest } of lines) {
    const { week, endsOn, approvedAt, sendAt } = digest;
    for (const id of selves(publication.id)) {
      const known = ledger.get(id) ?? [];
      if (known.some((one) => one.week === week)) continue;
      ledger.set(id, [...known, { week, endsOn, frozenAt: approvedAt ?? sendAt }]);
    }
  }
  return ledger;
}

/**
 * Lets one transaction at a time decide what stands in which digest, so that two that are frozen at
 * once cannot both take a publication. On SQLite writing transactions follow one another anyway.
 */
export async function holdDigests(em: EntityManager): Promise<void> {
  await em.findOne(
    Digest,
    { id: { $gt: 0 } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
}
