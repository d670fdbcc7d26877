import type { NewRows } from '#shared/database/new-rows.ts';
import { type Publication, PublicationConcept, Suggestion } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Contents } from '../contents/contents.ts';
import { splitPassages } from '../contents/split-passages.ts';
import { type ConceptMatch, matchConcepts, type Stretch } from './match-concepts.ts';

/** Facets whose concepts are judgements; type and region are facts with provenance instead. */
const suggested = new Set(['harm', 'circumstance', 'theme', 'setting', 'sector', 'pestle']);

/** More than a person will read is no help. */
const mostSuggestions = 12;

const suggestible = new WeakMap<ConceptTerms[], ConceptTerms[]>();
function suggestibleOf(vocabulary: ConceptTerms[]): ConceptTerms[] {
  const known = suggestible.get(vocabulary);
  if (known) return known;
  const concepts = vocabulary.filter(({ facet, isRetired }) => suggested.has(facet) && !isRetired);
  suggestible.set(vocabulary, concepts);
  return concepts;
}

function stretchesOf(publication: Publication, contents: Contents): Stretch[] {
  const prominent = [publication.title, publication.summary ?? '', ...contents.headings].filter(
    Boolean,
  );
  const passages = contents.documents.flatMap(({ body }) => splitPassages(body));
  return [
    ...prominent.map((text) => ({ page: null, text, isProminent: true })),
    ...passages.map(({ page, text }) => ({ page, text, isProminent: false })),
  ];
}

/** The sentence or two around the words, so that a person can judge without opening the document. */
function around(match: ConceptMatch): string {
  const word = match.words[0] ?? '';
  const at = match.passage.toLowerCase().indexOf(word.toLowerCase());
  if (match.passage.length <= 320 || at < 0) return match.passage.slice(0, 320);
  const start = Math.max(0, at - 140);
  return `${start > 0 ? '… ' : ''}${match.passage.slice(start, start + 300).trim()} …`;
}

/** What a person decided of this publication; suggestions still open make room for new ones. */
async function settledConcepts(
  em: Services['em'],
  publication: Publication,
): Promise<Set<string | undefined>> {
  await em.nativeDelete(Suggestion, { publication, state: 'open', entry: null });
  const decided = await em.find(Suggestion, { publication, entry: null });
  const given = await em.find(PublicationConcept, { publication });
  return new Set([
    ...decided.map(({ concept }) => concept?.id),
    ...given.map(({ concept }) => concept.id),
  ]);
}

/**
 * Suggests concepts from the words of a publication. What a person decided stands; open suggestions
 * are made anew from the present text.
 */
export async function suggestConcepts(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  given: { contents: Contents; vocabulary: ConceptTerms[]; at: Date },
): Promise<ConceptMatch[]> {
  const { contents, vocabulary, at } = given;
  const matches = matchConcepts(
    publication.title,
    stretchesOf(publication, contents),
    suggestibleOf(vocabulary),
  );
  const settled = publication.id
    ? await settledConcepts(em, publication)
    : new Set<string | undefined>();
  for (const match of matches
    .filter(({ conceptId }) => !settled.has(conceptId))
    .slice(0, mostSuggestions)) {
    rows.add(Suggestion, () => ({
      publication: publication.id,
      concept: match.conceptId,
      words: match.words.slice(0, 5),
      strength: match.strength,
      passage: around(match),
      page: match.page,
      createdAt: at,
    }));
  }
  return matches;
}
