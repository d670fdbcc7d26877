import { Hono } from 'hono';
import { z } from 'zod';
import { WorkRequest } from '#shared/entities/index.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { may } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { opmlOf } from '#shared/sources/opml.ts';
import { requestPreview } from '#shared/sources/request-preview.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { showPreview } from '#shared/sources/show-preview.ts';
import { showProgress } from '#shared/sources/show-progress.ts';
import { listSources, showSource } from '#shared/sources/show-sources.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { exportSources, importSources } from '#shared/sources/transfer-sources.ts';
import { decodeFile } from '#shared/text/decode-file.ts';
import { week } from '#shared/text/durations.ts';
import { counted } from '#shared/text/in-words.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, chosenFile, submit } from '../../request/submit.ts';
import { AssurancePage } from './assurance-page.tsx';
import { editSourceRoutes } from './edit-routes.tsx';
import { filled, regionsOf } from './form-fields.ts';
import { SourceFormPage } from './source-form.tsx';
import { SourcePage } from './source-page.tsx';
import { PreviewWaitingPage } from './source-preview.tsx';
import { SourcesPage } from './sources-page.tsx';
import { TransferPage } from './transfer-page.tsx';

const isWaiting = async ({ em }: Pick<Services, 'em'>, sourceId: number) =>
  (await em.count(WorkRequest, { source: sourceId, state: { $in: ['waiting', 'running'] } })) > 0;

const newForm = z.preprocess(filled, sourceShape);
/** Bytes of a list of sources. */
const largestList = 5_000_000;
const listForm = z.object({
  file: chosenFile('Choose a file')
    .refine(({ size }) => size > 0, 'Choose a file')
    .refine(({ size }) => size <= largestList, 'Choose a file of at most 5 MB'),
});

const pauseForm = z.object({ isPaused: z.enum(['yes', 'no']).transform((said) => said === 'yes') });

/** The form again, as it was typed. */
const formAgain =
  (services: Services): Again =>
  async (problems, typed) => (
    <SourceFormPage typed={typed} regions={await regionsOf(services)} problems={problems} />
  );

export const sourceRoutes = new Hono<WebEnv>()
  .route('/', editSourceRoutes)

  .get('/sources', needs('see sources'), async (c) => {
    const { services, user } = c.var;
    return c.html(
      <SourcesPage
        lines={await listSources(services)}
        assurance={await scanAssurance(services)}
        mayManage={may(user, 'manage sources')}
      />,
    );
  })

  .get('/sources/assurance', needs('see sources'), async (c) => {
    const { services } = c.var;
    const weeksBack = Math.min(520, Math.max(0, Math.trunc(Number(c.req.query('weeksBack'))) || 0));
    const to = new Date(services.clock().getTime() - weeksBack * week);
    return c.html(
      <AssurancePage
        assurance={await scanAssurance(services, { to })}
        weeksBack={weeksBack}
        troubles={may(c.var.user, 'manage subscribers') ? await showMailTroubles(services) : null}
      />,
    );
  })

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
  })

  .get('/sources/add', needs('manage sources'), async (c) =>
    c.html(
      <SourceFormPage
        typed={{ kind: 'feed', mayShow: 'link' }}
        regions={await regionsOf(c.var.services)}
      />,
    ),
  )

  .post('/sources/add', needs('manage sources'), async (c) => {
    const { services, user } = c.var;
    return submit(c, newForm, formAgain(services), async (source) => {
      const by = user.actor;
      // It starts paused: the person sees what the test finds before anything is kept.
      const { id } = await addSource(services, { source, isPaused: true, by });
      await requestWork(services, { sourceId: id, kind: 'test', by });
      setFlash(c, 'The source was added, paused. Look at what the test finds, then switch it on.');
      return c.redirect(`/sources/${id}`, 303);
    });
  })

  .post('/sources/preview', needs('manage sources'), async (c) => {
    const { services, user } = c.var;
    return submit(c, newForm, formAgain(services), async (source) => {
      const id = await requestPreview(services, { source, by: user.actor });
      return c.redirect(`/sources/previews/${id}`, 303);
    });
  })

  .get('/sources/previews/:id{[0-9]+}', needs('manage sources'), async (c) => {
    const { services } = c.var;
    const preview = await showPreview(services, Number(c.req.param('id')));
    const isOpen = preview.state === 'waiting' || preview.state === 'running';
    if (isOpen && c.req.query('wait') !== 'no') {
      return c.html(<PreviewWaitingPage preview={preview} />);
    }
    const { kind, name, publisher, url, query, mayShow, licence, region, note } = preview.source;
    const includesFirstScan = preview.source.includesFirstScan ? 'yes' : 'no';
    return c.html(
      <SourceFormPage
        preview={preview}
        regions={await regionsOf(services)}
        typed={{
          kind,
          name,
          publisher,
          url,
          query,
          mayShow,
          licence,
          region,
          note,
          includesFirstScan,
        }}
      />,
    );
  })

  .get('/sources/:id{[0-9]+}', needs('see sources'), async (c) => {
    const { services, user } = c.var;
    const id = Number(c.req.param('id'));
    const view = await showSource(services, id);
    return c.html(
      <SourcePage
        view={view}
        progress={await showProgress(services, id)}
        mayManage={may(user, 'manage sources')}
        isWaiting={await isWaiting(services, id)}
      />,
    );
  })

  .post('/sources/:id{[0-9]+}/scan', needs('manage sources'), async (c) => {
    await requestWork(c.var.services, {
      sourceId: Number(c.req.param('id')),
      kind: 'scan',
      by: c.var.user.actor,
    });
    return c.redirect(`/sources/${c.req.param('id')}`, 303);
  })

  .post('/sources/:id{[0-9]+}/test', needs('manage sources'), async (c) => {
    await requestWork(c.var.services, {
      sourceId: Number(c.req.param('id')),
      kind: 'test',
      by: c.var.user.actor,
    });
    return c.redirect(`/sources/${c.req.param('id')}`, 303);
  })

  .post('/sources/:id{[0-9]+}/pause', needs('manage sources'), async (c) =>
    submit(c, pauseForm, null, async ({ isPaused }) => {
      await changeSource(c.var.services, {
        sourceId: Number(c.req.param('id')),
        change: { isPaused },
        by: c.var.user.actor,
      });
      setFlash(
        c,
        isPaused
          ? 'The source is paused: it is not scanned.'
          : 'The source is switched on. It is scanned next.',
      );
      return c.redirect(`/sources/${c.req.param('id')}`, 303);
    }),
  );
