import type { EntryStatus, Suggestion } from '#shared/entities/index.ts';
import type { TextExit } from '#shared/entities/text-exit.ts';
import type { Voice } from '#shared/text/bearing/find-bearings.ts';

/** A suggestion that waits for a person, as pages and programs see it. */
export interface OpenSuggestion {
  id: number;
  /** A concept, or a plan entry the publication may bear on. */
  concept: { id: string; label: string; facet: string } | null;
  entry: { id: number; ref: string; text: string; status: EntryStatus } | null;
  /** The words that caused it; none where not even these may be shown. */
  words: string[];
  strength: 'strong' | 'weak';
  /** What spoke for a plan entry. */
  voices: Voice[];
  /** How sure it is of a plan entry, from 0 to 1; null where it was not weighed. */
  score: number | null;
  /** The passage they stand in; null where the licence class allows no extract. */
  passage: string | null;
  page: number | null;
}

/** @param suggestion with concept and entry loaded */
export function suggestionOf(suggestion: Suggestion, exit: TextExit): OpenSuggestion {
  const { concept, entry } = suggestion;
  return {
    id: suggestion.id,
    concept: concept ? { id: concept.id, label: concept.label, facet: concept.facet } : null,
    entry: entry ? { id: entry.id, ref: entry.ref, text: entry.text, status: entry.status } : null,
    words: exit.words(suggestion.words),
    strength: suggestion.strength,
    voices: suggestion.voices,
    score: suggestion.score ?? null,
    passage: exit.inPart(suggestion.passage),
    page: suggestion.page ?? null,
  };
}
