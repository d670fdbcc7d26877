import type { Services } from '#shared/services.ts';
import { conceptsOf } from '../publications/concept-choices.ts';

/** Regions that a publisher may speak for, to choose from. */
export const regionsOf = async (services: Services) =>
  (await conceptsOf(services, 'region')).map(({ id, label }) => ({ value: id, text: label }));

/** Empty optional fields are left out rather than stored as "", and a box not ticked is a no. */
export const filled = (body: unknown) => {
  const given = body as Record<string, unknown>;
  return {
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value === '' && ['query', 'licence', 'region', 'note'].includes(name) ? null : value,
      ]),
    ),
    includesFirstScan: given.includesFirstScan === 'yes',
  };
};
