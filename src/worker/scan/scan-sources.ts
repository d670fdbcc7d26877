import { Scan, Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { doTogether } from '../claiming/do-together.ts';
import { workThrough } from '../claiming/work-through.ts';
import type { Tools } from '../connectors/connector.ts';
import { claimSources, type Visit } from './claim-sources.ts';
import { keepUnchanged, type Unchanged } from './keep-unchanged.ts';
import { visitSource } from './visit-source.ts';
import { whileLeased } from './while-leased.ts';

type Work = Pick<Services, 'em' | 'clock' | 'chance' | 'holder' | 'log'>;

/** Unchanged sources noted in one transaction, and how long the first waits for others, in milliseconds. */
const most = 20;
const patience = 10;

/** Visits that were not made after all: as if they had never begun. */
async function forget({ em, holder }: Work, visits: Visit[]): Promise<void> {
  await em.fork().transactional(async (em) => {
    await em.nativeDelete(Scan, { id: { $in: visits.map(({ scanId }) => scanId) } });
    await em.nativeUpdate(
      Source,
      { id: { $in: visits.map(({ source }) => source.id) }, leasedBy: holder },
      { leasedBy: null, leaseUntil: null },
    );
  });
}

/**
 * Visits sources, some at once, and remembers what each offered. What goes wrong with one is logged
 * and spares the rest; one that another process is visiting is left out.
 *
 * @param given.ids in the order in which they are visited
 * @param given.isOver asked before each visit
 * @returns how many were visited
 */
export async function scanSources(
  services: Work,
  tools: Tools,
  given: { ids: number[]; atOnce: number; isOver: () => boolean },
): Promise<number> {
  const waiting = [...given.ids];
  const underWay = new Set<number>();
  const keep = doTogether<Unchanged>({
    most,
    patience,
    async together(visits) {
      await keepUnchanged(services, visits);
      return new Set(visits);
    },
    alone: (visit) => keepUnchanged(services, [visit]),
    onFault: (error) =>
      services.log.warn({ err: error }, 'noting together failed: each is noted by itself'),
  });
  return whileLeased(services, underWay, () =>
    workThrough({
      ...given,
      async claim(wanted) {
        let visits: Visit[] = [];
        while (visits.length === 0 && waiting.length > 0) {
          visits = await claimSources(services, waiting.splice(0, wanted));
        }
        for (const { source } of visits) underWay.add(source.id);
        return visits;
      },
      async work(visit) {
        try {
          await visitSource(services, visit, tools, keep);
        } catch (error) {
          services.log.error({ err: error, id: visit.source.id }, 'scan failed');
        } finally {
          underWay.delete(visit.source.id);
        }
      },
      giveBack: (visits) => forget(services, visits),
    }),
  );
}
