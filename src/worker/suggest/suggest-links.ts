import {
  Link,
  PlanEntry,
  Publication,
  PublicationConcept,
  StateValue,
  Suggestion,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { stemsOf } from '#shared/text/words.ts';

/** Publications looked at in one go. */
const batch = 100;
/** Entries suggested for one publication at most. */
const mostEntries = 4;
/** Themes that publication and entry must share, unless a strong one is named by both titles. */
const enoughThemes = 2;

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
  all: Set<string>;
  causes: Map<string, Cause>;
}

interface Likeness extends Cause {
  entry: PlanEntry;
  /** How many themes they share. */
  shared: number;
  strength: 'strong' | 'weak';
}

/** Words as they were written first, whatever their capitals and inflection. */
function eachOnce(words: string[]): string[] {
  const seen = words.map((word) => stemsOf(word).join(' '));
  return words.filter((_, at) => seen.indexOf(seen[at] ?? '') === at);
}

function match(
  entry: PlanEntry,
  { strong, all, causes }: Themes,
  labels: Map<string, string>,
): Likeness | null {
  const shared = entry.themes.filter((theme) => all.has(theme));
  const strongly = shared.filter((theme) => strong.has(theme));
  if (strongly.length === 0 || (shared.length < enoughThemes && entry.themes.length > 1))
    return null;
  const inOrder = [...strongly, ...shared.filter((theme) => !strong.has(theme))];
  // A theme that a person gave has no words of its own: then its name says why.
  const words = inOrder.flatMap(
    (theme) => causes.get(theme)?.words ?? [labels.get(theme) ?? theme],
  );
  const cause = inOrder.map((theme) => causes.get(theme)).find((one) => one?.passage);
  return {
    entry,
    shared: shared.length,
    words: eachOnce(words),
    passage: cause?.passage ?? null,
    page: cause?.page ?? null,
    strength: strongly.length >= enoughThemes ? 'strong' : 'weak',
  };
}

async function themesOf(em: Services['em'], publication: Publication): Promise<Themes> {
  const suggested = await em.find(Suggestion, {
    publication,
    entry: null,
    state: { $ne: 'rejected' },
  });
  const accepted = await em.find(PublicationConcept, { publication });
  const strong = new Set<string>(accepted.map(({ concept }) => concept.id));
  const all = new Set(strong);
  const causes = new Map<string, Cause>();
  for (const { concept, strength, words, passage, page } of suggested) {
    if (!concept) continue;
    if (words.length > 0) {
      causes.set(concept.id, { words, passage: passage ?? null, page: page ?? null });
    }
    all.add(concept.id);
    if (strength === 'strong') strong.add(concept.id);
  }
  return { strong, all, causes };
}

/** Makes every publication due again when the entries are others than those last looked for. */
async function followEntries(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  entries: PlanEntry[],
): Promise<void> {
  const value: Looked = {
    entries: contentHash(JSON.stringify(entries.map(({ id, text, themes }) => [id, text, themes]))),
  };
  const state = await em.findOne(StateValue, { name: stateName });
  if ((state?.value as Looked | undefined)?.entries === value.entries) return;
  const changedAt = clock();
  await em.fork().transactional(async (em) => {
    await em.nativeUpdate(Publication, { versionNumber: { $gt: 0 } }, { linksSuggestedFor: -1 });
    await em.upsert(StateValue, { name: stateName, value, changedAt });
  });
}

/**
 * Suggests plan entries for publications that share their themes, with the words of the publication
 * that made the match. Only publications and entries that changed since the last time, or whose
 * themes a person decided on, are looked at. What is linked, or was decided, is not suggested.
 *
 * @param vocabulary asked for when there is something to suggest for
 * @returns how many publications were looked at
 */
export async function suggestLinks(
  services: Pick<Services, 'em' | 'clock'>,
  vocabulary: () => Promise<ConceptTerms[]>,
): Promise<number> {
  const em = services.em.fork();
  const at = services.clock();
  const entries = await em.find(PlanEntry, { status: { $nin: ['superseded', 'not accepted'] } });
  await followEntries({ ...services, em }, entries);
  const due: { id: number | string; index_number: number }[] = await em.execute(
    `select id, index_number from publication
      where version_number > 0 and links_suggested_for <> index_number order by id limit ${batch}`,
  );
  if (due.length === 0) return 0;

  const labels = new Map((await vocabulary()).map(({ id, label }) => [id, label]));
  for (const { id: given } of due) {
    const id = Number(given);
    const publication = em.getReference(Publication, id);
    const themes = await themesOf(em, publication);
    const found = entries
      .flatMap((entry) => match(entry, themes, labels) ?? [])
      .sort((a, b) => b.shared - a.shared)
      .slice(0, mostEntries);
    const known = await em.find(Suggestion, { publication: id, concept: null });
    const linked = await em.find(Link, { publication: id, removedAt: null });
    const decided = known.filter(({ state }) => state !== 'open');
    const settled = new Set([...decided, ...linked].map(({ entry }) => entry?.id));
    const wanted = new Map(
      found.filter(({ entry }) => !settled.has(entry.id)).map((one) => [one.entry.id, one]),
    );
    // What still holds keeps its row: somebody may be about to decide on it.
    for (const suggestion of known.filter(({ state }) => state === 'open')) {
      const one = wanted.get(suggestion.entry?.id ?? 0);
      if (!one) await em.nativeDelete(Suggestion, { id: suggestion.id, state: 'open' });
      else {
        const { words, passage, page, strength } = one;
        em.assign(suggestion, { words, passage, page, strength });
        wanted.delete(one.entry.id);
      }
    }
    for (const { shared: _, ...one } of wanted.values()) {
      em.create(Suggestion, { publication, ...one, createdAt: at });
    }
  }
  await em.flush();
  for (const { id, index_number: number } of due) {
    await em.nativeUpdate(Publication, { id: Number(id) }, { linksSuggestedFor: Number(number) });
  }
  return due.length;
}
