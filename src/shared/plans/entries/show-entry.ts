import { Link, nameOf, PlanEntry, ProgressNote, Suggestion } from '#shared/entities/index.ts';
import {
  linkParts,
  type NamedPublication,
  namedPublication,
  type ShownLink,
  shownLink,
} from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import type { Voice } from '#shared/text/bearing/find-bearings.ts';
import { knownFor } from '../fields/known-for.ts';
import { evidenceOfPlan } from '../links/link-counts.ts';
import { type ShownEntry, shownEntry } from '../show-plan.ts';

export interface EntrySuggestion {
  id: number;
  publication: NamedPublication;
  /** The words that made the match. */
  words: string[];
  /** The page they stand on; null in documents without pages. */
  page: number | null;
  /** The passage they stand in, where it may be shown. */
  passage: string | null;
  strength: 'strong' | 'weak';
  /** What spoke for it. */
  voices: Voice[];
  /** How sure it is, from 0 to 1; null where it was not weighed. */
  score: number | null;
}

/** As many as a person looks at: others take the place of those that were decided. */
const mostSuggested = 5;

export interface EntryView {
  plan: { id: number; title: string; note: string | null };
  entry: ShownEntry;
  parent: { id: number; ref: string; text: string } | null;
  actions: ShownEntry[];
  links: ShownLink[];
  removedLinks: ShownLink[];
  notes: { at: Date; by: string | null; text: string; status: string; rag: string | null }[];
  /** The first of them. */
  suggestions: EntrySuggestion[];
  suggestionCount: number;
}

/**
 * Publications that a rule suggests for an entry, with the words that made the match: the surer
 * first, then the newer.
 */
export async function suggestionsForEntry(
  { em }: Pick<Services, 'em'>,
  { entryId, page, size }: { entryId: number; page: number; size: number },
): Promise<{ total: number; page: number; size: number; items: EntrySuggestion[] }> {
  const [rows, total] = await em.findAndCount(
    Suggestion,
    {
      entry: entryId,
      state: 'open',
      publication: { status: { $ne: 'set-aside' }, takedown: null, mergedIntoId: null },
    },
    {
      populate: ['publication.source'],
      orderBy: [{ score: 'desc nulls last' }, { strength: 'asc' }, { id: 'desc' }],
      limit: size,
      offset: (page - 1) * size,
    },
  );
  const items = rows.map(({ id, publication, words, page, passage, strength, voices, score }) => ({
    id,
    publication: namedPublication(publication),
    words: textExitOf(publication).words(words),
    page: page ?? null,
    passage: textExitOf(publication).unasked(passage),
    strength,
    voices,
    score: score ?? null,
  }));
  return { total, page, size, items };
}

/** An entry with everything that is known of it. @throws {NotFound} */
export async function showEntry(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  entryId: number,
): Promise<EntryView> {
  const entry = await em.findOne(PlanEntry, entryId, { populate: ['plan', 'parent'] });
  if (!entry) throw new NotFound('plan entry', entryId);
  const links = await em.find(
    Link,
    { entry },
    { populate: linkParts, orderBy: { linkedAt: 'desc', id: 'desc' } },
  );
  const notes = await em.find(
    ProgressNote,
    { entry },
    { populate: ['notedBy'], orderBy: { notedAt: 'desc', id: 'desc' } },
  );
  const children = await em.find(
    PlanEntry,
    { parent: entry },
    { populate: ['parent'], orderBy: { position: 'asc' } },
  );
  const suggestions = await suggestionsForEntry({ em }, { entryId, page: 1, size: mostSuggested });
  const evidence = await evidenceOfPlan(em, entry.plan);
  const known = await knownFor(em);
  const today = londonDay(clock());
  const shown = links.map(shownLink);
  return {
    plan: { id: entry.plan.id, title: entry.plan.title, note: entry.plan.note ?? null },
    entry: shownEntry(entry, known, evidence.get(entry.id), today),
    parent: entry.parent
      ? { id: entry.parent.id, ref: entry.parent.ref, text: entry.parent.text }
      : null,
    actions: children.map((child) => shownEntry(child, known, evidence.get(child.id), today)),
    links: shown.filter(({ removed }) => !removed),
    removedLinks: shown.filter(({ removed }) => removed),
    notes: notes.map((note) => ({
      at: note.notedAt,
      by: nameOf(note.notedBy),
      text: note.text,
      status: note.status,
      rag: note.rag ?? null,
    })),
    suggestions: suggestions.items,
    suggestionCount: suggestions.total,
  };
}
