import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { parseQuery } from '#shared/search/query/parse-query.ts';
import { isMeantAsAbbreviation } from '#shared/search/query/vocabulary-names.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { fold, stemsOf } from '#shared/text/words.ts';

export interface RelatedConcept {
  id: string;
  label: string;
  /** What to search for: the label, or the name people write where the label is a heading. */
  words: string;
}

/** No name of the vocabulary has more. */
const mostWords = 12;

const key = (text: string) => stemsOf(text).join(' ');

const isNamed = ({ label, synonyms, retired }: ConceptTerms, wanted: string) =>
  [label, ...synonyms, ...retired].some((name) => key(name) === wanted);

const isAbbreviated = ({ abbreviations }: ConceptTerms, typed: string) =>
  isMeantAsAbbreviation(typed, fold(typed)) &&
  abbreviations.some((short) => fold(short) === fold(typed));

/** Words and nothing else: no alternatives, no exclusions, no filters. */
function isPlain(words: string): boolean {
  const { terms, excluded, filters, excludedFilters, before, after } = parseQuery(words);
  const fields = [...Object.keys(filters), ...Object.keys(excludedFilters)];
  const rest = [...excluded, ...fields, ...(before ?? ''), ...(after ?? '')];
  return rest.length === 0 && terms.every(({ isAlternative }) => !isAlternative);
}

/** "Cuckooing / home takeover" stands in no text. */
const searchable = ({ label, synonyms }: ConceptTerms) =>
  /[/,()]/.test(label) ? (synonyms[0] ?? label) : label;

/**
 * Concepts related to the one that these words name: to be suggested, since nothing but other names
 * of the same is searched for unasked.
 *
 * @param words the whole search; words that name no concept, or more than one thing, have none
 */
export async function relatedConcepts(
  { em }: Pick<Services, 'em'>,
  words: string,
): Promise<RelatedConcept[]> {
  const wanted = key(words);
  if (!wanted || wanted.split(' ').length > mostWords || !isPlain(words)) return [];
  const vocabulary = await readVocabulary(em);
  const found =
    vocabulary.find((concept) => isNamed(concept, wanted)) ??
    vocabulary.find((concept) => isAbbreviated(concept, words.trim()));
  if (!found) return [];
  return found.related.flatMap((id) => {
    const concept = vocabulary.find((one) => one.id === id);
    return concept ? [{ id, label: concept.label, words: searchable(concept) }] : [];
  });
}
