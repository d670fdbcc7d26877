import type { EntityManager } from '#shared/database/open-database.ts';
import {
  PlanEntry,
  Publication,
  PublicationConcept,
  SavedSearch,
  SearchAlert,
  Suggestion,
  SuggestionRule,
  Tag,
} from '#shared/entities/index.ts';

/** What a change of a concept or of tags touches, told before it is done. */
export interface Touched {
  publications: { count: number; titles: string[] };
  /** Suggestions that nobody has decided. */
  suggestions: number;
  entries: { count: number; refs: string[] };
  /** Saved searches that filter by it; only shared ones by name. */
  searches: { count: number; names: string[] };
  /** People who get mails of what is new for one of these. */
  subscriptions: number;
  /** Rules that suggest it. */
  rules: number;
}

/** Names shown of many. */
const few = 8;

/** Saved searches that filter by one of some values of a parameter. */
export async function searchesWith(
  em: EntityManager,
  names: readonly string[],
  values: readonly string[],
): Promise<SavedSearch[]> {
  const all = await em.find(SavedSearch, {}, { orderBy: { id: 'asc' } });
  return all.filter(({ parameters }) => {
    const pairs = new URLSearchParams(parameters);
    return names.some((name) => pairs.getAll(name).some((value) => values.includes(value)));
  });
}

async function titlesOf(em: EntityManager, ids: number[]): Promise<Touched['publications']> {
  const rows = await em.find(
    Publication,
    { id: { $in: ids } },
    { fields: ['title'], orderBy: { firstSeenAt: 'desc', id: 'desc' }, limit: few },
  );
  return { count: ids.length, titles: rows.map(({ title }) => title) };
}

async function shownSearches(
  em: EntityManager,
  searches: SavedSearch[],
): Promise<Pick<Touched, 'searches' | 'subscriptions'>> {
  const shared = searches.filter(({ isShared }) => isShared).map(({ name }) => name);
  return {
    searches: { count: searches.length, names: shared.slice(0, few) },
    subscriptions: await em.count(SearchAlert, {
      search: { $in: searches.map(({ id }) => id) },
    }),
  };
}

/** Plan entries that have a concept among their themes. */
export async function entriesWith(em: EntityManager, conceptId: string): Promise<PlanEntry[]> {
  const all = await em.find(PlanEntry, {}, { orderBy: { position: 'asc', id: 'asc' } });
  return all.filter(({ themes }) => themes.includes(conceptId));
}

/** What hangs on a concept: publications, suggestions, plan entries, saved searches. */
export async function touchedByConcept(
  em: EntityManager,
  concept: { id: string; facet: string },
): Promise<Touched> {
  const given = await em.find(
    PublicationConcept,
    { concept: concept.id },
    { fields: ['publication'] },
  );
  const entries = await entriesWith(em, concept.id);
  return {
    publications: await titlesOf(
      em,
      given.map(({ publication }) => publication.id),
    ),
    rules: await em.count(SuggestionRule, { concept: concept.id, removedAt: null }),
    suggestions: await em.count(Suggestion, { concept: concept.id, state: 'open' }),
    entries: { count: entries.length, refs: entries.slice(0, few).map(({ ref }) => ref) },
    ...(await shownSearches(em, await searchesWith(em, [concept.facet], [concept.id]))),
  };
}

/** What hangs on some tags, each publication once. */
export async function touchedByTags(em: EntityManager, labels: string[]): Promise<Touched> {
  const rows = await em.find(Tag, { label: { $in: labels } }, { fields: ['publication'] });
  const ids = [...new Set(rows.map(({ publication }) => publication.id))];
  return {
    publications: await titlesOf(em, ids),
    rules: 0,
    suggestions: 0,
    entries: { count: 0, refs: [] },
    ...(await shownSearches(em, await searchesWith(em, ['tag'], labels))),
  };
}
