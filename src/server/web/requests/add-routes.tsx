import { Hono } from 'hono';
import { z } from 'zod';
import { requestAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { type Again, chosenFile, submit } from '../../request/submit.ts';
import { AddPage } from './add-page.tsx';

const addForm = z.object({
  url: z.string().default(''),
  file: chosenFile('Choose a file').optional(),
});

/** Adding by hand: both forms of the page are sent to one address. */
export const addRoutes = new Hono<WebEnv>()
  .get('/add', needs('add publications'), (c) =>
    c.html(<AddPage url={c.req.query('url')} baseUrl={c.var.baseUrl} />),
  )

  .post('/add', needs('add publications'), async (c) => {
    const { services, user } = c.var;
    const by = user.actor;
    const again: Again = (problems, { url }) => (
      <AddPage url={url} baseUrl={c.var.baseUrl} problems={problems} />
    );
    return submit(c, addForm, again, async ({ url, file }) => {
      const id = file
        ? await requestUpload(services, {
            fileName: file.name,
            bytes: new Uint8Array(await file.arrayBuffer()),
            by,
          })
        : await requestAddress(services, { url, by });
      return c.redirect(`/requests/${id}`, 303);
    });
  });
