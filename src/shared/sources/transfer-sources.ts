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

function dataOfJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Invalid(`The file is neither JSON nor OPML: ${(error as Error).message}`, 'file');
  }
}

/** The sources that a file names. @throws {Invalid} naming every mistake */
function sourcesOf(text: string): SourceShape[] {
  const parsed = z
    .array(sourceShape)
    .safeParse(isOpml(text) ? sourcesOfOpml(text) : dataOfJson(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `entry ${Number(path[0]) + 1}, ${path.slice(1).join('.')}: ${message}`,
  );
  throw new Invalid(`The list has mistakes. ${problems.join('; ')}`, 'file');
}

/** What came of an import. */
export interface Imported {
  added: number;
  known: number;
  /** A sentence for each source left out because its key belongs to another, and what to do. */
  clashes: string[];
}

const clashOf = (source: SourceShape, other: Source) =>
  `“${source.name}” (${source.url}) was not added: its key ${source.key} belongs to “${other.name}”, which reads ${other.url}${other.query ? ` with the question ${other.query}` : ''}. ` +
  'Give it another key in the file and import it again, or change the address of the one that is there.';

/** Adds one source, or notes why it is not added. */
async function importOne(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  imported: Imported,
  given: { source: SourceShape; isPaused?: boolean; by: Actor },
): Promise<void> {
  const { url, query = null, kind, key } = given.source;
  const isKnown = (await em.count(Source, { url, query, kind })) > 0;
  const other = key ? await em.findOne(Source, { key }) : null;
  if (isKnown) imported.known += 1;
  else if (other) imported.clashes.push(clashOf(given.source, other));
  else {
    await addSource({ em, clock }, given);
    imported.added += 1;
  }
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
): Promise<Imported> {
  const sources = sourcesOf(given.text);
  return em.transactional(async (em) => {
    const imported: Imported = { added: 0, known: 0, clashes: [] };
    const { by, isPaused } = given;
    for (const source of sources) {
      await importOne({ em, clock }, imported, { source, by, ...(isPaused ? { isPaused } : {}) });
    }
    return imported;
  });
}
