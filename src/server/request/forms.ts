import type { Context } from 'hono';
import type { ZodError } from 'zod';
import { Invalid } from '#shared/errors.ts';

/** What is wrong with a field, as a sentence; `field` is the id that the summary leads to. */
export interface Problem {
  field: string;
  message: string;
}

/** The problems that a form schema found, one for each field. */
export function problemsIn(error: ZodError): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { path, message } of error.issues) {
    const field = path.join('-');
    if (!problems.has(field)) problems.set(field, { field, message });
  }
  return [...problems.values()];
}

/** The problem that a verb named, for the page to show; rethrows anything else. */
export function problemOf(error: unknown): Problem[] {
  if (!(error instanceof Invalid)) throw error;
  return [{ field: error.field ?? '', message: error.message }];
}

export const messageFor = (problems: Problem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.message;

/** A form's fields: text as strings, repeated ones as arrays under `name[]`. */
export async function formOf(c: Context): Promise<Record<string, unknown>> {
  return c.req.parseBody({ all: true });
}

/** The fields that were typed as text, for the page to show again. */
export const typedText = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
