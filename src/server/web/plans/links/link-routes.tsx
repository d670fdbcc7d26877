import { Hono } from 'hono';
import { z } from 'zod';
import { Publication } from '#shared/entities/index.ts';
import { namedPublication } from '#shared/entities/shown-link.ts';
import { standingInWords, standingOf } from '#shared/entities/standing.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { removeLink, restoreLink } from '#shared/plans/links/change-link.ts';
import { suggestedEntries } from '#shared/plans/links/decide-suggestion.ts';
import { linkForm, removalReasonRule } from '#shared/plans/links/link-rules.ts';
import { linkAndKeep } from '#shared/plans/links/link-to-entry.ts';
import { showLink } from '#shared/plans/links/show-link.ts';
import { listPlans, showPlan } from '#shared/plans/list/show-plan.ts';
import type { Services } from '#shared/services.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { flashWithKeeping } from '../../../request/flash-with-keeping.ts';
import { needs } from '../../../request/permission.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { type LinkForm, LinkPage, RemoveLinkPage } from './link-pages.tsx';

const removeForm = z.object({ reason: removalReasonRule });

async function linkFormFor(services: Services, publicationId: number): Promise<LinkForm> {
  const publication = await services.em.findOne(Publication, publicationId);
  if (!publication) throw new NotFound('publication', publicationId);
  const plans = (await listPlans(services)).filter(({ isArchived }) => !isArchived);
  return {
    publication: namedPublication(publication),
    plans: await Promise.all(plans.map(({ id }) => showPlan(services, { planId: id }))),
    suggested: await suggestedEntries(services, publicationId),
    seen: seenOf(publication),
  };
}

/** How a publication stood when the form was shown: another standing or version since is told first. */
const seenOf = (publication: Publication) =>
  JSON.stringify([
    publication.versionNumber,
    ...standingOf(publication).map(({ kind, words }) => `${kind} ${words}`),
  ]);

const linkFormSeen = linkForm.extend({ seen: z.string().optional() });

/** What came about while somebody filled in the form is said before they rely on it, once. */
async function warnOnce(services: Services, publicationId: number, seen: string | undefined) {
  const publication = await services.em.findOne(Publication, publicationId);
  if (!publication || !seen || seen === seenOf(publication)) return;
  const standing = standingInWords(standingOf(publication));
  throw new Invalid(
    standing
      ? `${standing} Link it only if you rely on it all the same: press Link again`
      : 'The publication has changed since you opened this page. Check that it still says so, and press Link again',
    'bearing',
  );
}

/** Linking a publication to an entry, taking a link away, and bringing it back. */
export const linkRoutes = new Hono<WebEnv>()

  .get('/publications/:id{[0-9]+}/link', needs('link'), async (c) => {
    const form = await linkFormFor(c.var.services, Number(c.req.param('id')));
    return c.html(
      <LinkPage
        form={form}
        typed={{
          entryId: c.req.query('entry'),
          quote: c.req.query('quote'),
          page: c.req.query('page'),
          documentId: c.req.query('document'),
          before: c.req.query('before'),
          after: c.req.query('after'),
        }}
      />,
    );
  })

  .post('/publications/:id{[0-9]+}/link', needs('link'), async (c) => {
    const publicationId = Number(c.req.param('id'));
    const again: Again = async (problems, typed) => {
      const form = await linkFormFor(c.var.services, publicationId);
      return <LinkPage form={form} typed={typed} problems={problems} />;
    };
    return submit(c, linkFormSeen, again, async ({ quote = null, page = null, seen, ...given }) => {
      await warnOnce(c.var.services, publicationId, seen);
      const by = c.var.user.actor;
      const linked = { ...given, quote, page, publicationId, by };
      const { link, isKeptByThis } = await linkAndKeep(c.var.services, linked);
      flashWithKeeping(c, `Linked to ${link.entry.ref}.`, { publicationId, isKeptByThis });
      return c.redirect(`/publications/${publicationId}#links`, 303);
    });
  })

  .get('/links/:id{[0-9]+}/remove', needs('link'), async (c) =>
    c.html(<RemoveLinkPage link={await showLink(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/links/:id{[0-9]+}/remove', needs('link'), async (c) => {
    const linkId = Number(c.req.param('id'));
    const link = await showLink(c.var.services, linkId);
    const again: Again = (problems, { reason = '' }) => (
      <RemoveLinkPage link={link} reason={reason} problems={problems} />
    );
    return submit(c, removeForm, again, async ({ reason }) => {
      await removeLink(c.var.services, { linkId, reason, by: c.var.user.actor });
      setFlash(c, 'The link was removed. It can be brought back from “Removed links”.');
      return c.redirect(`/entries/${link.entry.id}#publications`, 303);
    });
  })

  .post('/links/:id{[0-9]+}/restore', needs('link'), async (c) => {
    const { link, isKeptByThis } = await restoreLink(c.var.services, {
      linkId: Number(c.req.param('id')),
      by: c.var.user.actor,
    });
    const publicationId = link.publication.id;
    flashWithKeeping(c, 'The link is back.', { publicationId, isKeptByThis });
    return c.redirect(`/entries/${link.entry.id}#publications`, 303);
  });
