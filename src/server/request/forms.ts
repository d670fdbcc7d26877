import type { ZodError } from 'zod';

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

export const messageFor = (problems: Problem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.message;
