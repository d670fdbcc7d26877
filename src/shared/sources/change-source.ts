import type { Actor } from '#shared/database/record-audit.ts';
import type { Seen } from '#shared/database/seen.ts';
import { Candidate, Publication, type Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { changingSource } from './changing-source.ts';
import type { SourceShape } from './source-rules.ts';

export type SourceChange = Partial<
  Omit<SourceShape, 'key' | 'kind' | 'verified' | 'startPaused'>
> & {
  isPaused?: boolean;
};

/** Publications changed in one statement. */
const batch = 500;

/** What its first scan brought is backlog, or is not, from now on. */
async function followFirstScan(em: Services['em'], source: Source): Promise<void> {
  const brought = await em.find(
    Candidate,
    { source, scan: { isFirst: true }, publication: { source } },
    { fields: ['publication'] },
  );
  const ids = brought.flatMap(({ publication }) => publication?.id ?? []);
  for (let start = 0; start < ids.length; start += batch) {
    await em.nativeUpdate(
      Publication,
      { id: { $in: ids.slice(start, start + batch) } },
      { isBacklog: !source.includesFirstScan },
    );
  }
}

/**
 * Changes a source. One that is read from elsewhere, or asked something else, from now on is as new:
 * it is read as far back as on a first visit, and what that brings is backlog.
 *
 * @throws {NotFound}
 */
export async function changeSource(
  services: Pick<Services, 'em' | 'clock'>,
  given: { sourceId: number; seen?: Seen | undefined; change: SourceChange; by: Actor },
): Promise<Source> {
  return changingSource(services, given, async (em, source, at) => {
    const names = (Object.keys(given.change) as (keyof SourceChange)[]).filter(
      (name) => given.change[name] !== undefined && given.change[name] !== (source[name] ?? null),
    );
    if (names.length === 0) return null;
    const before = Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
    const after = Object.fromEntries(names.map((name) => [name, given.change[name] ?? null]));
    Object.assign(source, after);
    if (names.includes('url') || names.includes('query')) {
      source.etag = null;
      source.lastModified = null;
      source.lastSucceededAt = null;
      source.lastReadInFullAt = null;
      source.nextScanAt = at;
      // Somebody found what replaces it.
      source.endedAt = null;
    }
    if (names.includes('isPaused') && !source.isPaused) source.nextScanAt = at;
    if (names.includes('includesFirstScan')) await followFirstScan(em, source);
    return { action: 'source.changed', before, after };
  });
}
