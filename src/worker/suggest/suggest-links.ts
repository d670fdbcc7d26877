import { partVectorsOf, type VectorsByHash } from '#shared/database/meaning/part-vectors.ts';
import {
  Link,
  PlanEntry,
  Publication,
  PublicationConcept,
  pursuedEntries,
  StateValue,
  Suggestion,
} from '#shared/entities/index.ts';
import { askPublication } from '#shared/library/bearing/ask-publication.ts';
import { openSpace } from '#shared/library/bearing/open-space.ts';
import { buildIndexDocuments } from '#shared/library/build-index-document.ts';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { Services } from '#shared/services.ts';
import { type Bearing, findBearings } from '#shared/text/bearing/find-bearings.ts';
import type { PlanSpace } from '#shared/text/bearing/plan-space.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { stemsOf } from '#shared/text/words.ts';

/** Publications looked at in one go. */
const batch = 50;
/** Characters of a passage that are kept as the reason. */
const longestPassage = 600;

/** Of the entries' words and themes: other entries, and every publication is looked at anew. */
const stateName = 'suggest.links';
interface Looked {
  entries: string;
}

/** Where the words of a theme stand in a publication. */
interface Cause {
  words: string[];
  passage: string | null;
  page: number | null;
}

interface Themes {
  strong: Set<string>;
  causes: Map<string, Cause>;
}

/** What is suggested of an entry, as its row keeps it. */
type Reason = Pick<Suggestion, 'words' | 'voices' | 'score' | 'strength' | 'passage' | 'page'>;

/** Words as they were written first, whatever their capitals and inflection. */
function eachOnce(words: string[]): string[] {
  const seen = words.map((word) => stemsOf(word).join(' '));
  return words.filter((_, at) => seen.indexOf(seen[at] ?? '') === at);
}

/** Themes that a publication certainly has, and the words that say so. */
async function themesOf(em: Services['em'], publication: number): Promise<Themes> {
  const suggested = await em.find(Suggestion, {
    publication,
    entry: null,
    state: { $ne: 'rejected' },
  });
  const accepted = await em.find(PublicationConcept, { publication });
  const strong = new Set<string>(accepted.map(({ concept }) => concept.id));
  const causes = new Map<string, Cause>();
  for (const { concept, strength, words, passage, page } of suggested) {
    if (!concept) continue;
    if (words.length > 0)
      causes.set(concept.id, { words, passage: passage ?? null, page: page ?? null });
    if (strength === 'strong') strong.add(concept.id);
  }
  return { strong, causes };
}

/** What a row says: where no words of the text speak, those of the themes do, or their names. */
function reasonOf(bearing: Bearing, { causes }: Themes, labels: Map<string, string>): Reason {
  const { voices, score, strength } = bearing;
  const speaks = voices.includes('words') || voices.includes('meaning');
  const cause = bearing.themes.map((theme) => causes.get(theme)).find((one) => one?.passage);
  const ofThemes = bearing.themes.flatMap(
    (theme) => causes.get(theme)?.words ?? [labels.get(theme) ?? theme],
  );
  const own = voices.includes('words') ? bearing.words : [];
  const place = speaks ? bearing : cause;
  return {
    words: eachOnce([...own, ...(own.length > 0 && !voices.includes('themes') ? [] : ofThemes)]),
    voices,
    score,
    strength,
    passage: place?.passage?.slice(0, longestPassage) ?? null,
    page: place?.page ?? null,
  };
}

/** Makes every publication due again when the entries are others than those last looked for. */
async function followEntries(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  entries: PlanEntry[],
): Promise<void> {
  const value: Looked = {
    entries: contentHash(
      JSON.stringify(
        entries.map(({ id, text, successMeasure, themes }) => [id, text, successMeasure, themes]),
      ),
    ),
  };
  const state = await em.findOne(StateValue, { name: stateName });
  if ((state?.value as Looked | undefined)?.entries === value.entries) return;
  const changedAt = clock();
  await em.fork().transactional(async (em) => {
    await em.nativeUpdate(
      Publication,
      { versionNumber: { $gt: 0 } },
      { linksSuggestedFor: -1, partsReadFor: -1 },
    );
    await em.upsert(StateValue, { name: stateName, value, changedAt });
  });
}

/** What there is to compare with, prepared once for a batch. */
interface Prepared {
  space: PlanSpace;
  labels: Map<string, string>;
  kept: Map<number, VectorsByHash>;
  at: Date;
}

/** Brings the open suggestions of one publication up to what bears now. */
async function suggestFor(
  em: Services['em'],
  document: PublicationDocument,
  { space, labels, kept, at }: Prepared,
): Promise<void> {
  const publication = document.id;
  const themes = await themesOf(em, publication);
  const asked = askPublication(space, document, {
    themes: themes.strong,
    kept: kept.get(publication),
  });
  const known = await em.find(Suggestion, { publication, concept: null });
  const linked = await em.find(Link, { publication, removedAt: null });
  const decided = known.filter(({ state }) => state !== 'open');
  const settled = new Set([...decided, ...linked].map(({ entry }) => entry?.id));
  const wanted = new Map(
    findBearings(space, 'publication', asked)
      .filter(({ entryId }) => !settled.has(entryId))
      .map((one) => [one.entryId, reasonOf(one, themes, labels)]),
  );
  // What still holds keeps its row: somebody may be about to decide on it.
  for (const suggestion of known.filter(({ state }) => state === 'open')) {
    const entry = suggestion.entry?.id ?? 0;
    const reason = wanted.get(entry);
    if (reason) em.assign(suggestion, reason);
    else await em.nativeDelete(Suggestion, { id: suggestion.id, state: 'open' });
    wanted.delete(entry);
  }
  for (const [entry, reason] of wanted)
    em.create(Suggestion, { publication, entry, ...reason, createdAt: at });
}

/**
 * Suggests plan entries on which publications may bear, by words, meaning, themes and what people decided
 * before, with the passage and the words, or the voice, that made the match. Only publications and entries
 * that changed since the last time, or that the model has read since, are looked at. What is linked, or was
 * decided, is not suggested. Where the model did not read a publication, words and themes alone answer.
 *
 * @param vocabulary asked for when there is something to suggest for
 * @returns how many publications were looked at
 */
export async function suggestLinks(
  services: Pick<Services, 'em' | 'clock' | 'embedder'>,
  vocabulary: () => Promise<ConceptTerms[]>,
): Promise<number> {
  const em = services.em.fork();
  const at = services.clock();
  const rows = await em.find(PlanEntry, pursuedEntries(), {
    orderBy: { id: 'asc' },
    disableIdentityMap: true,
  });
  await followEntries({ ...services, em }, rows);
  const due: { id: number | string; index_number: number; parts_read_for: number }[] =
    await em.execute(
      `select id, index_number, parts_read_for from publication
      where version_number > 0 and links_suggested_for <> index_number order by id limit ${batch}`,
    );
  if (due.length === 0) return 0;

  const concepts = await vocabulary();
  const { embedder } = services;
  const { space } = await openSpace({ em, embedder }, concepts);
  const ids = due.map(({ id }) => Number(id));
  const labels = new Map(concepts.map(({ id, label }) => [id, label]));
  const kept = embedder
    ? await partVectorsOf(em, { kind: 'publication', ids, model: embedder.model })
    : new Map();
  for (const document of await buildIndexDocuments(em, ids))
    await suggestFor(em, document, { space, labels, kept, at });
  await em.flush();
  for (const { id, index_number: number, parts_read_for: read } of due) {
    // What the model read meanwhile is looked at with the next batch.
    const same = { id: Number(id), partsReadFor: Number(read) };
    await em.nativeUpdate(Publication, same, { linksSuggestedFor: Number(number) });
  }
  return due.length;
}
