import { z } from 'zod';
import { type EntryChange, type EntryFieldName, entryField } from './entry-fields.ts';
import type { KnownConcepts } from './field-kinds.ts';
import { readValue } from './read-value.ts';

/** What a browser sends of a box: repeated for boxes that are ticked, absent where there was none. */
const typed = z.union([z.string(), z.array(z.string())]).optional();

function fieldOfForm(name: EntryFieldName, known: KnownConcepts) {
  const { rule, empty } = entryField(name);
  const mayBeEmpty = rule.safeParse(empty).success;
  return typed.transform((given, context) => {
    // A box that the form did not have leaves the field alone, unless there must be something in it.
    if (given === undefined && mayBeEmpty) return undefined;
    const text = Array.isArray(given) ? given.filter(Boolean).join(';') : (given ?? '');
    const read = readValue(name, text, known);
    if (!('problem' in read)) return read.value;
    context.issues.push({ code: 'custom', message: read.problem, input: given });
    return z.NEVER;
  });
}

/**
 * A form that asks for some fields of an entry: what was typed becomes a change, or problems by
 * field.
 *
 * @param extra what the form asks besides
 */
export const entryForm = <Extra extends z.ZodRawShape>(
  names: EntryFieldName[],
  known: KnownConcepts,
  extra: Extra,
) =>
  z.object({
    ...Object.fromEntries(names.map((name) => [name, fieldOfForm(name, known)])),
    ...extra,
  }) as unknown as z.ZodType<EntryChange & z.infer<z.ZodObject<Extra>>>;
