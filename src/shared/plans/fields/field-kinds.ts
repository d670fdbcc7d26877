import { z } from 'zod';
import { earliestDay, latestDay, readDay } from '#shared/text/read-day.ts';
import { hasLostSigns, tidyText } from '#shared/text/tidy-text.ts';

/** What only the library knows, and a field may ask for. */
export interface KnownConcepts {
  /** Concepts by id, in the vocabulary's order. */
  concepts: ReadonlyMap<string, { label: string; facet?: string }>;
}

/** What a text was read as, or the sentence that says why it cannot be. */
export type Read<Value> = { value: Value } | { problem: string };

/** One of several values, and what the form says of it. */
export interface FieldOption {
  value: string;
  text: string;
}

/** The box of a form in which a field is asked for. */
export type Box =
  | { kind: 'line'; width?: string }
  | { kind: 'prose'; rows: number }
  | { kind: 'select'; options: readonly FieldOption[] }
  /** A choice that may be left open; what the form calls leaving it so. */
  | { kind: 'radios'; options: readonly FieldOption[]; open: string }
  | { kind: 'owners' }
  | { kind: 'concepts' };

/** What a field is called, wherever it is. */
export interface Named {
  /** As pages, previews and histories call it. */
  label: string;
  /** The heading of its column in a file: a fixed outward shape. */
  column: string;
  hint?: string;
  /**
   * Who may give it a value besides a file: the form for changing an entry, a note of progress, or
   * nobody. The API may set what either of the two may.
   */
  askedIn: 'change' | 'progress' | 'file';
  /** Most entries have nothing here, and pages say nothing then. */
  isQuiet?: boolean;
}

/** One field of a noun: everything about it that form, API, file, page and history need. */
export interface Field<Value, Shown = Value> extends Named {
  /** What is kept, whoever gives it. Its messages are sentences for the page. */
  rule: z.ZodType<Value, unknown>;
  /** What the rule cannot see: null, or a sentence. */
  check?(value: Value, known: KnownConcepts): string | null;
  /** A text that was typed or stands in a file; only an empty one may be a default. */
  read(text: string, known: KnownConcepts): Read<unknown>;
  /** The text from which `read` makes the same value again. */
  write(value: Value): string;
  /** What an empty cell of a new row means. */
  empty: Value;
  box: Box;
  /** As the API answers it. */
  answer: z.ZodType<Shown>;
  show(value: Value, known: KnownConcepts): Shown;
  /** As a person reads it on the page; null when there is nothing. */
  inWords(shown: Shown): string | null;
}

const count = new Intl.NumberFormat('en-GB');

const lost =
  'Some signs of it were lost before it came here (�). Save the file as “CSV UTF-8”, or type them again';

/**
 * A rule for text: tidied, of at most so many characters, and without signs that were lost.
 *
 * @param missing what is said when it is empty; without it, it may be
 */
export const textRule = (longest: number, missing?: string) =>
  z
    .string(missing)
    .overwrite(tidyText)
    .min(missing ? 1 : 0, missing)
    .max(longest, `Keep it to ${count.format(longest)} characters`)
    .refine((text) => !hasLostSigns(text), lost);

const orNothing = (rule: z.ZodString) => rule.nullable().transform((text) => text || null);

/** The same, and nothing where there is no text. */
export const optionalTextRule = (longest: number) => orNothing(textRule(longest));

/** Text without line breaks: what stands in one line of a form and one cell of a table. */
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

/** A rule for a line of text. @param missing as of `textRule` */
export const lineRule = (longest: number, missing?: string) =>
  textRule(longest, missing).overwrite(inOneLine);

const asItIs = (text: string): Read<string> => ({ value: text });

const textual = (named: Named, longest: number, box: Box): Field<string | null> => ({
  ...named,
  rule: optionalTextRule(longest),
  read: asItIs,
  write: (value) => value ?? '',
  empty: null,
  box,
  answer: z.string().nullable(),
  show: (value) => value ?? null,
  inWords: (shown) => shown,
});

/** A line of text that may be left empty. */
export const line = (named: Named, longest: number): Field<string | null> => ({
  ...textual(named, longest, { kind: 'line' }),
  rule: orNothing(lineRule(longest)),
});

/** Prose of several lines that may be left empty. */
export const prose = (named: Named, longest: number) =>
  textual(named, longest, { kind: 'prose', rows: 3 });

/** Prose without which there is nothing. @param missing what is said then */
export const neededProse = (named: Named, longest: number, missing: string): Field<string> => ({
  ...named,
  rule: textRule(longest, missing),
  read: asItIs,
  write: (value) => value,
  empty: '',
  box: { kind: 'prose', rows: 5 },
  answer: z.string(),
  show: (value) => value,
  inWords: (shown) => shown,
});

const noDay = 'Enter a date that exists, like 2026-09-30';

/** A day. An empty cell of a file may mean another day: then "none" says that there is none. */
export const day = (named: Named, inWords: (day: string) => string): Field<string | null> => ({
  ...named,
  rule: z.iso
    .date(noDay)
    .refine((day) => day >= earliestDay && day <= latestDay, noDay)
    .nullable(),
  read: (text) => (!text || /^(none|-|–|n\/a)$/i.test(text) ? { value: null } : readDay(text)),
  write: (value) => value ?? '',
  empty: null,
  box: { kind: 'line', width: 'govuk-input--width-10' },
  answer: z.string().nullable(),
  show: (value) => value ?? null,
  inWords: (shown) => shown && inWords(shown),
});

const matching = <T extends string>(text: string, values: readonly T[]): T | undefined =>
  values.find((one) => one.toLowerCase() === text.toLowerCase());

const oneOf = <T extends string>(values: readonly T[]) => ({
  rule: z.enum(values, `Choose one of ${values.join(', ')}`),
  read: (text: string): Read<T> => {
    const value = matching(text, values);
    return value ? { value } : { problem: `“${text}” is not one of ${values.join(', ')}.` };
  },
});

/**
 * One value of a list, in any case, or none.
 *
 * @param inWords what the form says of each
 * @param open what the form calls none of them
 */
export function optionalChoice<T extends string>(
  named: Named,
  values: readonly T[],
  inWords: (value: T) => string = (value) => value,
  open = 'Not said',
): Field<T | null> {
  const { rule, read } = oneOf(values);
  return {
    ...named,
    rule: rule.nullable(),
    read: (text) => (text ? read(text) : { value: null }),
    write: (value) => value ?? '',
    empty: null,
    box: {
      kind: 'radios',
      options: values.map((value) => ({ value, text: inWords(value) })),
      open,
    },
    answer: z.enum(values).nullable(),
    show: (value) => value ?? null,
    inWords: (shown) => shown,
  };
}

/** One value of a list, in any case. */
export function choice<T extends string>(named: Named, values: readonly T[], empty: T): Field<T> {
  const { rule, read } = oneOf(values);
  return {
    ...named,
    rule,
    read,
    write: (value) => value,
    empty,
    box: { kind: 'select', options: values.map((value) => ({ value, text: value })) },
    answer: z.enum(values),
    show: (value) => value,
    inWords: (shown) => shown,
  };
}

const notInVocabulary = (theme: string) => `“${theme}” is not in the vocabulary.`;

/** Concepts of the vocabulary, each once; in a file by id or label, with semicolons between them. */
export const concepts = (named: Named): Field<string[], { id: string; label: string }[]> => ({
  ...named,
  rule: z.array(z.string().trim().min(1)).transform((ids) => [...new Set(ids)]),
  check: (ids, known) => {
    const unknown = ids.find((id) => !known.concepts.has(id));
    return unknown === undefined ? null : notInVocabulary(unknown);
  },
  read: (text, known) => {
    const given = text
      .split(/[;|\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
    const ids = given.map((one) => [one, conceptId(one, known)] as const);
    const unknown = ids.filter(([, id]) => id === null).map(([one]) => one);
    return unknown.length > 0
      ? { problem: unknown.map(notInVocabulary).join(' ') }
      : { value: ids.flatMap(([, id]) => id ?? []) };
  },
  write: (ids) => ids.join(';'),
  empty: [],
  box: { kind: 'concepts' },
  answer: z.array(z.object({ id: z.string(), label: z.string() })),
  show: (ids, known) => ids.map((id) => ({ id, label: known.concepts.get(id)?.label ?? id })),
  inWords: (shown) => shown.map(({ label }) => label).join(', ') || null,
});

function conceptId(text: string, { concepts }: KnownConcepts): string | null {
  if (concepts.has(text)) return text;
  const wanted = text.toLowerCase();
  for (const [id, { label }] of concepts) {
    if (id.toLowerCase() === wanted || label.toLowerCase() === wanted) return id;
  }
  return null;
}
