import { withoutTakenDown } from '#shared/database/without-taken-down.ts';
import type { Offer, OfferedEntry, Source, SourceTest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { everyDays } from '#shared/text/rhythm.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { standIn, type Tools } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import { wouldBeStored } from './would-be-stored.ts';

/** Entries that are shown. */
const shown = 5;
/** Links of a listing page that are shown: whoever chooses a selector wants to see all. */
const mostTaken = 100;
/** Entries that are read to their end. */
const read = 2;

const entryOf = ({ title, url, publishedOn }: Offer): OfferedEntry => ({ title, url, publishedOn });

/**
 * Visits a source as if for the first time, reads the newest of what it offers, and says what was
 * found and what would be stored; nothing is kept of it.
 *
 * @param given.source may be one that nobody has saved
 * @throws {SourceFailure}
 */
export async function testSource(
  work: Pick<Services, 'em' | 'clock'>,
  given: { source: Source; tools: Tools; vocabulary: ConceptTerms[] },
): Promise<SourceTest> {
  const { source, tools } = given;
  const visitor = standIn(source, { etag: null, lastModified: null, lastSucceededAt: null });
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
  const stored = [];
  for (const offer of latest.slice(0, read)) {
    stored.push(await wouldBeStored(work, { ...given, offer }));
  }
  return withoutTakenDown(work.em.fork(), {
    found: reading.found,
    offered: reading.offers.length,
    latest: latest.slice(0, shown).map(entryOf),
    ...(source.kind === 'page' ? { taken: reading.offers.slice(0, mostTaken).map(entryOf) } : {}),
    everyDays: everyDays(reading.offers.map(({ publishedOn }) => publishedOn)),
    warnings: reading.warnings,
    stored,
  });
}
