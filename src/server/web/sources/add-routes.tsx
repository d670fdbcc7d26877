import { Hono } from 'hono';
import { z } from 'zod';
import { addSource } from '#shared/sources/add-source.ts';
import { requestLook, requestPreview } from '#shared/sources/request-preview.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { showPreview } from '#shared/sources/show-preview.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { AddressPage } from './address-page.tsx';
import { regionsOf } from './form-fields.ts';
import { SourceFormPage } from './source-form.tsx';
import { formAgain, newForm, typedOf } from './source-forms.tsx';
import { PreviewWaitingPage } from './source-preview.tsx';

const lookForm = z.object({ address: z.string('Enter an address') });

/** Adding a source: an address, a look at what is there, and what it is to be called. */
export const addRoutes = new Hono<WebEnv>()

  .get('/sources/add', needs('manage sources'), async (c) => {
    if (c.req.query('by') !== 'hand')
      return c.html(<AddressPage address={c.req.query('address')} />);
    const typed = { kind: 'feed', mayShow: 'link', url: c.req.query('address') };
    return c.html(<SourceFormPage typed={typed} regions={await regionsOf(c.var.services)} />);
  })

  .post('/sources/look', needs('manage sources'), async (c) => {
    const again: Again = (problems, { address }) => (
      <AddressPage address={address} problems={problems} />
    );
    return submit(c, lookForm, again, async ({ address }) => {
      const id = await requestLook(c.var.services, { address, by: c.var.user.actor });
      return c.redirect(`/sources/previews/${id}`, 303);
    });
  })

  .post('/sources/add', needs('manage sources'), async (c) => {
    const { services, user } = c.var;
    return submit(c, newForm, formAgain(services), async ({ previewId, next, ...source }) => {
      const by = user.actor;
      const preview = previewId ? await showPreview(services, previewId) : null;
      // Whoever saw what it would bring can have it at once; else a test is looked at first.
      const isSeen =
        !!preview?.found &&
        preview.source?.url === source.url &&
        preview.source.kind === source.kind &&
        (preview.source.query ?? '') === (source.query ?? '');
      const { id, name } = await addSource(services, { source, isPaused: !isSeen, by });
      if (!isSeen) await requestWork(services, { sourceId: id, kind: 'test', by });
      setFlash(
        c,
        isSeen
          ? `“${name}” was added, and is read next.`
          : `“${name}” was added, paused. Look at what the test finds, then switch it on.`,
      );
      return c.redirect(next === 'another' ? '/sources/add' : `/sources/${id}`, 303);
    });
  })

  .post('/sources/preview', needs('manage sources'), async (c) => {
    const { services, user } = c.var;
    const again = formAgain(services);
    return submit(c, newForm, again, async ({ previewId: _, next: __, ...source }) => {
      const id = await requestPreview(services, { source, by: user.actor });
      return c.redirect(`/sources/previews/${id}`, 303);
    });
  })

  .get('/sources/previews/:id{[0-9]+}', needs('manage sources'), async (c) => {
    const { services } = c.var;
    const preview = await showPreview(services, Number(c.req.param('id')));
    const { state, source, address, reason } = preview;
    const isOpen = state === 'waiting' || state === 'running';
    if (isOpen && (!source || c.req.query('wait') !== 'no')) {
      return c.html(<PreviewWaitingPage preview={preview} />);
    }
    if (!source) return c.html(<AddressPage address={address} failure={reason ?? ''} />);
    return c.html(
      <SourceFormPage
        preview={preview}
        regions={await regionsOf(services)}
        typed={typedOf(source)}
      />,
    );
  });
