import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { fieldsAskedIn } from '#shared/plans/fields/entry-fields.ts';
import { entryForm } from '#shared/plans/fields/entry-form.ts';
import { knownFor } from '#shared/plans/fields/known-for.ts';
import { showPlan } from '#shared/plans/list/show-plan.ts';
import { showPriorities } from '#shared/plans/priorities/show-priorities.ts';
import { addEntry } from '#shared/plans/structure/add-entry.ts';
import {
  addPlan,
  archivePlan,
  editPlan,
  setPriorities,
} from '#shared/plans/structure/change-plan.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { needs } from '../../../request/permission.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { PlainForm } from '../plain-form.tsx';
import { AddEntryPage } from './add-entry-page.tsx';
import { PrioritiesPage } from './priorities-page.tsx';
import { planBoxes, planForm } from './structure-forms.ts';

const idOf = (c: Context) => Number(c.req.param('id'));
const plansCrumb = { text: 'Action plans', href: '/plans' };
const planPath = '/plans/:id{[0-9]+}';

const priorityForm = z.object({
  add: z.string().trim().default(''),
  rename: z.string().trim().default(''),
  title: z.string().trim().default(''),
  move: z.enum(['up', 'down', 'retire', 'take-up', 'rename', 'add'], 'Choose what to do'),
});

type PriorityGiven = z.output<typeof priorityForm>;
type Rows = Awaited<ReturnType<typeof showPriorities>>['priorities'];

/** The priorities as they are to be, after one thing was done with one of them. */
function changedRows(rows: Rows, { add, rename, title, move }: PriorityGiven) {
  const now = rows.map((row) => ({ ...row, formerTitle: row.title }));
  if (move === 'add') return [...now, { title: add, isRetired: false }];
  const at = now.findIndex((row) => row.title === title);
  const row = now[at];
  if (!row) return now;
  if (move === 'rename') return now.with(at, { ...row, title: rename });
  if (move === 'retire' || move === 'take-up')
    return now.with(at, { ...row, isRetired: move === 'retire' });
  const to = move === 'up' ? at - 1 : at + 1;
  const other = now[to];
  return other ? now.with(at, other).with(to, row) : now;
}

/** Plans and what entries stand under: added, changed, put in order, put away. */
export const planStructureRoutes = new Hono<WebEnv>()

  .get('/plans/add', needs('edit plan'), (c) =>
    c.html(
      <PlainForm
        title="Add a plan"
        crumbs={[plansCrumb]}
        action="/plans/add"
        back="/plans"
        button="Add the plan"
        boxes={planBoxes()}
      />,
    ),
  )

  .post('/plans/add', needs('edit plan'), (c) => {
    const again: Again = (problems, _, typed) => (
      <PlainForm
        title="Add a plan"
        crumbs={[plansCrumb]}
        action="/plans/add"
        back="/plans"
        button="Add the plan"
        boxes={planBoxes()}
        problems={problems}
        typed={typed}
      />
    );
    return submit(c, planForm, again, async (given) => {
      const id = await addPlan(c.var.services, { ...given, by: c.var.user.actor });
      setFlash(c, 'The plan was added. Add its entries, or import them.');
      return c.redirect(`/plans/${id}`, 303);
    });
  })

  .get(`${planPath}/edit`, needs('edit plan'), async (c) => {
    const plan = await showPlan(c.var.services, { planId: idOf(c) });
    return c.html(
      <PlainForm
        title="Change the plan"
        crumbs={[plansCrumb, { text: plan.title, href: `/plans/${plan.id}` }]}
        action={c.req.path}
        back={`/plans/${plan.id}`}
        button="Save"
        boxes={planBoxes(plan)}
      />,
    );
  })

  .post(`${planPath}/edit`, needs('edit plan'), (c) => {
    const again: Again = async (problems, _, typed) => {
      const plan = await showPlan(c.var.services, { planId: idOf(c) });
      return (
        <PlainForm
          title="Change the plan"
          crumbs={[plansCrumb, { text: plan.title, href: `/plans/${plan.id}` }]}
          action={c.req.path}
          back={`/plans/${plan.id}`}
          button="Save"
          boxes={planBoxes(plan)}
          problems={problems}
          typed={typed}
        />
      );
    };
    return submit(c, planForm, again, async (given) => {
      await editPlan(c.var.services, { ...given, planId: idOf(c), by: c.var.user.actor });
      setFlash(c, 'The plan was changed.');
      return c.redirect(`/plans/${idOf(c)}`, 303);
    });
  })

  .post(`${planPath}/archive`, needs('edit plan'), async (c) => {
    await archivePlan(c.var.services, { planId: idOf(c), isArchived: true, by: c.var.user.actor });
    setFlash(c, 'The plan was archived. It stays, with all of it.', {
      text: 'Take it up again',
      action: `/plans/${idOf(c)}/take-up`,
    });
    return c.redirect('/plans', 303);
  })

  .post(`${planPath}/take-up`, needs('edit plan'), async (c) => {
    await archivePlan(c.var.services, { planId: idOf(c), isArchived: false, by: c.var.user.actor });
    setFlash(c, 'The plan was taken up again.');
    return c.redirect('/plans', 303);
  })

  .get(`${planPath}/priorities`, needs('edit plan'), async (c) =>
    c.html(<PrioritiesPage plan={await showPriorities(c.var.services, idOf(c))} />),
  )

  .post(`${planPath}/priorities`, needs('edit plan'), (c) => {
    const again: Again = async (problems, typed) => (
      <PrioritiesPage
        plan={await showPriorities(c.var.services, idOf(c))}
        problems={problems}
        typed={typed}
      />
    );
    return submit(c, priorityForm, again, async (given) => {
      const { priorities } = await showPriorities(c.var.services, idOf(c));
      await setPriorities(c.var.services, {
        planId: idOf(c),
        priorities: changedRows(priorities, given),
        by: c.var.user.actor,
      });
      setFlash(c, 'The priorities were changed.');
      return c.redirect(`/plans/${idOf(c)}/priorities`, 303);
    });
  })

  .get(`${planPath}/entries/add`, needs('edit plan'), async (c) => {
    const plan = await showPlan(c.var.services, { planId: idOf(c) });
    const known = await knownFor(c.var.services.em);
    const typed = { parentRef: c.req.query('under') ?? '' };
    return c.html(<AddEntryPage plan={plan} known={known} typed={typed} />);
  })

  .post(`${planPath}/entries/add`, needs('edit plan'), async (c) => {
    const known = await knownFor(c.var.services.em);
    const again: Again = async (problems, _, typed) => {
      const plan = await showPlan(c.var.services, { planId: idOf(c) });
      return <AddEntryPage plan={plan} known={known} problems={problems} typed={typed} />;
    };
    const extra = { ref: z.string().default(''), parentRef: z.string().default('') };
    const schema = entryForm(fieldsAskedIn('change'), known, extra);
    return submit(c, schema, again, async ({ ref, parentRef, ...change }) => {
      const given = { planId: idOf(c), ref, parentRef: parentRef || null, change };
      const id = await addEntry(c.var.services, { ...given, by: c.var.user.actor });
      setFlash(c, 'The entry was added.');
      return c.redirect(`/entries/${id}`, 303);
    });
  });
