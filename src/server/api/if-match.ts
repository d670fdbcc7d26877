import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Changeable, type Seen, seenTag } from '#shared/database/seen.ts';
import type { WebEnv } from '../request/env.ts';
import { problemAnswer } from './problem.ts';

/** What two people may change at once, by how its address begins; the first that fits. */
const changeables: [RegExp, Changeable[]][] = [
  [/^\/publications\/\{id\}\/assessment$/, ['assessment', 'publication']],
  [/^\/publications\/\{id\}/, ['publication']],
  [/^\/entries\/\{id\}/, ['entry']],
  [/^\/links\/\{id\}/, ['link']],
  [/^\/sources\/\{id\}/, ['source']],
  [/^\/vocabulary\/\{id\}/, ['concept']],
  [/^\/sift\/criteria$/, ['criteria']],
  [/^\/searches\/\{id\}/, ['search']],
];

/** What an operation changes of what two people may change; null for any other. */
export const changedBy = ({ method, path }: { method: string; path: string }) =>
  method === 'get' ? null : (changeables.find(([start]) => start.test(path))?.[1] ?? null);

const etag = z.object({
  etag: z.string().openapi({
    description: 'A strong tag of what people may change of it, for If-Match (RFC 9110, 13.1.1)',
  }),
});

/** An answer that shows what two people may change, with the tag of how it is. */
export const taggedAnswer = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  headers: etag,
  content: { 'application/json': { schema } },
});

export const ifMatchHeader = z.object({
  'if-match': z.string().optional().openapi({
    description:
      'The ETag that the last answer had: then nothing is changed that somebody else changed meanwhile. Left out, or *, it is changed however it is',
  }),
});

export const changedMeanwhileAnswer = {
  412: {
    ...problemAnswer(
      'Somebody changed it after you looked: nothing was done. `errors` names what differs, ETag is of how it is now',
    ),
    headers: etag,
  },
};

/**
 * What the program saw, as it says in If-Match; undefined where it does not say, or "*". A weak tag, or
 * what is no tag, is never as it is (RFC 9110, 13.1.1: strong comparison).
 */
export function seenBy(c: Context<WebEnv>, ...of: Changeable[]): Seen | undefined {
  const given = c.req.header('if-match')?.trim();
  if (given === undefined || given === '*') return undefined;
  const tags = given.matchAll(/(?:^|,)[ \t]*"([^"]*)"/g);
  return { of, tags: [...tags].map(([, tag = '']) => tag) };
}

/** Tells the tag of how a thing is. To be called before what is answered is read. @throws {NotFound} */
export async function tellTag(
  c: Context<WebEnv>,
  kind: Changeable,
  id: number | string,
): Promise<void> {
  const em = c.var.services.em.fork();
  c.header('etag', `"${await seenTag(em, kind, id)}"`);
}
