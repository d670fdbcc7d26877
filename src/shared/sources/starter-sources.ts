import starter from '#shared/data/sources.json' with { type: 'json' };
import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { addSource } from './add-source.ts';
import { manualSourceKey } from './manual-source.ts';
import { isReadable } from './readable-kinds.ts';
import { type SourceShape, sourceShape } from './source-rules.ts';

/** The starter register, checked. */
export const starterSources = (): SourceShape[] =>
  starter.map((source) => sourceShape.parse(source));

/**
 * Registers the starter sources in a database that has none: those known to work, and that can be
 * read, are on; the others are paused until somebody has tested them.
 *
 * @returns how many were added
 */
export async function addStarterSources(services: Pick<Services, 'em' | 'clock'>): Promise<number> {
  if ((await services.em.count(Source, { key: { $ne: manualSourceKey } })) > 0) return 0;
  const sources = starterSources();
  for (const source of sources) {
    await addSource(services, {
      source,
      isPaused:
        source.kind !== 'manual' &&
        (!isReadable(source.kind) || !source.verified || source.startPaused === true),
      by: { userId: null, name: 'first start' },
    });
  }
  return sources.length;
}
