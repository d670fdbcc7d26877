import type { Source, SourceTest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { everyDays } from '#shared/text/rhythm.ts';
import { type Tools, withoutValidators } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';

const shown = 5;

/**
 * Visits a source as if for the first time and says what was found; nothing is kept of it.
 *
 * @throws {SourceFailure}
 */
export async function testSource(source: Source, tools: Tools): Promise<SourceTest> {
  const visitor = withoutValidators(source);
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
