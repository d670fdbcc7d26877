import { Hono } from 'hono';
import { z } from 'zod';
import { listChanged } from '#shared/plans/evidence/list-changed.ts';
import { moveLink, showMove, undoMove } from '#shared/plans/evidence/move-link.ts';
import {
  reviseLink,
  sayStillHolds,
  undoRevision,
  undoStillHolds,
} from '#shared/plans/evidence/revise-link.ts';
import { snapshotLink } from '#shared/plans/evidence/snapshot-link.ts';
import { linkForm } from '#shared/plans/links/link-rules.ts';
import { showLink } from '#shared/plans/links/show-link.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { needs } from '../../../request/permission.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { MovePage } from './move-page.tsx';
import { ChangedPage, RevisePage } from './reliance-pages.tsx';

/** Links on a page of what changed. */
const size = 20;

/** The version that was looked at; nothing where none was read. */
const version = z.coerce.number().int().positive().optional().catch(undefined);
const holdsForm = z.object({ version });
const moveForm = linkForm.pick({ quote: true, page: true });
const reviseForm = linkForm.pick({ quote: true, page: true }).extend({ version });

const entryOf = ({ entry }: { entry: { id: number } }) => `/entries/${entry.id}#publications`;

/** What plans rely on and is no longer as it was: the list, "it still holds", and revising a link. */
export const relianceRoutes = new Hono<WebEnv>()

  .get('/links/changed', needs('link'), async (c) => {
    const page = Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1);
    return c.html(<ChangedPage list={await listChanged(c.var.services, { page, size })} />);
  })

  .get('/links/:id{[0-9]+}/snapshot.tar', needs('read plans'), async (c) => {
    const { name, bytes } = await snapshotLink(c.var.services, Number(c.req.param('id')));
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="${name}"`,
    });
  })

  .post('/links/:id{[0-9]+}/holds', needs('link'), (c) =>
    submit(c, holdsForm, null, async ({ version }) => {
      const linkId = Number(c.req.param('id'));
      const by = c.var.user.actor;
      const link = await sayStillHolds(c.var.services, { linkId, version, by });
      setFlash(c, 'Noted: it still holds.', {
        text: 'Undo',
        action: `/links/${linkId}/holds/undo`,
      });
      return c.redirect(entryOf(link), 303);
    }),
  )

  .post('/links/:id{[0-9]+}/holds/undo', needs('link'), async (c) => {
    const linkId = Number(c.req.param('id'));
    const link = await undoStillHolds(c.var.services, { linkId, by: c.var.user.actor });
    setFlash(c, 'It waits to be looked at again.');
    return c.redirect(entryOf(link), 303);
  })

  .get('/links/:id{[0-9]+}/revise', needs('link'), async (c) =>
    c.html(<RevisePage link={await showLink(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/links/:id{[0-9]+}/revise', needs('link'), async (c) => {
    const linkId = Number(c.req.param('id'));
    const link = await showLink(c.var.services, linkId);
    const again: Again = (problems, typed) => (
      <RevisePage link={link} typed={typed} problems={problems} />
    );
    return submit(c, reviseForm, again, async ({ quote = null, page = null, version }) => {
      await reviseLink(c.var.services, { linkId, quote, page, version, by: c.var.user.actor });
      setFlash(c, 'The link relies on what the publication says now.', {
        text: 'Undo',
        action: `/links/${linkId}/revise/undo`,
      });
      return c.redirect(entryOf(link), 303);
    });
  })

  .post('/links/:id{[0-9]+}/revise/undo', needs('link'), async (c) => {
    const linkId = Number(c.req.param('id'));
    const link = await undoRevision(c.var.services, { linkId, by: c.var.user.actor });
    setFlash(c, 'The link relies on what it relied on before.');
    return c.redirect(entryOf(link), 303);
  })

  .get('/links/:id{[0-9]+}/move', needs('link'), async (c) =>
    c.html(<MovePage move={await showMove(c.var.services, Number(c.req.param('id')))} />),
  )

  .post('/links/:id{[0-9]+}/move', needs('link'), async (c) => {
    const linkId = Number(c.req.param('id'));
    const move = await showMove(c.var.services, linkId);
    const again: Again = (problems, typed) => (
      <MovePage move={move} typed={typed} problems={problems} />
    );
    return submit(c, moveForm, again, async ({ quote = null, page = null }) => {
      const given = { linkId, quote, page, by: c.var.user.actor };
      const link = await moveLink(c.var.services, given);
      setFlash(c, 'The entry relies on the newer edition.', {
        text: 'Undo',
        action: `/links/${link.id}/move/undo`,
      });
      return c.redirect(entryOf(link), 303);
    });
  })

  .post('/links/:id{[0-9]+}/move/undo', needs('link'), async (c) => {
    const linkId = Number(c.req.param('id'));
    const link = await undoMove(c.var.services, { linkId, by: c.var.user.actor });
    setFlash(c, 'The entry relies on the older edition again.');
    return c.redirect(entryOf(link), 303);
  });
