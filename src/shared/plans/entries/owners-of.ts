import type { PlanEntry } from '#shared/entities/index.ts';
import { partOfLine } from '../fields/owner-parts.ts';

/** Owners of an entry, the first of them first. */
export const ownersOf = (entry: Pick<PlanEntry, 'ownerAgency' | 'parts'>): string[] => [
  ...(entry.ownerAgency ? [entry.ownerAgency] : []),
  ...entry.parts.map((line) => partOfLine(line).owner).filter((one) => one !== entry.ownerAgency),
];
