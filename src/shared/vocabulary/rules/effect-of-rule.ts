import { PublicationConcept, Suggestion } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { readSearchQuery } from '../../library/read-search-query.ts';
import { searchPublications } from '../../library/search-publications.ts';
import { usableRule } from './change-rules.ts';

/** What a rule would do with what is in the library, told before it is saved. */
export interface EffectOfRule {
  search: string;
  concept: { id: string; label: string };
  /** Publications that the search finds with all its words. */
  total: number;
  /** Of the newest hundred of them: those that have the concept or were suggested it, and that wait. */
  known: number;
  waiting: number;
  titles: { id: number; title: string; has: boolean }[];
}

const looked = 100;
const shown = 10;

/** @throws {Invalid} with field search or conceptId @throws {SearchUnavailable} */
export async function effectOfRule(
  services: Pick<Services, 'em' | 'search' | 'clock'>,
  given: { search: string; conceptId: string },
): Promise<EffectOfRule> {
  const { em } = services;
  const { search, concept } = await usableRule(em, given);
  const answer = await searchPublications(services, {
    ...readSearchQuery(new URLSearchParams({ q: search })),
    sort: 'newest',
    size: looked,
    alike: false,
    facets: [],
  });
  const hits = answer.hits.slice(0, answer.query.allWords);
  const publication = { $in: hits.map(({ id }) => id) };
  const has = await em.find(PublicationConcept, { concept, publication });
  const known = await em.find(Suggestion, { concept, publication });
  const ids = new Set([...has, ...known].map(({ publication }) => publication.id));
  return {
    search,
    concept: { id: concept.id, label: concept.label },
    total: answer.query.allWords,
    known: hits.filter(({ id }) => ids.has(id)).length,
    waiting: hits.filter(({ id, status }) => status === 'new' && !ids.has(id)).length,
    titles: hits.slice(0, shown).map(({ id, title }) => ({ id, title, has: ids.has(id) })),
  };
}
