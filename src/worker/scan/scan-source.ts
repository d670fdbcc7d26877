import type { Services } from '#shared/services.ts';
import type { Tools } from '../connectors/connector.ts';
import { claimSources } from './claim-sources.ts';
import { keepUnchanged } from './keep-unchanged.ts';
import { visitSource } from './visit-source.ts';
import { whileLeased } from './while-leased.ts';

/**
 * Visits one source and remembers what it offered, whatever happens next.
 *
 * @returns the scan's id, or null when another visit to this source is under way
 */
export async function scanSource(
  services: Pick<Services, 'em' | 'clock' | 'chance' | 'holder'>,
  sourceId: number,
  tools: Tools,
): Promise<number | null> {
  const [visit] = await claimSources(services, [sourceId]);
  if (!visit) return null;
  await whileLeased(services, new Set([sourceId]), () =>
    visitSource(services, visit, tools, (unchanged) => keepUnchanged(services, [unchanged])),
  );
  return visit.scanId;
}
