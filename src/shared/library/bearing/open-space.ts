import { keptVectors } from '#shared/database/meaning/kept-vectors.ts';
import { partVectorsOf } from '#shared/database/meaning/part-vectors.ts';
import { Link, MatchLine, PlanEntry, pursuedEntries, Suggestion } from '#shared/entities/index.ts';
import { entryText } from '#shared/search/embedding/meaning-texts.ts';
import type { Services } from '#shared/services.ts';
import { type EntryGiven, openPlanSpace, type PlanSpace } from '#shared/text/bearing/plan-space.ts';
import { namesOf } from '#shared/text/bearing/terms.ts';
import { contentHash } from '#shared/text/hash.ts';
import { vectorsOfRoughBytes } from '#shared/text/vector-bytes.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';

/** The texts of an entry that the model reads: what it asks for, and that with its success measure. */
export const textsOfEntry = (entry: Pick<PlanEntry, 'text' | 'successMeasure'>) => ({
  text: entry.text.trim(),
  whole: entryText(entry),
});

/** Something that people said bears on an entry, or does not. */
interface Example {
  entryId: number;
  kind: 'accepted' | 'rejected';
  vector: Float32Array;
}

type Examples = Map<number, { accepted: Float32Array[]; rejected: Float32Array[] }>;

/** More of one entry say no more: the newest are taken. */
const mostExamples = 40;
/** Lines of earlier lists that are learnt from: the newest. */
const mostLines = 2000;

/** What people linked to entries, and what they found not relevant, as the model read it as a whole. */
async function decidedPublications(em: Services['em'], model: string): Promise<Example[]> {
  const links = await em.find(
    Link,
    { removedAt: null },
    { fields: ['publication', 'entry'], orderBy: { id: 'desc' }, disableIdentityMap: true },
  );
  const refused = await em.find(
    Suggestion,
    { state: 'rejected', entry: { $ne: null } },
    { fields: ['publication', 'entry'], orderBy: { id: 'desc' }, disableIdentityMap: true },
  );
  const pairs = [
    ...links.map((one) => ({ one, kind: 'accepted' as const })),
    ...refused.map((one) => ({ one, kind: 'rejected' as const })),
  ];
  const ids = [...new Set(pairs.map(({ one }) => one.publication.id))];
  const vectors = await keptVectors(em, { kind: 'publication', ids, model });
  return pairs.flatMap(({ one, kind }) => {
    const vector = vectors.get(one.publication.id)?.vector;
    return vector && one.entry ? [{ entryId: one.entry.id, kind, vector }] : [];
  });
}

/**
 * Lines of other people's lists that entries were said to answer; what was suggested for one that is a gap,
 * or not for us, was not right.
 */
async function answeredLines(
  em: Services['em'],
  model: string,
  withoutMatch: number | undefined,
): Promise<Example[]> {
  const lines = await em.find(
    MatchLine,
    {
      answer: { $ne: null },
      model,
      isCarried: false,
      ...(withoutMatch && { match: { $ne: withoutMatch } }),
    },
    { populate: ['vector'], orderBy: { id: 'desc' }, limit: mostLines, disableIdentityMap: true },
  );
  return lines.flatMap(({ answer, entries, suggested, vector }): Example[] => {
    const [own] = vector ? vectorsOfRoughBytes(vector, 1) : [];
    if (!own) return [];
    const isAnswered = answer === 'accepted' || answer === 'part';
    const ids = isAnswered ? entries : suggested.map(({ entryId }) => entryId);
    const kind = isAnswered ? ('accepted' as const) : ('rejected' as const);
    return ids.map((entryId) => ({ entryId, kind, vector: own }));
  });
}

/** What people decided, by entry. */
function byEntry(examples: readonly Example[]): Examples {
  const all: Examples = new Map();
  for (const { entryId, kind, vector } of examples) {
    const some = all.get(entryId) ?? { accepted: [], rejected: [] };
    if (some[kind].length < mostExamples) some[kind].push(vector);
    all.set(entryId, some);
  }
  return all;
}

/**
 * The entries that something may bear on, of all plans or of some, with their words, vectors and what
 * people decided.
 */
export async function openSpace(
  { em, embedder }: Pick<Services, 'em' | 'embedder'>,
  vocabulary: ConceptTerms[],
  given: {
    planIds?: readonly number[] | undefined;
    withoutEntry?: number;
    withoutMatch?: number;
  } = {},
): Promise<{ space: PlanSpace; entries: Map<number, PlanEntry> }> {
  const { planIds, withoutEntry, withoutMatch } = given;
  const rows = await em.find(
    PlanEntry,
    {
      ...pursuedEntries(planIds),
      ...(withoutEntry && { id: { $ne: withoutEntry } }),
    },
    { populate: ['plan'], orderBy: { id: 'asc' } },
  );
  const ids = rows.map(({ id }) => id);
  const model = embedder?.model;
  const kept = model ? await partVectorsOf(em, { kind: 'entry', ids, model }) : new Map();
  const examples = byEntry(
    model
      ? [
          ...(await decidedPublications(em, model)),
          ...(await answeredLines(em, model, withoutMatch)),
        ]
      : [],
  );
  const entries = rows.map((entry): EntryGiven => {
    const texts = textsOfEntry(entry);
    const own = kept.get(entry.id);
    const text = own?.get(contentHash(texts.text));
    const whole = own?.get(contentHash(texts.whole));
    return {
      id: entry.id,
      text: entry.text,
      successMeasure: entry.successMeasure ?? null,
      themes: entry.themes,
      vectors: text && whole ? { text, whole } : null,
      examples: examples.get(entry.id) ?? { accepted: [], rejected: [] },
    };
  });
  return {
    space: openPlanSpace(entries, namesOf(vocabulary)),
    entries: new Map(rows.map((entry) => [entry.id, entry])),
  };
}
