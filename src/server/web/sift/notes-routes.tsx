import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { londonDay, weekOf } from '#shared/london.ts';
import { listCriteria, longestCriteria, writeCriteria } from '#shared/sift/criteria.ts';
import { listMinutes, noteMinutes, removeMinutes } from '#shared/sift/minutes.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { CriteriaPage, MinutesPage } from './notes-pages.tsx';

const criteriaForm = z.object({
  text: z
    .string('Write what the sub-group keeps')
    .max(longestCriteria, `Keep the criteria to ${longestCriteria} characters`),
  seen: seenRule,
});

const sharedCriteria: SharedForm = {
  of: 'criteria',
  fields: ['text'],
  label: () => 'What we keep',
  words: (_, value) => (typeof value === 'string' ? value : null),
};

const minutesForm = z.object({
  week: z.string('Choose a week').min(1, 'Choose a week'),
  minutes: z.coerce
    .number('Enter the minutes as a whole number, like 45')
    .int('Enter the minutes as a whole number, like 45')
    .positive('Enter the minutes as a whole number, like 45'),
});

async function criteriaPage(
  c: Context<WebEnv>,
  again: { problems?: Problem[]; typed?: Record<string, string> } = {},
) {
  const { services } = c.var;
  const seen = await seenTag(services.em, 'criteria', 1);
  const history = await listCriteria({ em: services.em.fork() });
  return <CriteriaPage history={history} seen={seen} {...again} />;
}

async function minutesPage(
  c: Context<WebEnv>,
  again: { problems?: Problem[]; typed?: Record<string, string> } = {},
) {
  const { services } = c.var;
  const today = londonDay(services.clock());
  return <MinutesPage notes={await listMinutes(services)} thisWeek={weekOf(today)} {...again} />;
}

/** What the sub-group keeps, and how long its sifts took. */
export const siftNotesRoutes = new Hono<WebEnv>()
  .get('/sift/criteria', needs('judge'), async (c) => c.html(await criteriaPage(c)))

  .post('/sift/criteria', needs('judge'), async (c) => {
    const again: Again = (problems, typed) => criteriaPage(c, { problems, typed });
    const act = async ({ text, seen }: z.output<typeof criteriaForm>) => {
      const given = { text, seen: seenOn(sharedCriteria, seen), by: c.var.user.actor };
      await writeCriteria(c.var.services, given);
      setFlash(c, 'What we keep was saved. What it said before stands below it.');
      return c.redirect('/sift/criteria', 303);
    };
    return submit(c, criteriaForm, again, act, sharedCriteria);
  })

  .get('/sift/minutes', needs('judge'), async (c) => c.html(await minutesPage(c)))

  .post('/sift/minutes', needs('judge'), async (c) => {
    const again: Again = (problems, typed) => minutesPage(c, { problems, typed });
    return submit(c, minutesForm, again, async (given) => {
      const id = await noteMinutes(c.var.services, { ...given, by: c.var.user.actor });
      const undo = { text: 'Remove the note', action: `/sift/minutes/${id}/remove` };
      setFlash(c, 'The minutes were noted.', undo);
      return c.redirect('/sift/minutes', 303);
    });
  })

  .post('/sift/minutes/:id{[0-9]+}/remove', needs('judge'), async (c) => {
    const minutesId = Number(c.req.param('id'));
    const { week, minutes } = await removeMinutes(c.var.services, {
      minutesId,
      by: c.var.user.actor,
    });
    const fields = { week, minutes: String(minutes) };
    setFlash(c, 'The note was removed.', { text: 'Undo', action: '/sift/minutes', fields });
    return c.redirect('/sift/minutes', 303);
  });
