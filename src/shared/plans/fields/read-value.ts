import type { z } from 'zod';
import { Invalid } from '#shared/errors.ts';
import { tidyText } from '#shared/text/tidy-text.ts';
import {
  type EntryChange,
  type EntryFieldName,
  entryField,
  entryFieldNames,
} from './entry-fields.ts';
import type { Field, KnownConcepts, Read } from './field-kinds.ts';

const firstMessage = (error: z.ZodError) => error.issues[0]?.message ?? 'It cannot be used';

function checked(
  field: Field<unknown, unknown>,
  value: unknown,
  known: KnownConcepts,
): Read<unknown> {
  const ruled = field.rule.safeParse(value);
  if (!ruled.success) return { problem: firstMessage(ruled.error) };
  const problem = field.check?.(ruled.data, known) ?? null;
  return problem === null ? { value: ruled.data } : { problem };
}

/** The value of a field that was typed, or stands in a cell of a file. */
export function readValue(name: EntryFieldName, text: string, known: KnownConcepts): Read<unknown> {
  const field = entryField(name);
  const read = field.read(tidyText(text), known);
  return 'problem' in read ? read : checked(field, read.value, known);
}

/** A change whose values keep the rules. @throws {Invalid} naming the field */
export function checkedChange(change: EntryChange, known: KnownConcepts): EntryChange {
  const values = entryFieldNames.flatMap((name) => {
    if (change[name] === undefined) return [];
    const one = checked(entryField(name), change[name], known);
    if ('problem' in one) throw new Invalid(one.problem, name);
    return [[name, one.value]];
  });
  return Object.fromEntries(values);
}
