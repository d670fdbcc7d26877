import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { may } from '#shared/people/permissions.ts';
import { handBack } from '#shared/sift/assign.ts';
import { listAssigned, listLater } from '#shared/sift/list-put-by.ts';
import { longestWhy } from '#shared/sift/verdicts.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { AssignedPage, LaterPage } from './put-by-pages.tsx';

const size = 20;

const pageRule = z.coerce.number().int().positive().catch(1);
const answerForm = z.object({
  answer: z.string().trim().max(longestWhy, `Keep it to ${longestWhy} characters`).optional(),
});

async function assignedPage(
  c: Context<WebEnv>,
  again: { problems?: Problem[]; typed?: { id: number; answer: string } } = {},
) {
  const { services, user } = c.var;
  const page = pageRule.parse(c.req.query('page'));
  const list = await listAssigned(services, { to: user.id, page, size });
  const later = await listLater(services, { page: 1, size: 1 });
  return <AssignedPage list={list} later={later.total} {...again} />;
}

/** For everybody who reads the library: what one was asked to look at, and what waits for the next sift. */
export const putByRoutes = new Hono<WebEnv>()
  .get('/assigned', needs('read library'), async (c) => c.html(await assignedPage(c)))

  .get('/later', needs('read library'), async (c) => {
    const page = pageRule.parse(c.req.query('page'));
    return c.html(<LaterPage list={await listLater(c.var.services, { page, size })} />);
  })

  .post('/publications/:id{[0-9]+}/hand-back', needs('read library'), async (c) => {
    const publicationId = Number(c.req.param('id'));
    const again: Again = (problems, { answer = '' }) =>
      assignedPage(c, { problems, typed: { id: publicationId, answer } });
    return submit(c, answerForm, again, async ({ answer }) => {
      const mayJudge = may(c.var.user, 'judge');
      await handBack(c.var.services, { publicationId, answer, mayJudge, by: c.var.user.actor });
      setFlash(c, 'Handed back. It waits in the sift, with what you said.');
      return c.redirect('/assigned', 303);
    });
  });
