import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { mayShowClasses } from '#shared/entities/index.ts';
import { listAdded } from '#shared/publications/list-added.ts';
import { requestAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { type Again, chosenFile, submit } from '../../request/submit.ts';
import { AddPage } from './add-page.tsx';

const addForm = z.object({
  url: z.string().default(''),
  file: chosenFile('Choose a file').optional(),
  mayShow: z.enum(mayShowClasses, 'Choose what may be shown of the file').optional(),
});

async function addPageOf({ var: { services, user, baseUrl } }: Context<WebEnv>) {
  return { baseUrl, added: await listAdded(services, user.id) };
}

/** Adding by hand: both forms of the page are sent to one address. */
export const addRoutes = new Hono<WebEnv>()
  .get('/add', needs('add publications'), async (c) =>
    c.html(<AddPage {...(await addPageOf(c))} url={c.req.query('url')} />),
  )

  .post('/add', needs('add publications'), async (c) => {
    const { services, user } = c.var;
    const by = user.actor;
    const again: Again = async (problems, { url, mayShow }) => (
      <AddPage {...(await addPageOf(c))} url={url} mayShow={mayShow} problems={problems} />
    );
    return submit(c, addForm, again, async ({ url, file, mayShow }) => {
      const id = file
        ? await requestUpload(services, {
            fileName: file.name,
            bytes: new Uint8Array(await file.arrayBuffer()),
            mayShow,
            by,
          })
        : await requestAddress(services, { url, by });
      return c.redirect(`/requests/${id}`, 303);
    });
  });
