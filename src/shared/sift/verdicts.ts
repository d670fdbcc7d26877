import type { Bearing, SetAsideReason, SiftVerdict } from '#shared/entities/index.ts';
import type { Facts } from '../publications/correct-facts.ts';

/** How a publication bears on a plan entry, as it is said in the sift. */
export interface SiftLink {
  entryId: number;
  bearing: Bearing;
  /** Left out or empty: what it means here stands for it. */
  rationale?: string | null | undefined;
  quote?: string | null | undefined;
  page?: number | null | undefined;
  documentId?: number | null | undefined;
}

/** Everything that "Keep and next" does at once. */
export interface Keeping {
  verdict: 'kept';
  /** Suggested themes that are accepted. */
  suggestionIds?: number[] | undefined;
  /** Other themes of the vocabulary. */
  conceptIds?: string[] | undefined;
  facts?: Pick<Facts, 'type' | 'region' | 'publishedOn'> | undefined;
  /** "What this means here"; left out or empty: nothing is said. */
  meaning?: string | null | undefined;
  link?: SiftLink | null | undefined;
}

export interface SettingAside {
  verdict: 'set-aside';
  reason: SetAsideReason;
  note?: string | null | undefined;
}

/** Until the next week's sift. */
export interface PuttingOff {
  verdict: 'later';
  why: string;
}

export interface Assigning {
  verdict: 'assigned';
  /** Id of the person who is to look at it. */
  to: number;
  note?: string | null | undefined;
}

/** What a person decides of one publication in the sift. */
export type Decision = Keeping | SettingAside | PuttingOff | Assigning;

/** What was done, as pages say it before a title. */
export const doneWords: Record<SiftVerdict, string> = {
  kept: 'Kept',
  'set-aside': 'Set aside',
  later: 'Put off until the next sift',
  assigned: 'Assigned',
};

export const longestWhy = 500;
