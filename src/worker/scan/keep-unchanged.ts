import { Scan, Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { Visit } from './claim-sources.ts';
import { readValues } from './keep-reading.ts';

/** A visit to a source in which nothing has changed. */
export interface Unchanged {
  visit: Visit;
  /** In [0, 1). */
  chance: number;
}

/** Notes in one transaction that nothing has changed at these sources, and gives them back. */
export async function keepUnchanged(
  { em, clock, holder }: Pick<Services, 'em' | 'clock' | 'holder'>,
  visits: Unchanged[],
): Promise<void> {
  const at = clock();
  await em.fork().transactional(async (em) => {
    await em.nativeUpdate(
      Scan,
      { id: { $in: visits.map(({ visit }) => visit.scanId) } },
      { outcome: 'not-modified', httpStatus: 304, endedAt: at },
    );
    for (const { visit, chance } of visits) {
      await em.nativeUpdate(
        Source,
        { id: visit.source.id, leasedBy: holder },
        {
          ...readValues(visit.source, at, { isNews: false, chance }),
          leasedBy: null,
          leaseUntil: null,
        },
      );
    }
  });
}
