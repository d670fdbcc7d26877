import { Hono } from 'hono';
import { WorkRequest } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { mayActAs } from '#shared/people/current-user.ts';
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
import { setFlash } from '../flash.ts';
import { type Problem, problemOf, problemsIn, typedText } from '../forms.ts';
import { conceptsOf } from '../publications/concept-choices.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { AssurancePage } from './assurance-page.tsx';
import { SourceFormPage } from './source-form.tsx';
import { SourcePage } from './source-page.tsx';
import { PreviewWaitingPage } from './source-preview.tsx';
import { SourcesPage } from './sources-page.tsx';
import { TransferPage } from './transfer-page.tsx';

const coordinator = requireRole('coordinator');

/** Empty optional fields are left out rather than stored as "", and a box not ticked is a no. */
const filled = (body: Record<string, unknown>) => ({
  ...Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      value === '' && ['query', 'licence', 'region', 'note'].includes(name) ? null : value,
    ]),
  ),
  includesFirstScan: body.includesFirstScan === 'yes',
});

const regionsOf = async (services: Services) =>
  (await conceptsOf(services, 'region')).map(({ id, label }) => ({ value: id, text: label }));

/** Bytes of a list of sources. */
const largestList = 5_000_000;

const isWaiting = async ({ em }: Pick<Services, 'em'>, sourceId: number) =>
  (await em.count(WorkRequest, { source: sourceId, state: { $in: ['waiting', 'running'] } })) > 0;

const changeShape = sourceShape.omit({ key: true, kind: true, verified: true, startPaused: true });

export const sourceRoutes = new Hono<WebEnv>()

  .get('/sources', async (c) => {
    const { services, user } = c.var;
    return c.html(
      <SourcesPage
        lines={await listSources(services)}
        assurance={await scanAssurance(services)}
        mayManage={mayActAs(user.role, 'coordinator')}
      />,
    );
  })

  .get('/sources/assurance', async (c) => {
    const { services } = c.var;
    const weeksBack = Math.min(520, Math.max(0, Math.trunc(Number(c.req.query('weeksBack'))) || 0));
    const to = new Date(services.clock().getTime() - weeksBack * 7 * 86_400_000);
    return c.html(
      <AssurancePage
        assurance={await scanAssurance(services, { to })}
        weeksBack={weeksBack}
        troubles={
          mayActAs(c.var.user.role, 'coordinator') ? await showMailTroubles(services) : null
        }
      />,
    );
  })

  .get('/sources/transfer', coordinator, (c) => c.html(<TransferPage />))

  .get('/sources/export.json', coordinator, async (c) => {
    c.header('content-type', 'application/json; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="skylark-sources.json"');
    return c.body(JSON.stringify(await exportSources(c.var.services), null, 1));
  })

  .get('/sources/export.opml', coordinator, async (c) => {
    c.header('content-type', 'text/x-opml; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="skylark-sources.opml"');
    return c.body(opmlOf(await exportSources(c.var.services), c.var.services.clock()));
  })

  .post('/sources/import', coordinator, async (c) => {
    const { services, user } = c.var;
    const { file } = await c.req.parseBody();
    try {
      if (!(file instanceof File) || file.size === 0) throw new Invalid('Choose a file', 'file');
      if (file.size > largestList) throw new Invalid('Choose a file of at most 5 MB', 'file');
      const { added, known, clashes } = await importSources(services, {
        text: await file.text(),
        isPaused: true,
        by: user.actor,
      });
      const outcome = `${added} ${added === 1 ? 'source was' : 'sources were'} added, paused; ${known} ${known === 1 ? 'was' : 'were'} known already.`;
      if (clashes.length > 0) {
        const problems = clashes.map((message) => ({ field: 'file', message }));
        return c.html(<TransferPage problems={problems} outcome={outcome} />, 422);
      }
      setFlash(c, outcome);
      return c.redirect('/sources', 303);
    } catch (error) {
      return c.html(<TransferPage problems={problemOf(error)} />, 422);
    }
  })

  .get('/sources/add', coordinator, async (c) =>
    c.html(
      <SourceFormPage
        typed={{ kind: 'feed', mayShow: 'link' }}
        regions={await regionsOf(c.var.services)}
      />,
    ),
  )

  .post('/sources/add', coordinator, async (c) => {
    const { services, user } = c.var;
    const body = await c.req.parseBody();
    const form = sourceShape.safeParse(filled(body));
    const regions = await regionsOf(services);
    if (!form.success) {
      const problems = problemsIn(form.error);
      return c.html(
        <SourceFormPage typed={typedText(body)} regions={regions} problems={problems} />,
        422,
      );
    }
    try {
      // It starts paused: the person sees what the test finds before anything is kept.
      const source = await addSource(services, {
        source: form.data,
        isPaused: true,
        by: user.actor,
      });
      await requestWork(services, { sourceId: source.id, kind: 'test', by: user.actor });
      setFlash(c, 'The source was added, paused. Look at what the test finds, then switch it on.');
      return c.redirect(`/sources/${source.id}`, 303);
    } catch (error) {
      const problems = problemOf(error);
      return c.html(
        <SourceFormPage typed={typedText(body)} regions={regions} problems={problems} />,
        422,
      );
    }
  })

  .post('/sources/preview', coordinator, async (c) => {
    const { services, user } = c.var;
    const body = await c.req.parseBody();
    const form = sourceShape.safeParse(filled(body));
    const again = async (problems: Problem[]) => {
      const regions = await regionsOf(services);
      return c.html(
        <SourceFormPage typed={typedText(body)} regions={regions} problems={problems} />,
        422,
      );
    };
    if (!form.success) return again(problemsIn(form.error));
    try {
      const id = await requestPreview(services, { source: form.data, by: user.actor });
      return c.redirect(`/sources/previews/${id}`, 303);
    } catch (error) {
      return again(problemOf(error));
    }
  })

  .get('/sources/previews/:id{[0-9]+}', coordinator, async (c) => {
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

  .get('/sources/:id{[0-9]+}', async (c) => {
    const { services, user } = c.var;
    const id = Number(c.req.param('id'));
    const view = await showSource(services, id);
    return c.html(
      <SourcePage
        view={view}
        progress={await showProgress(services, id)}
        mayManage={mayActAs(user.role, 'coordinator')}
        isWaiting={await isWaiting(services, id)}
      />,
    );
  })

  .get('/sources/:id{[0-9]+}/edit', coordinator, async (c) => {
    const { services } = c.var;
    const { source } = await showSource(services, Number(c.req.param('id')));
    const { name, publisher, url, query, mayShow, licence, region, note } = source;
    const includesFirstScan = source.includesFirstScan ? 'yes' : 'no';
    return c.html(
      <SourceFormPage
        source={source}
        regions={await regionsOf(services)}
        typed={{ name, publisher, url, query, mayShow, licence, region, note, includesFirstScan }}
      />,
    );
  })

  .post('/sources/:id{[0-9]+}/edit', coordinator, async (c) => {
    const { services, user } = c.var;
    const sourceId = Number(c.req.param('id'));
    const body = await c.req.parseBody();
    const form = changeShape.safeParse(filled(body));
    if (!form.success) {
      const { source } = await showSource(services, sourceId);
      return c.html(
        <SourceFormPage
          source={source}
          typed={typedText(body)}
          regions={await regionsOf(services)}
          problems={problemsIn(form.error)}
        />,
        422,
      );
    }
    await changeSource(services, { sourceId, change: form.data, by: user.actor });
    setFlash(c, 'The source was changed.');
    return c.redirect(`/sources/${sourceId}`, 303);
  })

  .post('/sources/:id{[0-9]+}/scan', coordinator, async (c) => {
    await requestWork(c.var.services, {
      sourceId: Number(c.req.param('id')),
      kind: 'scan',
      by: c.var.user.actor,
    });
    return c.redirect(`/sources/${c.req.param('id')}`, 303);
  })

  .post('/sources/:id{[0-9]+}/test', coordinator, async (c) => {
    await requestWork(c.var.services, {
      sourceId: Number(c.req.param('id')),
      kind: 'test',
      by: c.var.user.actor,
    });
    return c.redirect(`/sources/${c.req.param('id')}`, 303);
  })

  .post('/sources/:id{[0-9]+}/pause', coordinator, async (c) => {
    const isPaused = (await c.req.parseBody()).isPaused === 'yes';
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
  });
