import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  keepApart,
  mergePublications,
  undoDuplicateDecision,
} from '#shared/publications/decide-duplicate.ts';
import { listDuplicates } from '#shared/publications/list-duplicates.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { submit } from '../../request/submit.ts';
import { DuplicatesPage } from './duplicates-page.tsx';

const shownAtOnce = 10;
const pageOf = z.coerce.number().int().positive().catch(1);
const mergeForm = z.object({
  keptId: z.coerce.number('Choose which one to keep').int().positive(),
});

const decisionOf = (c: Context<WebEnv>) => ({
  pairId: Number(c.req.param('id')),
  by: c.var.user.actor,
});

function done(c: Context<WebEnv>, message: string) {
  setFlash(c, message);
  return c.redirect('/duplicates', 303);
}

export const duplicatesRoutes = new Hono<WebEnv>()
  .get('/', needs('judge'), async (c) => {
    const query = { page: pageOf.parse(c.req.query('page')), size: shownAtOnce };
    return c.html(<DuplicatesPage list={await listDuplicates(c.var.services, query)} />);
  })

  .post('/:id{[0-9]+}/merge', needs('judge'), async (c) =>
    submit(c, mergeForm, null, async ({ keptId }) => {
      await mergePublications(c.var.services, { ...decisionOf(c), keptId });
      return done(c, 'Merged. It can be undone below.');
    }),
  )

  .post('/:id{[0-9]+}/apart', needs('judge'), async (c) => {
    await keepApart(c.var.services, decisionOf(c));
    return done(c, 'Kept apart. It can be undone below.');
  })

  .post('/:id{[0-9]+}/undo', needs('judge'), async (c) => {
    await undoDuplicateDecision(c.var.services, decisionOf(c));
    return done(c, 'Undone. The pair waits to be decided again.');
  });
