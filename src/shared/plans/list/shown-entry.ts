import type { BragColour, EvidenceStrength } from '#shared/entities/index.ts';
import { daysBetween } from '#shared/london.ts';
import type { EntryRow } from '../as-at/entry-rows.ts';
import { suggestedColour } from '../entries/suggested-colour.ts';
import { entryField, ofEachField, type ShownValues } from '../fields/entry-fields.ts';
import { isClosed } from '../fields/entry-rules.ts';
import type { KnownConcepts } from '../fields/field-kinds.ts';
import { type EntryEvidence, noEvidence } from '../links/link-counts.ts';
import { nothingRecorded, type RecordedOfEntry } from '../records/records-of-plan.ts';

export interface ShownEntry extends ShownValues, Omit<RecordedOfEntry, 'answered'> {
  id: number;
  ref: string;
  parentRef: string | null;
  /** What the rule gives; the person's own colour stands. */
  suggestedRag: BragColour | null;
  /** The colour that counts: a person's, else the rule's. */
  colour: BragColour | null;
  /** Whether a person set another colour than the rule gives. */
  isColourSet: boolean;
  /** Nothing more is to be done about it. */
  isClosed: boolean;
  /** Not done, and past the day that holds now. */
  isOverdue: boolean;
  /** Not done, and past its original day, whatever day holds now. */
  isPastOriginal: boolean;
  /** Days until it is due, where that is within 30; null where it is not, or is closed. */
  dueInDays: number | null;
  /** Embedded, and to be looked at again by now. */
  isRecheckDue: boolean;
  revision: number;
  publications: number;
  challenges: number;
  /** Challenges that nobody has answered. */
  unanswered: number;
  strength: EvidenceStrength | null;
  newestOn: string | null;
  /** Linked publications that do not stand well, each as a sentence. */
  notStandingWell: string[];
}

const isPast = (day: string | null | undefined, today: string) => !!day && day < today;

/** From how many days before its date an entry says so. */
const near = 30;

function nearnessOf(day: string | null | undefined, today: string): number | null {
  const days = day ? daysBetween(today, day) : -1;
  return days >= 0 && days <= near ? days : null;
}

/**
 * An entry as it is shown in lists and on its page, now or as at a day.
 *
 * @param today the day that is looked at, "YYYY-MM-DD"
 */
export function shownEntry(
  entry: EntryRow,
  known: KnownConcepts,
  about: { evidence: EntryEvidence | undefined; recorded: RecordedOfEntry | undefined },
  today: string,
): ShownEntry {
  const shown = ofEachField((name) => entryField(name).show(entry[name] ?? null, known));
  const { challengeLinks, ...evidence } = about.evidence ?? noEvidence;
  const { answered, ...recorded } = about.recorded ?? nothingRecorded;
  const suggestedRag = suggestedColour(entry, today);
  const isOpen = !isClosed(entry);
  return {
    ...(shown as ShownValues),
    ...recorded,
    publications: evidence.publications,
    challenges: evidence.challenges,
    strength: evidence.strength,
    newestOn: evidence.newestOn,
    notStandingWell: evidence.notStandingWell,
    unanswered: challengeLinks.filter((id) => !answered.includes(id)).length,
    id: entry.id,
    ref: entry.ref,
    parentRef: entry.parent?.ref ?? null,
    suggestedRag,
    colour: entry.rag ?? suggestedRag,
    isColourSet: !!entry.rag && entry.rag !== suggestedRag,
    isClosed: !isOpen,
    isOverdue: isOpen && isPast(entry.dueOn, today),
    isPastOriginal: isOpen && isPast(entry.originalDueOn ?? entry.dueOn, today),
    dueInDays: isOpen ? nearnessOf(entry.dueOn, today) : null,
    isRecheckDue: !entry.retiredReason && isPast(entry.recheckOn, today),
    revision: entry.revision,
  };
}
