import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { canRead } from '../connectors/connectors.ts';

/**
 * Ids of the sources to visit now, longest waiting first. The clock only ticks; the database says
 * what is due. Paused sources and kinds without a connector never are.
 */
export async function dueSources(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { all?: boolean; key?: string } = {},
): Promise<number[]> {
  const at = clock();
  const sources = await em.fork().find(
    Source,
    {
      isPaused: false,
      endedAt: null,
      ...(given.key ? { key: given.key } : {}),
      ...(given.all || given.key
        ? {}
        : { $or: [{ nextScanAt: null }, { nextScanAt: { $lte: at } }] }),
    },
    { orderBy: [{ nextScanAt: 'asc' }, { id: 'asc' }], fields: ['id', 'kind'] },
  );
  return sources.filter(({ kind }) => canRead(kind)).map(({ id }) => id);
}
