import { z } from 'zod';
import type { Changeable, Seen } from '#shared/database/seen.ts';
import type { ChangedMeanwhile } from '#shared/errors.ts';
import { instantInWords } from '#shared/london.ts';
import { listed } from '#shared/text/in-words.ts';
import type { Problem } from './forms.ts';

/** A form that two people may have open at once, and what it changes. */
export interface SharedForm {
  of: Changeable;
  /** The fields that it changes, as they are kept. */
  fields: readonly string[];
  /** "Due date" */
  label(field: string): string;
  /** A value as a person reads it; null when there is nothing. */
  words(field: string, value: unknown): string | null;
  /** What the form's boxes hold for a value: by default, one box named as the field. */
  boxes?(field: string, value: unknown): Record<string, unknown>;
  /** Whether it stands in a box of the form; every field does, when left out. */
  isInForm?(field: string): boolean;
}

/** The form's hidden field: what was seen when it was opened. A form without it is not checked. */
export const seenRule = z.string().max(2000).optional();

/** What the person who sent a form had seen. */
export const seenOn = ({ of, fields }: SharedForm, seen: string | undefined): Seen | undefined =>
  seen ? { of: [of], tags: [seen], fields } : undefined;

const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value));

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 197)}…` : text);

const nowIs = (form: SharedForm, field: string, value: unknown) => {
  const words = form.words(field, value);
  return `${form.label(field)} is now ${words ? `“${shortened(words)}”` : 'empty'}`;
};

/**
 * The form once more when somebody else changed meanwhile what it changes: what was typed stays in its
 * boxes, boxes that were left as they were hold what is there now, and each change is told. Saving again
 * is then on purpose.
 *
 * @param sent the form's fields as they were sent
 * @param data the same as the schema read them
 */
export function againAfterOthers(
  form: SharedForm,
  { meanwhile }: ChangedMeanwhile,
  sent: Record<string, unknown>,
  data: Record<string, unknown>,
): { problems: Problem[]; fields: Record<string, unknown> } {
  const boxes = form.boxes ?? ((field, value) => ({ [field]: asText(value) }));
  const changed = Object.entries(meanwhile.changed);
  const names = listed(changed.map(([field]) => form.label(field)));
  const who = meanwhile.by
    ? `${meanwhile.by.name} changed this ${instantInWords(meanwhile.by.at)}`
    : 'This was changed';
  const problems: Problem[] = [
    { field: '', message: `${who}, while you were writing: ${names}. Nothing was saved yet.` },
  ];
  let fields: Record<string, unknown> = { ...sent, seen: meanwhile.tag };
  for (const [field, value] of changed) {
    if (form.isInForm?.(field) === false) {
      problems.push({ field: '', message: nowIs(form, field, value) });
      continue;
    }
    const isLeftAsItWas = data[field] === undefined || meanwhile.isAsSeen(field, data[field]);
    if (isLeftAsItWas) fields = { ...fields, ...boxes(field, value) };
    problems.push(
      isLeftAsItWas
        ? { field: '', message: `${nowIs(form, field, value)}, and so it is in the form` }
        : {
            field,
            message: `${nowIs(form, field, value)}. What you typed is still here: saving again puts it in its place`,
          },
    );
  }
  return { problems, fields };
}
