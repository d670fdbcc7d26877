import { z } from 'zod';
import type { Actor } from '#shared/database/record-audit.ts';
import { Source } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { addSource } from './add-source.ts';
import { manualSourceKey } from './manual-source.ts';
import { isOpml, sourcesOfOpml } from './opml.ts';
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
    includesFirstScan: source.includesFirstScan,
  }));
}

function sourcesOfJson(text: string): SourceShape[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Invalid(`The file is neither JSON nor OPML: ${(error as Error).message}`, 'file');
  }
  const parsed = z.array(sourceShape).safeParse(data);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `entry ${Number(path[0]) + 1}, ${path.slice(1).join('.')}: ${message}`,
    );
    throw new Invalid(`The list has mistakes. ${problems.join('; ')}`, 'file');
  }
  return parsed.data;
}

/**
 * Adds the sources of a JSON list or an OPML file; those that are there already are left alone.
 *
 * @param given.isPaused the new ones wait to be tested
 * @throws {Invalid} naming every mistake; then nothing is added
 */
export async function importSources(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { text: string; isPaused?: boolean; by: Actor },
): Promise<{ added: number; known: number }> {
  const sources = isOpml(given.text) ? sourcesOfOpml(given.text) : sourcesOfJson(given.text);
  return em.transactional(async (em) => {
    let added = 0;
    for (const source of sources) {
      const same = await em.count(Source, {
        $or: [
          { key: source.key ?? '' },
          { url: source.url, query: source.query ?? null, kind: source.kind },
        ],
      });
      if (same > 0) continue;
      await addSource(
        { em, clock },
        { source, by: given.by, ...(given.isPaused ? { isPaused: true } : {}) },
      );
      added += 1;
    }
    return { added, known: sources.length - added };
  });
}
