import type { EntityManager } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';

/** Which area is ours, and which are like it: regions by concept id, publishers by name. */
export interface OurArea {
  ours: { regions: string[]; publishers: string[] };
  like: { regions: string[]; publishers: string[] };
}

export const ourAreaState = 'our-area';

/** Regions that are no area of the country: what stands there is for everybody. */
export const nationalRegions: ReadonlySet<string> = new Set([
  'region-england',
  'region-uk-wide',
  'region-international',
]);

const nothing: OurArea = {
  ours: { regions: [], publishers: [] },
  like: { regions: [], publishers: [] },
};

/** The setting as coordinators left it; null while nobody made it. */
export async function findOurArea(em: EntityManager): Promise<OurArea | null> {
  const row = await em.findOne(StateValue, { name: ourAreaState });
  return row ? { ...nothing, ...(row.value as Partial<OurArea>) } : null;
}
