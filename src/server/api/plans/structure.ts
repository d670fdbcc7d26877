import { createRoute, z } from '@hono/zod-openapi';
import { entryChangeShape } from '#shared/plans/fields/entry-schemas.ts';
import { planTitleRule } from '#shared/plans/files/plan-columns.ts';
import { listPlans } from '#shared/plans/list/show-plan.ts';
import { addEntry } from '#shared/plans/structure/add-entry.ts';
import { archivePlan, editPlan, setPriorities } from '#shared/plans/structure/change-plan.ts';
import { moveEntry } from '#shared/plans/structure/move-entry.ts';
import { bringBackEntry, retireEntry } from '#shared/plans/structure/retire-entry.ts';
import { splitEntry } from '#shared/plans/structure/split-entry.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { seenBy, taggedAnswer } from '../if-match.ts';
import { idParameter, jsonAnswer, jsonBody } from '../shapes.ts';
import { entryView, entryViewJson } from './entries.ts';
import { plan } from './plans-schemas.ts';

const tags = ['Plans'];
const ref = z.string().optional().openapi({ description: 'Left out: the next that is free' });
const asNow = { 200: taggedAnswer(entryView, 'The entry as it is now') };

/** Plans and entries added, moved, split, retired. */
export const structureApi = createApiRouter();

structureApi.openapi(
  createRoute({
    method: 'patch',
    path: '/plans/{id}',
    middleware: needs('edit plan'),
    summary: 'Change a plan: its title and note, its priorities in their order, or archive it',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          title: planTitleRule.optional(),
          note: z.string().nullable().optional(),
          isArchived: z.boolean().optional(),
          priorities: z
            .array(
              z.object({
                title: z.string(),
                isRetired: z.boolean().default(false),
                formerTitle: z
                  .string()
                  .optional()
                  .openapi({ description: 'What it was called: its entries go with it' }),
              }),
            )
            .optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer(plan, 'The plan as it is now') },
  }),
  async (c) => {
    const planId = c.req.valid('param').id;
    const { title, note, isArchived, priorities } = c.req.valid('json');
    const { services } = c.var;
    const by = c.var.user.actor;
    await editPlan(services, {
      ...{ planId, by },
      ...(title === undefined ? {} : { title }),
      ...(note === undefined ? {} : { note }),
    });
    if (priorities) await setPriorities(services, { planId, priorities, by });
    if (isArchived !== undefined) await archivePlan(services, { planId, isArchived, by });
    const plans = await listPlans(services);
    return c.json(plans.find(({ id }) => id === planId) as (typeof plans)[number], 200);
  },
);

structureApi.openapi(
  createRoute({
    method: 'post',
    path: '/plans/{id}/entries',
    middleware: needs('edit plan'),
    summary: 'Add a recommendation, or an action under one',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        entryChangeShape.extend({
          text: z.string('Enter the recommendation or action'),
          ref,
          parentRef: z.string().nullable().optional(),
        }),
      ),
    },
    responses: { 201: taggedAnswer(entryView, 'The new entry') },
  }),
  async (c) => {
    const { ref, parentRef, ...change } = c.req.valid('json');
    const given = { planId: c.req.valid('param').id, ref, parentRef, change };
    const id = await addEntry(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, id), 201);
  },
);

structureApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/move',
    middleware: needs('edit plan'),
    summary: 'Move an entry with what is under it: in its plan, under another, or to another plan',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z
          .object({
            planId: z.number().int().optional(),
            ref: z.string().optional(),
            parentRef: z.string().nullable().optional(),
            afterRef: z.string().nullable().optional().openapi({ description: 'Null: first' }),
          })
          .refine((given) => Object.keys(given).length > 0, 'Say where it is to stand'),
      ),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const given = { ...c.req.valid('json'), entryId, seen: seenBy(c, 'entry') };
    await moveEntry(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 200);
  },
);

structureApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/split',
    middleware: needs('edit plan'),
    summary: 'Split an entry in two; what is linked and recorded stays with the first',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          text: z.string('Enter what it keeps'),
          secondText: z.string('Enter what the second one says'),
          secondOwner: z.string().optional(),
          secondRef: ref,
        }),
      ),
    },
    responses: { 201: taggedAnswer(entryView, 'The second entry') },
  }),
  async (c) => {
    const given = { ...c.req.valid('json'), entryId: c.req.valid('param').id };
    const seen = seenBy(c, 'entry');
    const id = await splitEntry(c.var.services, { ...given, seen, by: c.var.user.actor });
    return c.json(await entryViewJson(c, id), 201);
  },
);

structureApi.openapi(
  createRoute({
    method: 'post',
    path: '/entries/{id}/retire',
    middleware: needs('edit plan'),
    summary: 'Retire an entry: it stays, and lists leave it out',
    tags,
    request: {
      params: idParameter,
      ...jsonBody(
        z.object({
          reason: z.string('Say why it is no longer pursued'),
          unmetRisk: z
            .string()
            .optional()
            .openapi({ description: 'Needed where it was not done: the risk that stays' }),
        }),
      ),
    },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const given = { ...c.req.valid('json'), entryId, seen: seenBy(c, 'entry') };
    await retireEntry(c.var.services, { ...given, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 200);
  },
);

structureApi.openapi(
  createRoute({
    method: 'delete',
    path: '/entries/{id}/retire',
    middleware: needs('edit plan'),
    summary: 'Take a retired entry up again',
    tags,
    request: { params: idParameter },
    responses: asNow,
  }),
  async (c) => {
    const entryId = c.req.valid('param').id;
    const seen = seenBy(c, 'entry');
    await bringBackEntry(c.var.services, { entryId, seen, by: c.var.user.actor });
    return c.json(await entryViewJson(c, entryId), 200);
  },
);
