import { Hono } from 'hono';
import { Invalid } from '#shared/errors.ts';
import { requestAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import type { WebEnv } from '../../request/env.ts';
import { problemOf } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { AddPage } from './add-page.tsx';

/** Adding by hand: both forms of the page are sent to one address. */
export const addRoutes = new Hono<WebEnv>()
  .get('/add', needs('add publications'), (c) =>
    c.html(<AddPage url={c.req.query('url')} baseUrl={c.var.baseUrl} />),
  )

  .post('/add', needs('add publications'), async (c) => {
    const { services, user } = c.var;
    const { url: typed, file } = await c.req.parseBody();
    const url = typeof typed === 'string' ? typed : '';
    const by = user.actor;
    try {
      if (file === undefined) {
        return c.redirect(`/requests/${await requestAddress(services, { url, by })}`, 303);
      }
      // A form sent without choosing gives a nameless, empty file.
      if (!(file instanceof File) || (!file.name && file.size === 0)) {
        throw new Invalid('Choose a file.', 'file');
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const id = await requestUpload(services, { fileName: file.name, bytes, by });
      return c.redirect(`/requests/${id}`, 303);
    } catch (error) {
      return c.html(<AddPage url={url} baseUrl={c.var.baseUrl} problems={problemOf(error)} />, 422);
    }
  });
