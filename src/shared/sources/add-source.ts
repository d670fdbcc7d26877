import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { Source } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { keyOf, type SourceShape } from './source-rules.ts';

async function freeKey(em: Services['em'], name: string): Promise<string> {
  const base = keyOf(name);
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if ((await em.count(Source, { key })) === 0) return key;
  }
}

/** Registers a source; it is due at once unless it starts paused. @throws {Invalid} */
export async function addSource(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { source: SourceShape; isPaused?: boolean; includesFirstScan?: boolean; by: Actor },
): Promise<Source> {
  const at = clock();
  const { verified, startPaused, includesFirstScan, key, ...fields } = given.source;
  return em.transactional(async (em) => {
    if (key && (await em.count(Source, { key })) > 0) {
      throw new Invalid(`There is a source with the key ${key} already`, 'key');
    }
    const same = await em.findOne(Source, {
      url: fields.url,
      query: fields.query ?? null,
      kind: fields.kind,
    });
    if (same) throw new Invalid(`This is watched already, as “${same.name}”`, 'url');
    const source = em.create(Source, {
      ...fields,
      publisherType: fields.publisherType ?? null,
      query: fields.query ?? null,
      licence: fields.licence ?? null,
      region: fields.region ?? null,
      note: fields.note ?? null,
      key: key ?? (await freeKey(em, fields.name)),
      isVerified: verified ?? false,
      isPaused: given.isPaused ?? startPaused ?? false,
      includesFirstScan: given.includesFirstScan ?? includesFirstScan ?? false,
      nextScanAt: at,
      createdAt: at,
    });
    await em.flush();
    const { kind, url, isPaused, name } = source;
    recordMethodChange(
      em,
      {
        by: given.by,
        at,
        action: 'source.added',
        subject: { type: 'source', id: source.id },
        after: { key: source.key, kind, url, isPaused },
      },
      { name },
    );
    return source;
  });
}
