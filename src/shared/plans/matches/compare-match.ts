import { Match, MatchLine, type SuggestedAnswer } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { openSpace } from '#shared/library/bearing/open-space.ts';
import { type Embedder, EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import type { Services } from '#shared/services.ts';
import { findBearings } from '#shared/text/bearing/find-bearings.ts';
import { type Part, partsOfLine } from '#shared/text/bearing/parts-of.ts';
import type { PlanSpace } from '#shared/text/bearing/plan-space.ts';
import { roughBytesOf } from '#shared/text/vector-bytes.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';

/** Milliseconds that a whole list waits for the model; then words alone answer. */
const patience = 60_000;

/** The vectors of all texts; null where the model does not read them in time. */
async function vectorsOf(
  embedder: Embedder | null,
  texts: string[],
  log: Services['log'],
): Promise<Map<string, Float32Array> | null> {
  if (!embedder) return null;
  const all = [...new Set(texts)];
  try {
    const vectors = await embedder.embed(all, { isAwaited: true, within: patience });
    return new Map(all.flatMap((text, at) => (vectors[at] ? [[text, vectors[at]] as const] : [])));
  } catch (error) {
    if (!(error instanceof EmbedderFailure)) throw error;
    log.warn({ err: error }, 'a list is compared by its words alone');
    return null;
  }
}

function suggestedFor(
  space: PlanSpace,
  parts: readonly Part[],
  vectors: ReadonlyMap<string, Float32Array> | null,
): SuggestedAnswer[] {
  return findBearings(space, 'line', { parts, themes: new Set(), vectors }).map(
    ({ entryId, score, strength, voices, words }) => ({ entryId, score, strength, voices, words }),
  );
}

/**
 * Compares each line of a list with the entries of its plan, or of all plans: by words, by meaning, and by
 * what was answered before. The model may be off, or not ready in time: then words alone answer, and the
 * match says so.
 *
 * @throws {NotFound}
 */
export async function compareMatch(
  { em, clock, embedder, log }: Pick<Services, 'em' | 'clock' | 'embedder' | 'log'>,
  given: { matchId: number; vocabulary: ConceptTerms[] },
): Promise<void> {
  const match = await em.findOne(Match, given.matchId);
  if (!match) throw new NotFound('match', given.matchId);
  const planIds = match.plan ? [match.plan.id] : undefined;
  const { space } = await openSpace({ em, embedder }, given.vocabulary, {
    planIds,
    withoutMatch: match.id,
  });
  const lines = await em.find(MatchLine, { match }, { orderBy: { position: 'asc' } });
  const parts = lines.map(({ text }) => partsOfLine(space, text));
  const vectors = await vectorsOf(
    space.centre ? embedder : null,
    parts.flatMap((some) => some.map(({ text }) => text)),
    log,
  );
  for (const [at, line] of lines.entries()) {
    const own = parts[at] ?? [];
    line.suggested = suggestedFor(space, own, vectors);
    const vector = vectors?.get(own[0]?.text ?? '');
    line.vector = vector ? roughBytesOf([vector]) : null;
    line.model = vector ? (embedder?.model ?? null) : null;
  }
  match.isByMeaning = vectors !== null;
  match.comparedAt = clock();
  match.state = 'open';
  await em.flush();
}
