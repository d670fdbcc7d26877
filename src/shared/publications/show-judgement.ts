import type { EntityManager } from '#shared/database/open-database.ts';
import { Assessment, nameOf, PublicationConcept, Suggestion, Tag } from '#shared/entities/index.ts';
import type { TextExit } from '#shared/entities/text-exit.ts';
import { suggestionOf } from '../judging/open-suggestion.ts';
import type { PublicationView, ShownAssessment } from './publication-view.ts';

type Judgement = Pick<PublicationView, 'concepts' | 'suggestions' | 'tags' | 'assessment'>;

function assessmentOf(row: Assessment): ShownAssessment {
  return {
    relevance: row.relevance ?? null,
    evidenceStrength: row.evidenceStrength ?? null,
    impact: row.impact ?? null,
    horizon: row.horizon ?? null,
    meaning: row.meaning ?? null,
    by: nameOf(row.assessedBy),
    at: row.assessedAt,
  };
}

/** What a person said a publication is worth; null while nobody has. */
export async function showAssessment(
  { em }: { em: EntityManager },
  publication: number,
): Promise<ShownAssessment | null> {
  const row = await em.findOne(Assessment, { publication }, { populate: ['assessedBy'] });
  return row && assessmentOf(row);
}

/** What people, and rules, made of a publication. */
export async function showJudgement(
  em: EntityManager,
  publication: number,
  exit: TextExit,
): Promise<Judgement> {
  const concepts = await em.find(
    PublicationConcept,
    { publication },
    { populate: ['concept', 'acceptedBy'], orderBy: { concept: { position: 'asc' } } },
  );
  const suggestions = await em.find(
    Suggestion,
    { publication, state: 'open' },
    {
      populate: ['concept', 'entry'],
      orderBy: [{ score: 'desc nulls last' }, { strength: 'asc' }, { id: 'asc' }],
    },
  );
  const tags = await em.find(
    Tag,
    { publication },
    { populate: ['addedBy'], orderBy: { label: 'asc' } },
  );
  return {
    concepts: concepts.map(({ concept, acceptedBy, acceptedAt }) => ({
      id: concept.id,
      label: concept.label,
      facet: concept.facet,
      acceptedBy: nameOf(acceptedBy),
      acceptedAt,
    })),
    suggestions: suggestions.map((suggestion) => suggestionOf(suggestion, exit)),
    tags: tags.map(({ label, addedBy, addedAt }) => ({ label, addedBy: nameOf(addedBy), addedAt })),
    assessment: await showAssessment({ em }, publication),
  };
}
