import { PossibleEdition, Publication } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { setSuperseded } from '#shared/publications/editions/set-superseded.ts';
import type { Services } from '#shared/services.ts';
import { pairEditions } from '#shared/text/editions/pair-editions.ts';
import { bySaying } from './editions-by-saying.ts';
import { type FoundEdition, ofPublishers, standing } from './editions-of.ts';

/** Publications looked at in one go. */
const batch = 2000;
type Em = Services['em'];

/** Notes a pair for a person to decide. One that is known stays as it is. */
async function propose(
  em: Em,
  { older, newer, basis, said }: FoundEdition,
  at: Date,
): Promise<void> {
  const one = await em.findOne(Publication, older);
  if (!one || one.supersededById || one.notSupersededBy.includes(newer)) return;
  await em.upsert(
    PossibleEdition,
    { older, newer, basis, said, foundAt: at, state: 'open' },
    { onConflictFields: ['older', 'newer'], onConflictAction: 'ignore' },
  );
}

/** Sets what the publisher says for certain; what a person decided of the two stays. */
async function set(services: Pick<Services, 'em' | 'clock'>, found: FoundEdition): Promise<void> {
  const { older, newer, said } = found;
  await services.em.fork().transactional(async (em) => {
    const one = await em.findOne(Publication, older);
    if (!one || one.supersededById || one.notSupersededBy.includes(newer)) return;
    const at = services.clock();
    const pair =
      (await em.findOne(PossibleEdition, { older, newer })) ??
      em.create(PossibleEdition, { older, newer, basis: 'publisher', said, foundAt: at });
    if (pair.state !== 'open') return;
    Object.assign(pair, { basis: 'publisher', said });
    await em.flush();
    await setSuperseded(
      { em, clock: services.clock },
      {
        publicationId: older,
        newerId: newer,
        basis: 'publisher',
        by: { userId: null, name: 'worker' },
      },
    );
  });
}

async function keep(services: Pick<Services, 'em' | 'clock'>, found: FoundEdition): Promise<void> {
  if (!found.isCertain) return propose(services.em.fork(), found, services.clock());
  try {
    await set(services, found);
  } catch (error) {
    // Two pages that each say that the other is newer: a person decides.
    if (!(error instanceof Invalid)) throw error;
  }
}

/**
 * Looks for newer editions of what was read anew, and of what is here already: what a publisher says and
 * leads to is set, what it names and what series and year tell waits for a person. What is interrupted is
 * looked for again, and found the same.
 *
 * @returns how many publications were looked at
 */
export async function findEditions(services: Pick<Services, 'em' | 'clock'>): Promise<number> {
  const em = services.em.fork();
  const fresh: { id: number | string; publisher: string; version_number: number }[] =
    await em.execute(
      `select id, publisher, version_number from publication
        where editions_version < version_number and ${standing} order by id limit ${batch}`,
    );
  if (fresh.length === 0) return 0;
  const all = await ofPublishers(
    em,
    fresh.map(({ publisher }) => publisher),
  );
  const ids = new Set(fresh.map(({ id }) => Number(id)));
  const series = pairEditions(all)
    .filter(({ older, newer }) => ids.has(older) || ids.has(newer))
    .map(
      ({ older, newer }): FoundEdition => ({
        older,
        newer,
        basis: 'series',
        said: null,
        isCertain: false,
      }),
    );
  for (const found of [...(await bySaying(em)), ...series]) await keep(services, found);
  for (const { id, version_number } of fresh)
    await em.nativeUpdate(
      Publication,
      { id: Number(id), editionsVersion: { $lt: Number(version_number) } },
      { editionsVersion: Number(version_number) },
    );
  return fresh.length;
}
