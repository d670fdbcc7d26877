import { Hono } from 'hono';
import { z } from 'zod';
import { opmlOf } from '#shared/sources/opml.ts';
import { exportSources, importSources } from '#shared/sources/transfer-sources.ts';
import { decodeFile } from '#shared/text/files/decode-file.ts';
import { counted } from '#shared/text/in-words.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, chosenFile, submit } from '../../request/submit.ts';
import { TransferPage } from './transfer-page.tsx';

/** Bytes of a list of sources. */
const largestList = 5_000_000;
const listForm = z.object({
  file: chosenFile('Choose a file')
    .refine(({ size }) => size > 0, 'Choose a file')
    .refine(({ size }) => size <= largestList, 'Choose a file of at most 5 MB'),
});

/** Sources of other boards and feed readers, in and out. */
export const transferRoutes = new Hono<WebEnv>()

  .get('/sources/transfer', needs('manage sources'), (c) => c.html(<TransferPage />))

  .get('/sources/export.json', needs('manage sources'), async (c) => {
    c.header('content-type', 'application/json; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="skylark-sources.json"');
    return c.body(JSON.stringify(await exportSources(c.var.services), null, 1));
  })

  .get('/sources/export.opml', needs('manage sources'), async (c) => {
    c.header('content-type', 'text/x-opml; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="skylark-sources.opml"');
    return c.body(opmlOf(await exportSources(c.var.services), c.var.services.clock()));
  })

  .post('/sources/import', needs('manage sources'), async (c) => {
    const { services, user } = c.var;
    const again: Again = (problems) => <TransferPage problems={problems} />;
    return submit(c, listForm, again, async ({ file }) => {
      const { added, known, clashes } = await importSources(services, {
        text: decodeFile(new Uint8Array(await file.arrayBuffer())),
        isPaused: true,
        by: user.actor,
      });
      const outcome = `${counted(added, 'source was', 'sources were')} added, paused; ${counted(known, 'was', 'were')} known already.`;
      if (clashes.length > 0) {
        const problems = clashes.map((message) => ({ field: 'file', message }));
        return c.html(<TransferPage problems={problems} outcome={outcome} />, 422);
      }
      setFlash(c, outcome);
      return c.redirect('/sources', 303);
    });
  });
