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
});

/** What has just been done, and the form that takes it back. */
export type Flash = z.output<typeof flash>;

/** Says on the next page what has been done, with a button that takes it back where there is one. */
export function setFlash(c: Context, message: string, undo?: z.input<typeof flash>['undo']): void {
  const value = JSON.stringify({ message, ...(undo ? { undo } : {}) });
  setCookie(c, cookie, value, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 });
}

function read(value: string): Flash | undefined {
  try {
    return flash.safeParse(JSON.parse(value)).data;
  } catch (error) {
    // A cookie of an earlier version held the words alone.
    if (error instanceof SyntaxError) return { message: value };
    throw error;
  }
}

/** Takes what the page before left to say. */
export const takeFlash: MiddlewareHandler<WebEnv> = async (c, next) => {
  const value = getCookie(c, cookie);
  if (value && c.req.method === 'GET') {
    c.set('flash', read(value));
    deleteCookie(c, cookie, { path: '/' });
  }
  await next();
};
