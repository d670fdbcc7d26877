import type { Actor } from '#shared/database/record-audit.ts';
import { Suggestion } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { acceptSuggestion } from '../judging/accept-suggestion.ts';
import { addConcept } from '../judging/add-concept.ts';
import { assessPublication } from '../judging/assess-publication.ts';
import { keepPublications } from '../judging/keep-publications.ts';
import { linkToEntry } from '../plans/links/link-to-entry.ts';
import { correctFacts } from '../publications/correct-facts.ts';
import type { Keeping } from './verdicts.ts';

type Work = Pick<Services, 'em' | 'clock'>;

/** Suggested themes that still wait; one that was accepted meanwhile is as it is wanted. */
async function acceptThemes(
  work: Work,
  given: { publicationId: number; by: Actor },
  ids: number[],
) {
  for (const suggestionId of ids) {
    const { publicationId } = given;
    const known = await work.em.findOne(Suggestion, {
      id: suggestionId,
      publication: publicationId,
      state: 'accepted',
    });
    if (!known) await acceptSuggestion(work, { ...given, suggestionId });
  }
}

/** Why it bears on an entry: its own reason, or what it means here. */
function rationaleOf({ link, meaning }: Keeping): string {
  const rationale = link?.rationale?.trim() || meaning?.trim();
  if (rationale) return rationale;
  throw new Invalid('Say what it means here, or why it bears on the entry', 'meaning');
}

/**
 * Keeps a publication with all that was said of it: facts, themes, what it means here, and a link to an
 * entry, for which what it means here is the rationale unless another is given.
 */
export async function keepWithAll(
  work: Work,
  given: Keeping & { publicationId: number; by: Actor },
): Promise<void> {
  const { publicationId, by, facts, meaning, link } = given;
  const one = { publicationId, by };
  // Kept first and on purpose: not by what is said of it.
  await keepPublications(work, { publicationIds: [publicationId], by });
  if (facts) await correctFacts(work, { ...one, ...facts });
  await acceptThemes(work, one, given.suggestionIds ?? []);
  for (const conceptId of given.conceptIds ?? []) await addConcept(work, { ...one, conceptId });
  if (meaning?.trim()) await assessPublication(work, { ...one, meaning });
  if (!link) return;
  await linkToEntry(work, { ...one, ...link, rationale: rationaleOf(given) });
}
