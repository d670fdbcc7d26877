import {
  bragColours,
  entryStatuses,
  evidenceStrengths,
  evidenceWords,
} from '#shared/entities/index.ts';
import { addDays } from '#shared/london.ts';
import type { ShownEntry } from './shown-entry.ts';

/** What a filter may be set to, and what the form says of it. */
export interface FilterOption {
  value: string;
  text: string;
}

/** What of a plan's own words filters offer. */
export interface OwnWords {
  owners: string[];
  priorities: string[];
  themes: { id: string; label: string }[];
}

interface Filter {
  label: string;
  /** What no choice is called. */
  any: string;
  options(own: OwnWords): FilterOption[];
  /** Null where no list says what it may be. */
  values: readonly string[] | null;
  holds(entry: ShownEntry, value: string, today: string): boolean;
}

const asTheyAre = (values: readonly string[]): FilterOption[] =>
  values.map((value) => ({ value, text: value }));

const dues = {
  overdue: 'Overdue',
  'past original': 'Past the original date',
  extended: 'Extended',
  'in 30 days': 'Due within 30 days',
  recheck: 'Re-check due',
  none: 'Without a date',
} as const;

const holdsDue: Record<keyof typeof dues, (entry: ShownEntry, today: string) => boolean> = {
  overdue: ({ isOverdue }) => isOverdue,
  'past original': ({ isPastOriginal }) => isPastOriginal,
  extended: ({ extensions }) => extensions > 0,
  'in 30 days': ({ isClosed, dueOn }, today) =>
    !isClosed && !!dueOn && dueOn >= today && dueOn <= addDays(today, 30),
  recheck: ({ isRecheckDue }) => isRecheckDue,
  none: ({ dueOn }) => !dueOn,
};

const evidences = ['none', 'not judged', 'challenged', ...evidenceStrengths] as const;
const evidenceTexts: Record<string, string> = {
  none: 'No publication linked',
  'not judged': 'Strength not judged',
  challenged: 'Challenges not answered',
  ...evidenceWords,
};

function holdsEvidence(entry: ShownEntry, value: string): boolean {
  if (value === 'none') return entry.publications === 0;
  if (value === 'not judged') return entry.publications > 0 && !entry.strength;
  if (value === 'challenged') return entry.unanswered > 0;
  return entry.strength === value;
}

/** By what a list of entries may be narrowed: page, API and address have the same. */
export const filters = {
  owner: {
    label: 'Owner',
    any: 'Any',
    values: null,
    options: ({ owners }) => asTheyAre(owners),
    holds: ({ ownerAgency, parts }, value) =>
      ownerAgency === value || parts.some(({ owner }) => owner === value),
  },
  priority: {
    label: 'Priority',
    any: 'Any',
    values: null,
    options: ({ priorities }) => asTheyAre(priorities),
    holds: ({ priority }, value) => priority === value,
  },
  status: {
    label: 'Status',
    any: 'Any',
    values: entryStatuses,
    options: () => asTheyAre(entryStatuses),
    holds: ({ status }, value) => status === value,
  },
  colour: {
    label: 'Colour',
    any: 'Any',
    values: bragColours,
    options: () => asTheyAre(bragColours),
    holds: ({ colour }, value) => colour === value,
  },
  due: {
    label: 'Date',
    any: 'Any',
    values: Object.keys(dues),
    options: () => Object.entries(dues).map(([value, text]) => ({ value, text })),
    holds: (entry, value, today) => holdsDue[value as keyof typeof dues]?.(entry, today) ?? false,
  },
  linked: {
    label: 'Publications',
    any: 'All entries',
    values: ['yes', 'no'],
    options: () => [
      { value: 'yes', text: 'With publications' },
      { value: 'no', text: 'Without' },
    ],
    holds: ({ publications }, value) => publications > 0 === (value === 'yes'),
  },
  evidence: {
    label: 'Evidence',
    any: 'Any',
    values: evidences,
    options: () => evidences.map((value) => ({ value, text: evidenceTexts[value] ?? value })),
    holds: holdsEvidence,
  },
  confirmation: {
    label: 'Confirmed by others',
    any: 'Any',
    values: ['agreed', 'not agreed', 'not yet asked'],
    options: () => asTheyAre(['agreed', 'not agreed', 'not yet asked']),
    holds: ({ confirmation }, value) => confirmation === value,
  },
  theme: {
    label: 'Theme',
    any: 'Any',
    values: null,
    options: ({ themes }) => themes.map(({ id, label }) => ({ value: id, text: label })),
    holds: ({ themes }, value) => themes.some(({ id }) => id === value),
  },
  retired: {
    label: 'Retired entries',
    any: 'Left out',
    values: ['only', 'with'],
    options: () => [
      { value: 'only', text: 'Only these' },
      { value: 'with', text: 'Also these' },
    ],
    holds: ({ retiredReason }, value) => value === 'with' || !!retiredReason,
  },
} satisfies Record<string, Filter>;

export type FilterName = keyof typeof filters;
export type PlanFilter = { [Name in FilterName]?: string | undefined };

export const filterNames = Object.keys(filters) as FilterName[];
export const filterNamed = (name: FilterName): Filter => filters[name];

const byText =
  (of: (entry: ShownEntry) => string | null) =>
  (a: ShownEntry, b: ShownEntry): number => {
    const [one, other] = [of(a), of(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return one < other ? -1 : Number(one > other);
  };

/** An object with something for each filter. */
export const ofEachFilter = <Value>(make: (name: FilterName) => Value) =>
  Object.fromEntries(filterNames.map((name) => [name, make(name)])) as Record<FilterName, Value>;

/** What is worst first: nothing that needs looking at stands below what does not. */
const gravest = ['Red', 'Amber', 'Green', 'Blue'];

/** In what order a list may be; without one it is the plan's own. */
export const sorts = {
  plan: { text: 'As in the plan', compare: () => 0 },
  due: { text: 'Due date', compare: byText(({ dueOn }) => dueOn) },
  owner: { text: 'Owner', compare: byText(({ ownerAgency }) => ownerAgency) },
  priority: { text: 'Priority', compare: byText(({ priority }) => priority) },
  status: {
    text: 'Status',
    compare: (a, b) => entryStatuses.indexOf(a.status) - entryStatuses.indexOf(b.status),
  },
  colour: {
    text: 'Colour, worst first',
    compare: (a, b) =>
      ((gravest.indexOf(a.colour ?? '') + 5) % 5) - ((gravest.indexOf(b.colour ?? '') + 5) % 5),
  },
  extensions: { text: 'Extensions, most first', compare: (a, b) => b.extensions - a.extensions },
  newest: {
    text: 'Evidence, oldest first',
    compare: byText(({ newestOn }) => newestOn),
  },
} satisfies Record<string, { text: string; compare(a: ShownEntry, b: ShownEntry): number }>;

export type SortName = keyof typeof sorts;
export const sortNames = Object.keys(sorts) as SortName[];

/** Entries that every filter holds of, in an order; retired ones only where they are asked for. */
export function chosenEntries(
  all: ShownEntry[],
  given: { filter: PlanFilter; sort: SortName; today: string },
): ShownEntry[] {
  const { filter, sort, today } = given;
  const chosen = all.filter(
    (entry) =>
      (!entry.retiredReason || !!filter.retired) &&
      filterNames.every((name) => {
        const value = filter[name];
        return !value || filterNamed(name).holds(entry, value, today);
      }),
  );
  return chosen.toSorted(sorts[sort].compare);
}
