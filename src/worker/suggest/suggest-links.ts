import {
  PlanEntry,
  Publication,
  PublicationConcept,
  StateValue,
  Suggestion,
} from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { contentHash } from '#shared/text/hash.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';

/** Publications looked at in one go. */
const batch = 100;
/** Entries suggested for one publication at most. */
const mostEntries = 4;
/** Themes that publication and entry must share, unless a strong one is named by both titles. */
const enoughThemes = 2;

const stateName = 'suggest.links';
interface Progress {
  /** Of the entries' words and themes: other entries, and everything is looked at anew. */
  entries: string;
  /** Publications up to this index sum were looked at. */
  publications: Record<string, number>;
}

interface Found {
  entry: PlanEntry;
  words: string[];
  strength: 'strong' | 'weak';
}

function match(
  entry: PlanEntry,
  strong: Set<string>,
  all: Set<string>,
  labels: Map<string, string>,
): Found | null {
  const shared = entry.themes.filter((theme) => all.has(theme));
  const strongly = shared.filter((theme) => strong.has(theme));
  if (strongly.length === 0 || (shared.length < enoughThemes && entry.themes.length > 1))
    return null;
  return {
    entry,
    words: shared.map((theme) => labels.get(theme) ?? theme),
    strength: strongly.length >= enoughThemes ? 'strong' : 'weak',
  };
}

async function conceptsOf(em: Services['em'], publication: Publication) {
  const suggested = await em.find(Suggestion, {
    publication,
    entry: null,
    state: { $ne: 'rejected' },
  });
  const accepted = await em.find(PublicationConcept, { publication });
  const strong = new Set<string>(accepted.map(({ concept }) => concept.id));
  const all = new Set(strong);
  for (const { concept, strength } of suggested) {
    if (!concept) continue;
    all.add(concept.id);
    if (strength === 'strong') strong.add(concept.id);
  }
  return { strong, all };
}

/**
 * Suggests plan entries for publications that share their themes. Only publications and entries
 * that changed since the last time are looked at.
 *
 * @returns how many publications were looked at
 */
export async function suggestLinks(
  services: Pick<Services, 'em' | 'clock'>,
  vocabulary: ConceptTerms[],
): Promise<number> {
  const em = services.em.fork();
  const at = services.clock();
  const entries = await em.find(PlanEntry, { status: { $nin: ['superseded', 'not accepted'] } });
  const hash = contentHash(
    JSON.stringify(entries.map(({ id, text, themes }) => [id, text, themes])),
  );
  const state = await em.findOne(StateValue, { name: stateName });
  const before = state?.value as Progress | undefined;
  const done = before?.entries === hash ? before.publications : {};
  const labels = new Map(vocabulary.map(({ id, label }) => [id, label]));

  const publications = (
    await em.find(Publication, { versionNumber: { $gt: 0 } }, { fields: ['id', 'versionNumber'] })
  ).filter(({ id, versionNumber }) => done[id] !== versionNumber);
  const now = publications.slice(0, batch);
  if (now.length === 0) return 0;

  for (const { id } of now) {
    const publication = em.getReference(Publication, id);
    const { strong, all } = await conceptsOf(em, publication);
    const found = entries
      .flatMap((entry) => match(entry, strong, all, labels) ?? [])
      .sort((a, b) => b.words.length - a.words.length)
      .slice(0, mostEntries);
    await em.nativeDelete(Suggestion, { publication: id, state: 'open', concept: null });
    const settled = new Set(
      (await em.find(Suggestion, { publication: id, concept: null })).map(({ entry }) => entry?.id),
    );
    for (const { entry, words, strength } of found.filter(({ entry }) => !settled.has(entry.id))) {
      em.create(Suggestion, { publication, entry, words, strength, createdAt: at });
    }
  }
  const value: Progress = {
    entries: hash,
    publications: {
      ...done,
      ...Object.fromEntries(now.map(({ id, versionNumber }) => [id, versionNumber])),
    },
  };
  if (state) {
    state.value = value;
    state.changedAt = at;
  } else em.create(StateValue, { name: stateName, value, changedAt: at });
  await em.flush();
  return now.length;
}
