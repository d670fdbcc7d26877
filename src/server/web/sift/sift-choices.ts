import type { ConceptLabel } from '#shared/library/concept-labels.ts';
import type { Services } from '#shared/services.ts';
import { assignees } from '#shared/sift/assign.ts';
import { type EntryToChoose, entriesToChoose } from '#shared/sift/entries-to-choose.ts';
import { conceptChoices, conceptsOf } from '../publications/concept-choices.ts';
import type { ConceptChoices } from '../publications/themes-and-tags.tsx';

/** What the sift's forms offer. */
export interface SiftChoices {
  entries: EntryToChoose[];
  themes: ConceptChoices[];
  types: ConceptLabel[];
  regions: ConceptLabel[];
  people: { id: number; name: string }[];
}

export async function siftChoices(services: Services): Promise<SiftChoices> {
  return {
    entries: await entriesToChoose(services),
    themes: await conceptChoices(services),
    types: await conceptsOf(services, 'type'),
    regions: await conceptsOf(services, 'region'),
    people: await assignees(services),
  };
}
