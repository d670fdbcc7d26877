import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { PlanEntry } from '#shared/entities/index.ts';
import { type EntryView, showEntry } from '#shared/plans/entries/show-entry.ts';
import { listPlans, showPlan } from '#shared/plans/list/show-plan.ts';
import { moveEntry, shiftEntry } from '#shared/plans/structure/move-entry.ts';
import { bringBackEntry, retireEntry } from '#shared/plans/structure/retire-entry.ts';
import { splitEntry } from '#shared/plans/structure/split-entry.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { needs } from '../../../request/permission.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { crumbsOf } from '../entries/entry-crumbs.ts';
import { PlainForm, type PlainFormProps } from '../plain-form.tsx';
import {
  moveBoxes,
  moveForm,
  type Places,
  retireBoxes,
  retireForm,
  splitBoxes,
  splitForm,
} from './structure-forms.ts';

const idOf = (c: Context) => Number(c.req.param('id'));

/** Entries that it may stand under or after, and plans that it may move to. */
async function placesOf(c: Context<WebEnv>, view: EntryView): Promise<Places> {
  const { entries } = await showPlan(c.var.services, { planId: view.plan.id });
  const below = new Set([view.entry.ref]);
  for (const { ref, parentRef } of entries) if (parentRef && below.has(parentRef)) below.add(ref);
  const plans = await listPlans(c.var.services);
  return {
    entries: entries.filter(({ ref }) => !below.has(ref)),
    plans: plans.filter(({ id, isArchived }) => id !== view.plan.id && !isArchived),
  };
}

type Shown = Pick<PlainFormProps, 'title' | 'button' | 'boxes'> & Partial<PlainFormProps>;

const pageOf = (c: Context, view: EntryView, shown: Shown) => (
  <PlainForm
    crumbs={crumbsOf(view, true)}
    action={c.req.path}
    back={`/entries/${view.entry.id}`}
    {...shown}
  >
    <p class="govuk-body">{view.entry.text}</p>
  </PlainForm>
);

const split = (view: EntryView): Shown => ({
  title: `Split ${view.entry.ref} in two`,
  button: 'Split it',
  boxes: splitBoxes(view),
});

const retire = (view: EntryView): Shown => ({
  title: `Retire ${view.entry.ref}`,
  button: 'Retire it',
  boxes: retireBoxes(view),
  isWarning: true,
});

const move = (view: EntryView, places: Places): Shown => ({
  title: `Move ${view.entry.ref}`,
  button: 'Move it',
  boxes: moveBoxes(view, places),
});

type MakeForm = (c: Context<WebEnv>, view: EntryView) => Shown | Promise<Shown>;

async function ask(c: Context<WebEnv>, form: MakeForm): Promise<Response> {
  const view = await showEntry(c.var.services, idOf(c));
  return c.html(pageOf(c, view, await form(c, view)));
}

/** Takes a form, and goes to the page of the entry that it leads to. */
async function take<Schema extends z.ZodType>(
  c: Context<WebEnv>,
  form: MakeForm,
  schema: Schema,
  act: (given: z.output<Schema>) => Promise<{ done: string; entryId: number }>,
): Promise<Response> {
  const again: Again = async (problems, _, typed) => {
    const view = await showEntry(c.var.services, idOf(c));
    return pageOf(c, view, { ...(await form(c, view)), problems, typed });
  };
  return submit(c, schema, again, async (given) => {
    const { done, entryId } = await act(given);
    setFlash(c, done);
    return c.redirect(`/entries/${entryId}`, 303);
  });
}

async function shift(c: Context<WebEnv>, direction: 'up' | 'down'): Promise<Response> {
  await shiftEntry(c.var.services, { entryId: idOf(c), direction, by: c.var.user.actor });
  const { plan } = await c.var.services.em.findOneOrFail(PlanEntry, idOf(c));
  setFlash(c, `The entry was moved ${direction}.`);
  return c.redirect(`/plans/${plan.id}#entry-${idOf(c)}`, 303);
}

const moveOf: MakeForm = async (c, view) => move(view, await placesOf(c, view));
const entryPath = '/entries/:id{[0-9]+}';

/** Where an entry stands, and whether it is pursued. */
export const entryStructureRoutes = new Hono<WebEnv>()

  .get(`${entryPath}/split`, needs('edit plan'), (c) => ask(c, (_, view) => split(view)))

  .post(`${entryPath}/split`, needs('edit plan'), (c) =>
    take(
      c,
      (_, view) => split(view),
      splitForm,
      async (given) => {
        const by = c.var.user.actor;
        const entryId = await splitEntry(c.var.services, { ...given, entryId: idOf(c), by });
        return { done: 'The entry was split. This is the second one.', entryId };
      },
    ),
  )

  .get(`${entryPath}/retire`, needs('edit plan'), (c) => ask(c, (_, view) => retire(view)))

  .post(`${entryPath}/retire`, needs('edit plan'), (c) =>
    take(
      c,
      (_, view) => retire(view),
      retireForm,
      async (given) => {
        const entryId = idOf(c);
        await retireEntry(c.var.services, { ...given, entryId, by: c.var.user.actor });
        return {
          done: 'The entry was retired. Lists leave it out; nothing of it is lost.',
          entryId,
        };
      },
    ),
  )

  .post(`${entryPath}/bring-back`, needs('edit plan'), async (c) => {
    await bringBackEntry(c.var.services, { entryId: idOf(c), by: c.var.user.actor });
    setFlash(c, 'The entry is pursued again.');
    return c.redirect(`/entries/${idOf(c)}`, 303);
  })

  .get(`${entryPath}/move`, needs('edit plan'), (c) => ask(c, moveOf))

  .post(`${entryPath}/move`, needs('edit plan'), (c) =>
    take(c, moveOf, moveForm, async ({ plan, ...within }) => {
      const entryId = idOf(c);
      const where = plan === undefined ? within : { planId: plan };
      await moveEntry(c.var.services, { entryId, ...where, by: c.var.user.actor });
      return { done: 'The entry was moved.', entryId };
    }),
  )

  .post(`${entryPath}/shift/up`, needs('edit plan'), (c) => shift(c, 'up'))

  .post(`${entryPath}/shift/down`, needs('edit plan'), (c) => shift(c, 'down'));
