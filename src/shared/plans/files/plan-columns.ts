import { type EntryFieldName, entryField, entryFieldNames } from '../fields/entry-fields.ts';
import { lineRule } from '../fields/field-kinds.ts';

/** What a plan may be called. */
export const planTitleRule = lineRule(300, 'Give the plan a title');

/** What an entry may be called in its plan: by it a file finds the entry again. */
export const refRule = lineRule(50, 'The reference is missing');

/** Columns that say which entry a row is, before the fields of the entry. */
export const placeColumns = { plan: 'plan', ref: 'ref', parentRef: 'parentRef' } as const;
export type PlaceName = keyof typeof placeColumns;

/** What our own files say besides, and nobody reads back. */
export const saidBesides = [
  'extensions',
  'brag',
  'confirmedBy',
  'evidenceStrength',
  'challengesNotAnswered',
  'linkedPublications',
  'newestPublication',
  'publicationsNotStandingWell',
  'note',
] as const;
export type SaidBesides = (typeof saidBesides)[number];

export type ColumnName = PlaceName | EntryFieldName;

const plain = (heading: string) =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const byHeading = new Map<string, ColumnName>([
  ...entryFieldNames.map((name) => [plain(entryField(name).label), name] as const),
  ...entryFieldNames.map((name) => [plain(entryField(name).column), name] as const),
  ...Object.entries(placeColumns).map(
    ([name, column]) => [plain(column), name as PlaceName] as const,
  ),
  ['reference', 'ref'],
]);

/** The column that a heading names, in any case, spacing and punctuation. */
export const columnNamed = (heading: string): ColumnName | undefined =>
  byHeading.get(plain(heading));

/** The heading of a column in our own files. */
export const headingOf = (name: ColumnName): string =>
  name in placeColumns
    ? placeColumns[name as PlaceName]
    : entryField(name as EntryFieldName).column;

/** The headings that a file may have, in the order of our own. */
export const knownHeadings = [
  ...Object.values(placeColumns),
  ...entryFieldNames.map((name) => entryField(name).column),
];

export const neededColumns = ['ref', 'text'] as const satisfies ColumnName[];

/** Headings of a file that are neither read nor our own. */
export const unreadHeadings = (headings: string[]): string[] =>
  headings.filter(
    (heading) =>
      plain(heading) !== '' &&
      !columnNamed(heading) &&
      !saidBesides.some((ours) => plain(ours) === plain(heading)),
  );
