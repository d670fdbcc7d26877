import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { WebEnv } from './env.ts';

const cookie = 'skylark-done';

const flash = z.object({
  message: z.string(),
  undo: z
    .object({
      /** "Undo keeping" */
      text: z.string(),
      /** An address of ours, that takes a form. */
      action: z.string().regex(/^\/[a-z]/),
      fields: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
  /** The page on which it was first said, where it can be taken back: it stays as long as that page does. */
  at: z.string().optional(),
});

/** What has just been done, and the form that takes it back. */
export type Flash = z.output<typeof flash>;

/** Says on the next page what has been done, with a button that takes it back where there is one. */
export const setFlash = (c: Context, message: string, undo?: z.input<typeof flash>['undo']): void =>
  keep(c, { message, ...(undo ? { undo } : {}) }, 60);

const keep = (c: Context, value: z.input<typeof flash>, seconds: number): void =>
  setCookie(c, cookie, JSON.stringify(value), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: seconds,
  });

/** A way back is offered so long, in seconds. */
const undoFor = 600;

function read(value: string): Flash | undefined {
  try {
    return flash.safeParse(JSON.parse(value)).data;
  } catch (error) {
    // A cookie of an earlier version held the words alone.
    if (error instanceof SyntaxError) return { message: value };
    throw error;
  }
}

/**
 * Takes what the page before left to say. What can be taken back is said again when the same page is
 * loaded again, sorted otherwise or turned over; another page, and whatever is done next, ends it. What a
 * script of the page asks for is no page (Fetch Metadata).
 */
export const takeFlash: MiddlewareHandler<WebEnv> = async (c, next) => {
  const value = getCookie(c, cookie);
  const isByScript = (c.req.header('sec-fetch-mode') ?? 'navigate') !== 'navigate';
  if (!value || isByScript) return next();
  const said = read(value);
  const { method, path } = c.req;
  const isHere = said?.at === undefined || said.at === path;
  if (method === 'GET' && isHere) c.set('flash', said);
  if (method === 'GET' && isHere && said?.undo) keep(c, { ...said, at: path }, undoFor);
  else if (method !== 'HEAD') deleteCookie(c, cookie, { path: '/' });
  await next();
};
