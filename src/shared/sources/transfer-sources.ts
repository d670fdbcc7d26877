import { z } from 'zod';
import type { Actor } from '#shared/database/record-audit.ts';
import { Source } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { addSource } from './add-source.ts';
import { manualSourceKey } from './manual-source.ts';
import { type SourceShape, sourceShape } from './source-rules.ts';

/** All sources in the shape that `importSources` takes. */
export async function exportSources({ em }: Pick<Services, 'em'>): Promise<SourceShape[]> {
  const sources = await em.find(
    Source,
    { key: { $ne: manualSourceKey } },
    { orderBy: { key: 'asc' } },
  );
  return sources.map((source) => ({
    key: source.key,
    name: source.name,
    publisher: source.publisher,
    publisherType: source.publisherType ?? null,
    kind: source.kind,
    url: source.url,
    query: source.query ?? null,
    licence: source.licence ?? null,
    region: source.region ?? null,
    mayShow: source.mayShow,
    note: source.note ?? null,
    verified: source.isVerified,
    startPaused: source.isPaused,
  }));
}

/**
 * Adds the sources of a JSON list; those that are there already are left alone.
 *
 * @throws {Invalid} naming every mistake; then nothing is added
 */
export async function importSources(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { json: string; by: Actor },
): Promise<{ added: number; known: number }> {
  let data: unknown;
  try {
    data = JSON.parse(given.json);
  } catch (error) {
    throw new Invalid(`The file is not JSON: ${(error as Error).message}`);
  }
  const parsed = z.array(sourceShape).safeParse(data);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `entry ${Number(path[0]) + 1}, ${path.slice(1).join('.')}: ${message}`,
    );
    throw new Invalid(`The list has mistakes. ${problems.join('; ')}`);
  }
  return em.transactional(async (em) => {
    let added = 0;
    for (const source of parsed.data) {
      const same = await em.count(Source, {
        $or: [
          { key: source.key ?? '' },
          { url: source.url, query: source.query ?? null, kind: source.kind },
        ],
      });
      if (same > 0) continue;
      await addSource({ em, clock }, { source, by: given.by });
      added += 1;
    }
    return { added, known: parsed.data.length - added };
  });
}
