import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  acceptEdition,
  refuseEdition,
  undoEditionDecision,
} from '#shared/publications/editions/decide-edition.ts';
import { listEditions } from '#shared/publications/editions/list-editions.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { EditionsPage } from './editions-page.tsx';

const shownAtOnce = 10;
const pageOf = z.coerce.number().int().positive().catch(1);

const decisionOf = (c: Context<WebEnv>) => ({
  editionId: Number(c.req.param('id')),
  by: c.var.user.actor,
});

function done(c: Context<WebEnv>, message: string, isUndone = false) {
  const action = `/editions/${c.req.param('id')}/undo`;
  setFlash(c, message, isUndone ? undefined : { text: 'Undo', action });
  return c.redirect('/editions', 303);
}

/** What is likely a newer edition, and what a person says of it. */
export const editionsRoutes = new Hono<WebEnv>()
  .get('/', needs('judge'), async (c) => {
    const query = { page: pageOf.parse(c.req.query('page')), size: shownAtOnce };
    return c.html(<EditionsPage list={await listEditions(c.var.services, query)} />);
  })

  .post('/:id{[0-9]+}/accept', needs('judge'), async (c) => {
    await acceptEdition(c.var.services, decisionOf(c));
    return done(c, 'The older one is superseded: whoever relies on it is told.');
  })

  .post('/:id{[0-9]+}/refuse', needs('judge'), async (c) => {
    await refuseEdition(c.var.services, decisionOf(c));
    return done(c, 'The two stand side by side, and are not asked about again.');
  })

  .post('/:id{[0-9]+}/undo', needs('judge'), async (c) => {
    await undoEditionDecision(c.var.services, decisionOf(c));
    return done(c, 'Undone. The pair waits to be decided again.', true);
  });
