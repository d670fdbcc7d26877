import type { Context } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import { z } from 'zod';
import { ChangedMeanwhile, Invalid } from '#shared/errors.ts';
import type { WebEnv } from './env.ts';
import { type Problem, problemsIn } from './forms.ts';
import { againAfterOthers, type SharedForm } from './shared-form.ts';

/** The page again, with what is wrong and what was typed; `fields` has also what is not text. */
export type Again = (
  problems: Problem[],
  typed: Record<string, string>,
  fields: Record<string, unknown>,
) => HtmlEscapedString | Promise<HtmlEscapedString>;

/** For a form of ticked boxes: a list, whether none, one or several were sent. */
export const severalOf = <Schema extends z.ZodType>(one: Schema) =>
  z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(one));

/** A file that was chosen: a form sent without choosing gives a nameless, empty one. */
export const chosenFile = (message: string) =>
  z.custom<File>(
    (given) => given instanceof File && (given.name !== '' || given.size > 0),
    message,
  );

/** Fields by name; a repeated one is a list. No text has a NUL, which PostgreSQL does not store. */
async function fieldsOf(c: Context<WebEnv>): Promise<Record<string, unknown>> {
  const clean = (value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll('\0', '') : value;
  try {
    const body = await c.req.parseBody({ all: true });
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(clean) : clean(value),
      ]),
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Invalid('What was sent cannot be read as a form.', undefined, { cause: error });
  }
}

const textIn = (fields: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );

/** Said of a field for which the schema has no words of its own: browsers send what our pages have. */
const plainly: z.core.$ZodErrorMap = ({ input }) =>
  input === undefined ? 'Fill this in' : 'This cannot be used';

/**
 * What every form does: its fields are read by the schema, then `act` does what it is for and answers.
 * What is wrong with the fields, and what `act` finds `Invalid`, is shown on the page again with 422.
 *
 * @param shared of a form that two people may have open: what somebody else changed meanwhile is told there
 *   too, with 409
 * @param again null for a form that is only a button: what is wrong stands on a page of its own
 */
export async function submit<Schema extends z.ZodType>(
  c: Context<WebEnv>,
  schema: Schema,
  again: Again | null,
  act: (data: z.output<Schema>) => Response | Promise<Response>,
  shared?: SharedForm,
): Promise<Response> {
  const fields = await fieldsOf(c);
  const form = schema.safeParse(fields, { error: plainly });
  let problems: Problem[];
  if (form.success) {
    try {
      return await act(form.data);
    } catch (error) {
      if (shared && again && error instanceof ChangedMeanwhile) {
        const read = form.data as Record<string, unknown>;
        const once = againAfterOthers(shared, error, fields, read);
        return c.html(await again(once.problems, textIn(once.fields), once.fields), 409);
      }
      if (!(error instanceof Invalid) || !again) throw error;
      problems = [{ field: error.field ?? '', message: error.message }];
    }
  } else {
    problems = problemsIn(form.error);
    if (!again) throw new Invalid(problems.map(sentenceOf).join(' '));
  }
  return c.html(await again(problems, textIn(fields), fields), 422);
}

/** A button names no field that a person could see; the sentence has to say it. */
const sentenceOf = ({ field, message }: Problem): string =>
  message === 'Fill this in' ? `“${field}” is missing.` : `${message}.`;
