import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';

/** The source that stands for people who paste an address or upload a file. */
export const manualSourceKey = 'added-by-hand';

/** Finds that source, or makes it. */
export async function manualSource({ em, clock }: Pick<Services, 'em' | 'clock'>): Promise<Source> {
  const known = await em.findOne(Source, { key: manualSourceKey });
  if (known) return known;
  await em.fork().upsert(
    Source,
    {
      key: manualSourceKey,
      name: 'Added by hand',
      publisher: 'Publisher not stated',
      kind: 'manual',
      url: 'https://added-by-hand.invalid/',
      mayShow: 'link',
      isVerified: true,
      isPaused: false,
      includesFirstScan: true,
      intervalHours: 168,
      failures: 0,
      createdAt: clock(),
      note: 'Addresses pasted and files uploaded by members and coordinators.',
    },
    { onConflictFields: ['key'], onConflictAction: 'ignore' },
  );
  return em.findOneOrFail(Source, { key: manualSourceKey });
}
