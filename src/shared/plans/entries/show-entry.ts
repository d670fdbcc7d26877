import {
  type BragColour,
  type EntryStatus,
  Link,
  nameOf,
  ProgressNote,
  Suggestion,
} from '#shared/entities/index.ts';
import {
  linkParts,
  type NamedPublication,
  namedPublication,
  type ShownLink,
  shownLink,
} from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import type { Voice } from '#shared/text/bearing/find-bearings.ts';
import { entryRowOf, planRowOf } from '../as-at/entry-rows.ts';
import { type Moment, momentOf, saidBy } from '../as-at/moment.ts';
import { linksStanding } from '../links/link-counts.ts';
import { shownEntriesOf } from '../list/show-plan.ts';
import type { ShownEntry } from '../list/shown-entry.ts';
import { type ShownRecords, showRecords } from '../records/show-records.ts';

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

/** One owner with their part, and what they said of it last. */
export interface ShownPart {
  owner: string;
  part: string;
  /** Null where nobody has said anything of it. */
  status: EntryStatus | null;
  at: Date | null;
}

export interface ShownNote {
  at: Date;
  by: string | null;
  text: string;
  status: EntryStatus;
  rag: BragColour | null;
  /** The owner whose part it is about; null: the entry as a whole. */
  owner: string | null;
}

export interface EntryView {
  plan: { id: number; title: string; note: string | null };
  /** The day as at which it is shown; null: now. */
  asAt: string | null;
  entry: ShownEntry;
  /** Each owner with their part, where there are several. */
  parts: ShownPart[];
  parent: { id: number; ref: string; text: string } | null;
  actions: ShownEntry[];
  links: ShownLink[];
  removedLinks: ShownLink[];
  notes: ShownNote[];
  records: ShownRecords;
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

/** Each owner with what they said last of their part. @param notes the newest first */
function partsOf(entry: ShownEntry, notes: ShownNote[]): ShownPart[] {
  if (entry.parts.length === 0) return [];
  const first = entry.ownerAgency ? [{ owner: entry.ownerAgency, part: '' }] : [];
  return [...first, ...entry.parts].map(({ owner, part }) => {
    const last = notes.find((note) => note.owner === owner);
    return { owner, part, status: last?.status ?? null, at: last?.at ?? null };
  });
}

async function linksOf(em: Services['em'], entry: number, moment: Moment | null) {
  const links = await em.find(
    Link,
    { entry },
    {
      populate: linkParts,
      orderBy: { linkedAt: 'desc', id: 'desc' },
    },
  );
  if (!moment) {
    const shown = links.map(shownLink);
    return {
      links: shown.filter(({ removed }) => !removed),
      removedLinks: shown.filter(({ removed }) => removed),
    };
  }
  const stood = await linksStanding(em, links, moment);
  const here = stood.filter(({ entryId }) => entryId === entry);
  return {
    links: here.map(({ link, bearing }) => ({ ...shownLink(link), bearing, removed: null })),
    removedLinks: [],
  };
}

async function notesOf(em: Services['em'], entry: number, moment: Moment | null) {
  const notes = await em.find(
    ProgressNote,
    { entry, notedAt: saidBy(moment) },
    { populate: ['notedBy'], orderBy: { notedAt: 'desc', id: 'desc' } },
  );
  return notes.map(
    (note): ShownNote => ({
      at: note.notedAt,
      by: nameOf(note.notedBy),
      text: note.text,
      status: note.status,
      rag: note.rag ?? null,
      owner: note.owner ?? null,
    }),
  );
}

/**
 * An entry with everything that is known of it, now or as it stood at the end of a day.
 *
 * @throws {NotFound} @throws {NotThen} before it existed @throws {Invalid} of a day that is none
 */
export async function showEntry(
  services: Pick<Services, 'em' | 'clock'>,
  entryId: number,
  asAt?: string,
): Promise<EntryView> {
  const { em } = services;
  const moment = momentOf(asAt, services.clock());
  const { row, plan } = await entryRowOf(em, entryId, moment);
  const { title, note } = await planRowOf(em, plan, moment);
  const { rows, shown } = await shownEntriesOf(services, plan, moment);
  const shownBy = new Map(shown.map((one) => [one.id, one]));
  const entry = shownBy.get(entryId);
  if (!entry) throw new NotFound('plan entry', entryId);
  const notes = await notesOf(em, entryId, moment);
  const suggestions = moment
    ? { items: [], total: 0 }
    : await suggestionsForEntry({ em }, { entryId, page: 1, size: mostSuggested });
  return {
    plan: { id: plan.id, title, note: note ?? null },
    asAt: moment?.day ?? null,
    entry,
    parts: partsOf(entry, notes),
    parent: row.parent ? { id: row.parent.id, ref: row.parent.ref, text: row.parent.text } : null,
    actions: rows
      .filter(({ parent }) => parent?.id === entryId)
      .flatMap(({ id }) => shownBy.get(id) ?? []),
    ...(await linksOf(em, entryId, moment)),
    notes,
    records: await showRecords(em, entryId, moment),
    suggestions: suggestions.items,
    suggestionCount: suggestions.total,
  };
}
