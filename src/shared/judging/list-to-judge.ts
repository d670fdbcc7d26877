import type { FilterQuery } from '@mikro-orm/core';
import { Publication, Suggestion } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from '../library/concept-labels.ts';
import { type Found, loadFoundWithExits } from '../library/load-found.ts';
import { type OpenSuggestion, suggestionOf } from './open-suggestion.ts';

export interface ToJudge extends Omit<Found, 'type' | 'region' | 'concepts'> {
  type: ConceptLabel | null;
  region: ConceptLabel | null;
  sourceName: string;
  isBacklog: boolean;
  suggestions: OpenSuggestion[];
}

export interface JudgeQuery {
  /** 'new': without what a source's first scan brought. 'backlog': only that. */
  part: 'all' | 'new' | 'backlog';
  page: number;
  size: number;
}

/** Publications that nobody has judged, newest first, each with its open suggestions. */
export async function listToJudge(
  { em }: Pick<Services, 'em'>,
  { part, page, size }: JudgeQuery,
): Promise<{ total: number; page: number; size: number; items: ToJudge[] }> {
  const where: FilterQuery<Publication> = {
    status: 'new',
    ...(part !== 'all' && { isBacklog: part === 'backlog' }),
  };
  const [rows, total] = await em.findAndCount(Publication, where, {
    orderBy: { firstSeenAt: 'desc', id: 'desc' },
    limit: size,
    offset: (page - 1) * size,
    populate: ['source'],
  });
  const ids = rows.map(({ id }) => id);
  const found = new Map((await loadFoundWithExits(em, ids)).map((one) => [one.found.id, one]));
  const concepts = await conceptLabels(em);
  const suggestions = await em.find(
    Suggestion,
    { publication: { $in: ids }, state: 'open' },
    { populate: ['concept', 'entry'], orderBy: { strength: 'asc', id: 'asc' } },
  );
  const items = rows.flatMap((row) => {
    const known = found.get(row.id);
    if (!known) return [];
    const { found: one, exit } = known;
    return {
      ...one,
      type: one.type ? (concepts.get(one.type) ?? null) : null,
      region: one.region ? (concepts.get(one.region) ?? null) : null,
      sourceName: row.source.name,
      isBacklog: row.isBacklog,
      suggestions: suggestions
        .filter(({ publication }) => publication.id === row.id)
        .map((suggestion) => suggestionOf(suggestion, exit)),
    };
  });
  return { total, page, size, items };
}
