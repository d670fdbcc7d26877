import type { Source, SourceTest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Tools } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';

const shown = 5;

/** Median days between publications, from the dates offered; null when fewer than three have one. */
export function everyDays(dates: (string | null)[]): number | null {
  const days = [...new Set(dates.filter((date): date is string => !!date))].sort().reverse();
  if (days.length < 3) return null;
  const gaps = days
    .slice(1)
    .map((day, at) => (Date.parse(days[at] ?? day) - Date.parse(day)) / 86_400_000)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? null;
}

/**
 * Visits a source as if for the first time and says what was found; nothing is kept of it.
 *
 * @throws {SourceFailure}
 */
export async function testSource(source: Source, tools: Tools): Promise<SourceTest> {
  const visitor = Object.assign(Object.create(Object.getPrototypeOf(source)), source, {
    etag: null,
    lastModified: null,
  }) as Source;
  const reading = await connectorFor(source.kind).read(visitor, tools);
  if (reading === 'not-modified') {
    throw new SourceFailure(
      'unreadable',
      'The source answered “not modified” although it was not asked.',
    );
  }
  const latest = [...reading.offers].sort((a, b) =>
    (b.publishedOn ?? '').localeCompare(a.publishedOn ?? ''),
  );
  return {
    found: reading.found,
    offered: reading.offers.length,
    latest: latest
      .slice(0, shown)
      .map(({ title, url, publishedOn }) => ({ title, url, publishedOn })),
    everyDays: everyDays(reading.offers.map(({ publishedOn }) => publishedOn)),
    warnings: reading.warnings,
  };
}
