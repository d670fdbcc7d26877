import { Hono } from 'hono';
import { z } from 'zod';
import { bearings, Publication } from '#shared/entities/index.ts';
import { namedPublication } from '#shared/entities/shown-link.ts';
import { NotFound } from '#shared/errors.ts';
import { removeLink, restoreLink } from '#shared/plans/change-link.ts';
import { suggestedEntries } from '#shared/plans/decide-suggestion.ts';
import { linkToEntry } from '#shared/plans/link-to-entry.ts';
import { showLink } from '#shared/plans/show-link.ts';
import { listPlans, showPlan } from '#shared/plans/show-plan.ts';
import type { Services } from '#shared/services.ts';
import { setFlash } from '../flash.ts';
import { problemOf, problemsIn, typedText } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { type LinkForm, LinkPage, RemoveLinkPage } from './link-pages.tsx';

const coordinator = requireRole('coordinator');
const linkForm = z.object({
  entryId: z.coerce.number('Choose an entry').int().positive('Choose an entry'),
  bearing: z.enum(bearings, 'Say how the publication bears on it'),
  rationale: z.string().trim().min(1, 'Say why').max(2000, 'Keep it to 2,000 characters'),
  quote: z.string().trim().max(2000, 'Keep it to 2,000 characters').optional(),
  page: z
    .string()
    .trim()
    .regex(/^\d{0,5}$/, 'Enter a page number')
    .transform((value) => (value ? Number(value) : null))
    .optional(),
});

async function linkFormFor(services: Services, publicationId: number): Promise<LinkForm> {
  const publication = await services.em.findOne(Publication, publicationId);
  if (!publication) throw new NotFound('publication', publicationId);
  const plans = await listPlans(services);
  return {
    publication: namedPublication(publication),
    plans: await Promise.all(plans.map(({ id }) => showPlan(services, { planId: id }))),
    suggested: await suggestedEntries(services, publicationId),
  };
}

/** Linking a publication to an entry, taking a link away, and bringing it back. */
export const linkRoutes = new Hono<WebEnv>()

  .get('/publications/:id{[0-9]+}/link', coordinator, async (c) => {
    const form = await linkFormFor(c.var.services, Number(c.req.param('id')));
    return c.html(
      <LinkPage
        form={form}
        typed={{
          entryId: c.req.query('entry'),
          quote: c.req.query('quote'),
          page: c.req.query('page'),
        }}
      />,
    );
  })

  .post('/publications/:id{[0-9]+}/link', coordinator, async (c) => {
    const publicationId = Number(c.req.param('id'));
    const body = await c.req.parseBody();
    const form = linkForm.safeParse(body);
    const again = async (problems: ReturnType<typeof problemsIn>) =>
      c.html(
        <LinkPage
          form={await linkFormFor(c.var.services, publicationId)}
          typed={typedText(body)}
          problems={problems}
        />,
        422,
      );
    if (!form.success) return again(problemsIn(form.error));
    try {
      const link = await linkToEntry(c.var.services, {
        ...form.data,
        quote: form.data.quote ?? null,
        page: form.data.page ?? null,
        publicationId,
        by: c.var.user.actor,
      });
      setFlash(c, `Linked to ${link.entry.ref}.`);
      return c.redirect(`/publications/${publicationId}#links`, 303);
    } catch (error) {
      return again(problemOf(error));
    }
  })

  .get('/links/:id{[0-9]+}/remove', coordinator, async (c) =>
    c.html(<RemoveLinkPage link={await showLink(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/links/:id{[0-9]+}/remove', coordinator, async (c) => {
    const linkId = Number(c.req.param('id'));
    const reason = String((await c.req.parseBody()).reason ?? '');
    const link = await showLink(c.var.services, linkId);
    try {
      await removeLink(c.var.services, { linkId, reason, by: c.var.user.actor });
    } catch (error) {
      return c.html(
        <RemoveLinkPage link={link} reason={reason} problems={problemOf(error)} />,
        422,
      );
    }
    setFlash(c, 'The link was removed. It can be brought back from “Removed links”.');
    return c.redirect(`/entries/${link.entry.id}#publications`, 303);
  })

  .post('/links/:id{[0-9]+}/restore', coordinator, async (c) => {
    const link = await restoreLink(c.var.services, {
      linkId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    setFlash(c, 'The link is back.');
    return c.redirect(`/entries/${link.entry.id}#publications`, 303);
  });
