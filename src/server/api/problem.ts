import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { ChangedMeanwhile } from '#shared/errors.ts';
import type { Misread } from '#shared/library/misread-search.ts';
import { saidOf } from '../request/said-of.ts';

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

export type ProblemDetails = z.infer<typeof problemSchema>;

/** An answer of problem details. */
export function problem(
  c: Context,
  status: number,
  title: string,
  detail: string,
  errors?: ProblemDetails['errors'],
): Response {
  const body: ProblemDetails = {
    type: 'about:blank',
    title,
    status,
    detail,
    ...(errors ? { errors } : {}),
  };
  return c.body(JSON.stringify(body), status as 400, {
    'content-type': 'application/problem+json',
  });
}

/** Problem details for a search that says what it cannot mean. */
export const misreadProblem = (c: Context, misread: Misread[]): Response =>
  problem(
    c,
    400,
    'The question is not understood',
    misread.map(({ message }) => message).join(' '),
    misread.map(({ parameter, message }) => ({ field: parameter, message })),
  );

/** Problem details for a change of what somebody else changed meanwhile: how it is now, and what to do. */
function meanwhileProblem(c: Context, error: ChangedMeanwhile): Response {
  const { tag, changed } = error.meanwhile;
  c.header('etag', `"${tag}"`);
  return problem(
    c,
    412,
    'It was changed meanwhile',
    `${error.message} GET it, look at what is there now, and send your change again with the ETag of that answer in If-Match.`,
    Object.keys(changed).map((field) => ({ field, message: 'Changed meanwhile' })),
  );
}

/** Problem details for whatever was thrown. */
export function problemOfError(c: Context, error: unknown): Response {
  if (error instanceof ChangedMeanwhile) return meanwhileProblem(c, error);
  const { status, title, text, retryAfterSeconds } = saidOf(error);
  if (status === 401) c.header('www-authenticate', 'Bearer');
  if (retryAfterSeconds) c.header('retry-after', String(retryAfterSeconds));
  return problem(c, status, title, text);
}

/** A declared answer of problem details. */
export const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

/** For an operation that what is already so may contradict: who calls it has to look again. */
export const conflict = (description: string) => ({ 409: problemAnswer(description) });
