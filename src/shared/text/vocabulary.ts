/** One term of the controlled vocabulary, as `src/shared/data/taxonomy.json` and the database hold it. */
export interface ConceptTerms {
  id: string;
  label: string;
  facet: string;
  /** Equal the label, whatever the case: they expand a search. */
  synonyms: string[];
  /** Matched case-sensitively in documents, on word boundaries. */
  abbreviations: string[];
  /** What an abbreviation stands for; without one, the label. */
  expansions: Record<string, string>;
  /** Point to the concept without meaning the same: suggest, never expand. */
  hints: string[];
  related: string[];
  /** A weak match (abbreviation, hint, one-word synonym) counts only beside one of these. */
  needsContext: string[];
  /** A word of these in the passage or title cancels a weak match. */
  excludeWhen: string[];
  /** Older wording: searched and announced, never shown as a term. */
  retired: string[];
  note: string | null;
  /** Searched for as ever, and neither suggested nor given any more. */
  isRetired?: boolean;
}
