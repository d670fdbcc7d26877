import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import type { SourceReading } from '../connectors/connector.ts';

/** Another source that is read at this address, by the same question. */
async function alreadyThere(em: Services['em'], source: Source, url: string) {
  const others = await em.find(
    Source,
    { id: { $ne: source.id }, kind: source.kind },
    { orderBy: { id: 'asc' } },
  );
  return others.find(
    (other) =>
      canonicalAddress(other.url) === canonicalAddress(url) &&
      (other.query ?? '') === (source.query ?? ''),
  );
}

/**
 * Takes over the address to which a source has moved for good. Where another source is read there
 * already, it keeps its own, so that every scan says so until somebody removes one of the two; one
 * whose address was found for it (a web page's feed) cannot be read otherwise, and moves.
 *
 * @returns what the scan should say
 */
export async function followMove(
  em: Services['em'],
  source: Source,
  { movedTo, isDiscovered }: Pick<SourceReading, 'movedTo' | 'isDiscovered'>,
): Promise<string[]> {
  if (!movedTo || movedTo === source.url) return [];
  const from = source.url;
  const other = await alreadyThere(em, source, movedTo);
  if (other && !isDiscovered) {
    return [
      `The source has moved for good, from ${from} to ${movedTo}, where “${other.name}” is read already. One of the two is enough: pause or remove the other.`,
    ];
  }
  source.url = movedTo;
  return [
    isDiscovered
      ? `From now on the feed is read at ${movedTo}, instead of ${from}.`
      : `The source has moved for good, from ${from} to ${movedTo}. The new address is used from now on.`,
    ...(other
      ? [
          `“${other.name}” is read there already. One of the two is enough: pause or remove the other.`,
        ]
      : []),
  ];
}
