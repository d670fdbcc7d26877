import type { ConceptTerms } from '#shared/text/vocabulary.ts';

/**
 * Document types as sources name them: GOV.UK's Content API
 * (https://docs.publishing.service.gov.uk/document-types.html), then OpenAlex, Crossref, Europe PMC
 * and repositories in Dublin Core. What the vocabulary has no type for (a form, a letter, a release
 * of figures on spending) is left out.
 */
const namedTypes: Record<string, string> = {
  statutory_guidance: 'doc-statutory-guidance',
  guidance: 'doc-guidance',
  detailed_guide: 'doc-guidance',
  detailed_guidance: 'doc-guidance',
  guide: 'doc-guidance',
  manual: 'doc-guidance',
  manual_section: 'doc-guidance',
  hmrc_manual: 'doc-guidance',
  hmrc_manual_section: 'doc-guidance',
  regulation: 'doc-legislation',
  statutory_instrument: 'doc-legislation',
  independent_report: 'doc-research',
  research: 'doc-research',
  research_for_development_output: 'doc-research',
  policy_paper: 'doc-strategy',
  corporate_report: 'doc-strategy',
  consultation: 'doc-consultation',
  open_consultation: 'doc-consultation',
  closed_consultation: 'doc-consultation',
  consultation_outcome: 'doc-consultation',
  call_for_evidence: 'doc-consultation',
  open_call_for_evidence: 'doc-consultation',
  closed_call_for_evidence: 'doc-consultation',
  call_for_evidence_outcome: 'doc-consultation',
  government_response: 'doc-consultation',
  statistics: 'doc-statistics',
  official_statistics: 'doc-statistics',
  national_statistics: 'doc-statistics',
  statistics_announcement: 'doc-statistics',
  official_statistics_announcement: 'doc-statistics',
  national_statistics_announcement: 'doc-statistics',
  statistical_data_set: 'doc-statistics',
  news_article: 'doc-news',
  news_story: 'doc-news',
  world_news_story: 'doc-news',
  press_release: 'doc-news',
  speech: 'doc-news',
  authored_article: 'doc-news',
  written_statement: 'doc-news',
  oral_statement: 'doc-news',
  article: 'doc-research',
  journal_article: 'doc-research',
  research_article: 'doc-research',
  review_article: 'doc-research',
  preprint: 'doc-research',
  posted_content: 'doc-research',
  proceedings_article: 'doc-research',
  conference_paper: 'doc-research',
  conference_or_workshop_item: 'doc-research',
  book: 'doc-research',
  book_chapter: 'doc-research',
  book_section: 'doc-research',
  monograph: 'doc-research',
  dissertation: 'doc-research',
  thesis: 'doc-research',
  working_paper: 'doc-research',
};

const nameOfType = (said: string) =>
  said
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

export interface Fact {
  /** Concept id. */
  value: string;
  /** Where it comes from, as a sentence. */
  basis: string;
}

const normalised = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A concept as it is looked for in names and titles. */
interface Wordings {
  concept: ConceptTerms;
  /** Longest first; `between` is normalised, with a space before and after. */
  names: { words: string; between: string }[];
  abbreviations: { words: string; pattern: RegExp }[];
}

const between = (text: string) => ` ${normalised(text)} `;

const wordingsOf = (concept: ConceptTerms): Wordings => ({
  concept,
  names: [concept.label, ...concept.synonyms, ...concept.hints]
    .sort((a, b) => b.length - a.length)
    .map((words) => ({ words, between: between(words) })),
  abbreviations: concept.abbreviations.map((words) => ({
    words,
    pattern: new RegExp(`(?<!\\w)${words}(?!\\w)`),
  })),
});

interface Looked {
  types: Wordings[];
  regions: Wordings[];
}

const lookedFor = new WeakMap<ConceptTerms[], Looked>();

/** Types and regions of a vocabulary, made ready once. */
function looked(vocabulary: ConceptTerms[]): Looked {
  const known = lookedFor.get(vocabulary);
  if (known) return known;
  const made = {
    types: vocabulary.filter(({ facet }) => facet === 'type').map(wordingsOf),
    regions: vocabulary
      .filter(({ facet, id }) => facet === 'region' && id !== 'region-international')
      .map(wordingsOf),
  };
  lookedFor.set(vocabulary, made);
  return made;
}

/**
 * The concept whose wording in the text is longest: "child practice review" before "review". Names in
 * any case, abbreviations as written.
 */
function bestIn(text: string, concepts: Wordings[]) {
  const within = between(text);
  return concepts
    .flatMap(({ concept, names, abbreviations }) => {
      const found =
        names.find((name) => within.includes(name.between)) ??
        abbreviations.find(({ pattern }) => pattern.test(text));
      return found ? [{ concept, words: found.words }] : [];
    })
    .sort((a, b) => b.words.length - a.words.length)[0];
}

/**
 * The document type: from the title when it names one, else from what the source calls it. Never
 * from body text.
 */
export function typeOf(
  given: { title: string; documentType: string | null; categories: string[] },
  vocabulary: ConceptTerms[],
): Fact | null {
  const { types } = looked(vocabulary);
  const said = given.documentType;
  const mapped = said ? namedTypes[nameOfType(said)] : undefined;
  const inTitle = bestIn(given.title, types);
  // "Independent report" on GOV.UK covers inquiries and reviews: there the title knows better.
  if (mapped && (mapped !== 'doc-research' || !inTitle)) {
    return { value: mapped, basis: `The source calls it “${said}”.` };
  }
  if (inTitle) return { value: inTitle.concept.id, basis: `The title says “${inTitle.words}”.` };
  for (const words of [said, ...given.categories]) {
    const found = words ? bestIn(words, types) : undefined;
    if (found) return { value: found.concept.id, basis: `The source calls it “${words}”.` };
  }
  return null;
}

/** The region: from the publisher's name or the title when one names it, else the source's own. */
export function regionOf(
  given: { title: string; publisher: string; sourceRegion: string | null },
  vocabulary: ConceptTerms[],
): Fact | null {
  const { regions } = looked(vocabulary);
  const byPublisher = bestIn(given.publisher, regions);
  if (byPublisher) {
    return { value: byPublisher.concept.id, basis: `The publisher is “${given.publisher}”.` };
  }
  const byTitle = bestIn(given.title, regions);
  if (byTitle) return { value: byTitle.concept.id, basis: `The title says “${byTitle.words}”.` };
  return given.sourceRegion
    ? { value: given.sourceRegion, basis: 'The source covers this region.' }
    : null;
}
