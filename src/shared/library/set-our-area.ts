import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Concept, StateValue } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { findOurArea, type OurArea, ourAreaState } from './our-area.ts';

const mostPublishers = 100;
const longestPublisher = 300;

const tidied = (names: string[]) => [
  ...new Set(names.map((name) => name.replace(/\s+/g, ' ').trim()).filter(Boolean)),
];

async function check(em: Services['em'], { ours, like }: OurArea): Promise<void> {
  const known = new Set((await em.find(Concept, { facet: 'region' })).map(({ id }) => id));
  for (const [field, { regions, publishers }] of Object.entries({ ours, like })) {
    const unknown = regions.find((id) => !known.has(id));
    if (unknown) throw new Invalid(`The vocabulary has no region “${unknown}”.`, `${field}Regions`);
    if (publishers.length > mostPublishers)
      throw new Invalid(`Name at most ${mostPublishers} publishers.`, `${field}Publishers`);
    if (publishers.some((name) => name.length > longestPublisher))
      throw new Invalid(`Keep a name to ${longestPublisher} characters.`, `${field}Publishers`);
  }
  const both = ours.regions.find((id) => like.regions.includes(id));
  if (both) throw new Invalid('A region is ours, or like ours, not both.', 'likeRegions');
}

/** Says which area is ours and which are like it. @throws {Invalid} with the field */
export async function setOurArea(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: OurArea & { by: Actor },
): Promise<OurArea> {
  const at = clock();
  const value: OurArea = {
    ours: { regions: [...new Set(given.ours.regions)], publishers: tidied(given.ours.publishers) },
    like: { regions: [...new Set(given.like.regions)], publishers: tidied(given.like.publishers) },
  };
  await check(em, value);
  return em.transactional(async (em) => {
    const before = await findOurArea(em);
    if (JSON.stringify(before) === JSON.stringify(value)) return value;
    const row = await em.findOne(StateValue, { name: ourAreaState });
    if (row) Object.assign(row, { value, changedAt: at });
    else em.create(StateValue, { name: ourAreaState, value, changedAt: at });
    recordAudit(em, {
      by: given.by,
      at,
      action: 'area.changed',
      subject: { type: 'setting', id: ourAreaState },
      before: before as Record<string, unknown> | null,
      after: value as unknown as Record<string, unknown>,
    });
    return value;
  });
}
