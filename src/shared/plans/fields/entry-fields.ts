import {
  bragColours,
  dispositions,
  entryStatuses,
  type PlanEntry,
} from '#shared/entities/index.ts';
import { inWords } from '#shared/london.ts';
import {
  choice,
  concepts,
  day,
  type Field,
  line,
  type Named,
  neededProse,
  optionalChoice,
  prose,
} from './field-kinds.ts';
import { ownerParts } from './owner-parts.ts';

/** Colours by name, with what each means. */
export const colourWords: Record<(typeof bragColours)[number], string> = {
  Blue: 'Blue: complete',
  Green: 'Green: on track',
  Amber: 'Amber: slipping, recoverable',
  Red: 'Red: off track',
};

const dispositionWords: Record<(typeof dispositions)[number], string> = {
  adopt: 'Adopt: as it stands',
  'already in place': 'Already in place',
  adapt: 'Adapt: in another way here',
  'not applicable': 'Not applicable here',
};

/** What of an entry is no field: what it is, and where it stands. */
type Place = 'id' | 'plan' | 'parent' | 'ref' | 'position' | 'revision';

/** The fields of an entry; the compiler asks for a row of the table for each column of the entity. */
export type EntryFieldName = Exclude<Extract<keyof PlanEntry, string>, Place>;

/** A row whose values are those of the column; how they are shown is its own affair. */
type RowFor<Value> = Omit<Field<Value, unknown>, 'answer' | 'show' | 'inWords'>;

/**
 * The fields of a plan entry, in the order of pages and files. One row is all that a field needs
 * beside its column in the database: form, API, CSV in and out, preview, page and history derive
 * from it.
 */
export const entryFields = {
  text: neededProse(
    { label: 'Recommendation or action', column: 'recommendation', askedIn: 'change' },
    5000,
    'Enter the recommendation or action',
  ),
  priority: line(
    {
      label: 'Priority',
      column: 'priority',
      hint: 'What it stands under in the plan. A new one is added to the plan’s priorities.',
      askedIn: 'change',
      isQuiet: true,
    },
    300,
  ),
  ownerAgency: line({ label: 'Owner', column: 'ownerAgency', askedIn: 'change' }, 300),
  parts: ownerParts({
    label: 'Other owners and their parts',
    column: 'otherOwners',
    hint: 'One owner a line, and what falls to them: “Harrow College: tell tutors whom to ring”.',
    askedIn: 'change',
    isQuiet: true,
  }),
  leadRole: line(
    {
      label: 'Lead role',
      column: 'leadRole',
      hint: 'A role, not a person’s name.',
      askedIn: 'change',
    },
    300,
  ),
  originalDueOn: day(
    { label: 'Original due date', column: 'originalDueDate', askedIn: 'file' },
    inWords,
  ),
  dueOn: day(
    {
      label: 'Due date',
      column: 'currentDueDate',
      hint: 'For example, 2026-09-30 or 30/09/2026',
      askedIn: 'change',
    },
    inWords,
  ),
  rag: optionalChoice(
    { label: 'Colour', column: 'rag', askedIn: 'progress' },
    bragColours,
    (colour) => colourWords[colour],
    'As the rule has it',
  ),
  ragReason: prose(
    {
      label: 'Why another colour',
      column: 'ragReason',
      hint: 'Needed where you set another colour than the rule does.',
      askedIn: 'progress',
      isQuiet: true,
    },
    2000,
  ),
  status: choice(
    { label: 'Status', column: 'status', askedIn: 'progress' },
    entryStatuses,
    'not said yet',
  ),
  waitsFor: prose(
    {
      label: 'What it waits for',
      column: 'waitsFor',
      hint: 'A decision, guidance, money, a law in force.',
      askedIn: 'progress',
      isQuiet: true,
    },
    2000,
  ),
  waitsOn: line(
    { label: 'For whom it waits', column: 'waitsOn', askedIn: 'progress', isQuiet: true },
    300,
  ),
  waitsSince: day(
    {
      label: 'Waiting since',
      column: 'waitsSince',
      hint: 'Left empty: since today.',
      askedIn: 'progress',
      isQuiet: true,
    },
    inWords,
  ),
  unmetRisk: prose(
    {
      label: 'Risk that stays',
      column: 'unmetRisk',
      hint: 'Needed where an entry is closed and was not done.',
      askedIn: 'progress',
      isQuiet: true,
    },
    5000,
  ),
  recheckOn: day(
    {
      label: 'Re-check due',
      column: 'recheckDate',
      hint: 'When something embedded is looked at again. Left empty: in six months.',
      askedIn: 'progress',
      isQuiet: true,
    },
    inWords,
  ),
  disposition: optionalChoice(
    { label: 'Response', column: 'disposition', askedIn: 'change', isQuiet: true },
    dispositions,
    (value) => dispositionWords[value],
  ),
  dispositionReason: prose(
    {
      label: 'Why this response',
      column: 'dispositionReason',
      hint: 'Needed unless it is adopted as it stands.',
      askedIn: 'change',
      isQuiet: true,
    },
    5000,
  ),
  successMeasure: prose(
    { label: 'Success measure', column: 'successMeasure', askedIn: 'change' },
    5000,
  ),
  themes: concepts({ label: 'Themes', column: 'themes', askedIn: 'change' }),
  retiredReason: prose(
    { label: 'Retired because', column: 'retiredBecause', askedIn: 'file', isQuiet: true },
    2000,
  ),
} satisfies { [Name in EntryFieldName]: RowFor<Exclude<PlanEntry[Name], undefined>> };

type Fields = typeof entryFields;

/** The values of an entry as they are kept. */
export type EntryValues = { [Name in EntryFieldName]: ReturnType<Fields[Name]['rule']['parse']> };

/** The values of an entry as they are shown. */
export type ShownValues = { [Name in EntryFieldName]: ReturnType<Fields[Name]['show']> };

/** New values of some fields. */
export type EntryChange = { [Name in EntryFieldName]?: EntryValues[Name] | undefined };

export const entryFieldNames = Object.keys(entryFields) as EntryFieldName[];

/** A field of which no more is known than that it is one: for going through all of them. */
export const entryField = (name: EntryFieldName) =>
  entryFields[name] as unknown as Field<unknown, unknown>;

/** The fields that a form asks for. */
export const fieldsAskedIn = (where: Named['askedIn']): EntryFieldName[] =>
  entryFieldNames.filter((name) => entryField(name).askedIn === where);

/** An object with something for each field. */
export const ofEachField = <Value>(make: (name: EntryFieldName) => Value) =>
  Object.fromEntries(entryFieldNames.map((name) => [name, make(name)])) as Record<
    EntryFieldName,
    Value
  >;
