import type { EntityManager } from '#shared/database/open-database.ts';
import { type Concept, PublicationConcept, Suggestion } from '#shared/entities/index.ts';

/** Suggestions that a change of concepts moved, closed or opened, and the publications they are of. */
export interface MovedSuggestions {
  suggestions: number[];
  closed: number[];
  touched: number[];
}

const publicationsOf = (rows: Suggestion[]) => rows.map(({ publication }) => publication.id);

/** Closed with what they suggest, by nobody: so an undo knows them again. */
function close(suggestions: Suggestion[], at: Date): number[] {
  for (const one of suggestions) Object.assign(one, { state: 'rejected', decidedAt: at });
  return suggestions.map(({ id }) => id);
}

/** Closes what is suggested of a concept and undecided. */
export async function closeSuggestions(
  em: EntityManager,
  concept: Concept,
  at: Date,
): Promise<MovedSuggestions> {
  const open = await em.find(Suggestion, { concept, state: 'open' });
  return { suggestions: [], closed: close(open, at), touched: publicationsOf(open) };
}

/** Suggests another concept instead, where it is neither given nor suggested yet. */
export async function moveSuggestions(
  em: EntityManager,
  { from, into, of }: { from: Concept; into: Concept; of?: ReadonlySet<number> },
  at: Date,
): Promise<MovedSuggestions> {
  const all = await em.find(Suggestion, { concept: from, state: 'open' });
  const open = all.filter(({ publication }) => !of || of.has(publication.id));
  const there = await em.find(Suggestion, { concept: into });
  const given = await em.find(PublicationConcept, { concept: into });
  const has = new Set([...there, ...given].map(({ publication }) => publication.id));
  const moved = open.filter(({ publication }) => !has.has(publication.id));
  for (const one of moved) one.concept = into;
  const double = open.filter(({ publication }) => has.has(publication.id));
  return {
    suggestions: moved.map(({ id }) => id),
    closed: close(double, at),
    touched: publicationsOf(open),
  };
}

/** Back to the concept they were of, but for what was decided since. @returns their publications */
export async function moveSuggestionsBack(
  em: EntityManager,
  ids: number[],
  { from, into }: { from: string; into: Concept },
): Promise<number[]> {
  const open = await em.find(Suggestion, { id: { $in: ids }, concept: from, state: 'open' });
  for (const one of open) one.concept = into;
  return publicationsOf(open);
}

/** Opens those that a change closed and nobody has decided since. @returns their publications */
export async function reopenSuggestions(
  em: EntityManager,
  closed: number[],
  at: Date,
): Promise<number[]> {
  const rows = await em.find(Suggestion, { id: { $in: closed }, decidedBy: null, decidedAt: at });
  for (const one of rows) Object.assign(one, { state: 'open', decidedAt: null });
  return publicationsOf(rows);
}
