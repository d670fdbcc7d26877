import { z } from 'zod';
import { inWords } from '#shared/london.ts';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import { confirmers, differences, keptUps, stances } from '#shared/plans/records/record-kinds.ts';
import type { ShownFigure } from '#shared/plans/records/show-records.ts';
import { readDay } from '#shared/text/read-day.ts';
import type { PlainBox } from '../plain-form.tsx';

const text = z.string().trim().default('');
const choice = (message: string) => z.string(message).min(1, message);

/** A day as people write it; empty is none. */
export const typedDay = text.transform((given, context) => {
  if (!given) return null;
  const read = readDay(given);
  if (!('problem' in read)) return read.value;
  context.issues.push({ code: 'custom', message: read.problem, input: given });
  return z.NEVER;
});

/** A number as people write it, with commas between thousands; empty is none. */
const typedNumber = text.transform((given, context) => {
  if (!given) return null;
  const number = Number(given.replace(/[,\s]/g, '').replace(/%$/, ''));
  if (Number.isFinite(number)) return number;
  const message = `“${given}” is not a number`;
  context.issues.push({ code: 'custom', message, input: given });
  return z.NEVER;
});

const neededNumber = typedNumber.refine((number) => number !== null, 'Enter a number');

/** One thing that may be said of an entry: its form, its boxes, and what pages call it. */
export interface RecordForm<Schema extends z.ZodType = z.ZodType> {
  title(view: EntryView): string;
  button: string;
  schema: Schema;
  boxes(view: EntryView): PlainBox[];
}

const items = (values: readonly string[]) =>
  values.map((value) => ({ value, text: value[0]?.toUpperCase() + value.slice(1) }));

const onDay: PlainBox = {
  name: 'on',
  label: 'On which day',
  hint: 'For example, 30/09/2026. Left empty: today.',
  kind: 'short',
};

export const confirmForm = {
  title: ({ entry }: EntryView) => `What others say of ${entry.ref}`,
  button: 'Save',
  schema: z.object({
    confirmer: choice('Say who was asked'),
    stance: choice('Say what they think of it'),
    on: typedDay,
    words: text,
  }),
  boxes: (): PlainBox[] => [
    { name: 'confirmer', label: 'Who', kind: 'radios', items: items(confirmers) },
    { name: 'stance', label: 'What they think', kind: 'radios', items: items(stances) },
    onDay,
    { name: 'words', label: 'What they said', kind: 'prose' },
  ],
};

export const extendForm = {
  title: ({ entry }: EntryView) => `Put off the date of ${entry.ref}`,
  button: 'Put it off',
  schema: z.object({
    dueOn: typedDay.refine((day) => day !== null, 'Enter the new date'),
    dateReason: text.refine((words) => words !== '', 'Say why the date moves'),
  }),
  boxes: ({ entry }: EntryView): PlainBox[] => [
    {
      name: 'dueOn',
      label: 'New due date',
      hint: entry.dueOn ? `It is ${inWords(entry.dueOn)} now.` : 'There is no due date yet.',
      kind: 'short',
    },
    { name: 'dateReason', label: 'Why it moves', kind: 'prose' },
  ],
};

export const recheckForm = {
  title: ({ entry }: EntryView) => `Look again at ${entry.ref}`,
  button: 'Save',
  schema: z.object({
    madeDifference: choice('Say whether it made a difference'),
    isKeptUp: choice('Say whether it is kept up'),
    words: text.refine((words) => words !== '', 'Say what was found'),
    unintended: text,
    on: typedDay,
    nextOn: typedDay,
  }),
  boxes: (): PlainBox[] => [
    {
      name: 'madeDifference',
      label: 'Did it make a difference?',
      kind: 'radios',
      items: items(differences),
    },
    { name: 'isKeptUp', label: 'Is it kept up?', kind: 'radios', items: items(keptUps) },
    { name: 'words', label: 'What was found', kind: 'prose' },
    { name: 'unintended', label: 'Effects that nobody intended (optional)', kind: 'prose' },
    onDay,
    {
      name: 'nextOn',
      label: 'Look again on (optional)',
      hint: 'Left empty: not again.',
      kind: 'short',
    },
  ],
};

const measureFields = {
  name: text.refine((words) => words !== '', 'Say what is counted or measured'),
  unit: text,
  baseline: typedNumber,
  target: typedNumber,
  countsPeople: z.string().optional(),
};

const measureBoxes = (figure?: ShownFigure): PlainBox[] => [
  {
    name: 'name',
    label: 'What is counted or measured',
    hint: 'For example, hotel staff trained',
    kind: 'line',
    value: figure?.name,
  },
  {
    name: 'unit',
    label: 'Unit (optional)',
    hint: 'For example, people, or per cent',
    kind: 'short',
    value: figure?.unit,
  },
  {
    name: 'baseline',
    label: 'Where it began (optional)',
    hint: hidden(figure?.baseline),
    kind: 'short',
    value: numberIn(figure?.baseline),
  },
  {
    name: 'target',
    label: 'Target (optional)',
    hint: hidden(figure?.target),
    kind: 'short',
    value: numberIn(figure?.target),
  },
  {
    name: 'countsPeople',
    label: 'Counts of people',
    kind: 'tick',
    items: [{ value: 'yes', text: 'It counts people: fewer than 10 are not told exactly' }],
    value: figure?.countsPeople ? 'yes' : '',
  },
];

/** Said of a number that is not told exactly. */
const hidden = (number: ShownFigure['baseline'] | undefined) =>
  number?.value === null ? `It is ${number.words}. Left empty: it stays so.` : undefined;

const numberIn = (number: ShownFigure['baseline'] | undefined) => number?.value?.toString() ?? '';

export const figureForm = {
  title: ({ entry }: EntryView) => `Add a figure to ${entry.ref}`,
  button: 'Add the figure',
  schema: z.object(measureFields),
  boxes: () => measureBoxes(),
};

export const changeFigureForm = (figure: ShownFigure) => ({
  title: () => `Change the figure “${figure.name}”`,
  button: 'Save',
  schema: z.object({ ...measureFields, isEnded: z.string().optional() }),
  boxes: (): PlainBox[] => [
    ...measureBoxes(figure),
    {
      name: 'isEnded',
      label: 'No longer measured',
      kind: 'tick',
      items: [{ value: 'yes', text: 'It is no longer measured; its values stay' }],
      value: figure.isEnded ? 'yes' : '',
    },
  ],
});

export const valueForm = (figure: ShownFigure) => ({
  title: () => `Note a value: ${figure.name}`,
  button: 'Save',
  schema: z.object({ value: neededNumber, on: typedDay, words: text }),
  boxes: (): PlainBox[] => [
    { name: 'value', label: figure.unit ? `Value (${figure.unit})` : 'Value', kind: 'short' },
    onDay,
    { name: 'words', label: 'What to know of it (optional)', kind: 'prose' },
  ],
});

export const answerForm = {
  title: ({ entry }: EntryView) => `Answer what challenges ${entry.ref}`,
  button: 'Save the answer',
  schema: z.object({ words: text.refine((words) => words !== '', 'Say how it is answered') }),
  boxes: (): PlainBox[] => [
    {
      name: 'words',
      label: 'How it is answered',
      hint: 'What was changed because of it, or why nothing was.',
      kind: 'prose',
    },
  ],
};
