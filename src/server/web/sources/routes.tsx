import { Hono } from 'hono';
import { WorkRequest } from '#shared/entities/index.ts';
import { mayActAs } from '#shared/people/current-user.ts';
import type { Services } from '#shared/services.ts';
import { addSource } from '#shared/sources/add-source.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { listSources, scanAssurance, showSource } from '#shared/sources/show-sources.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { setFlash } from '../flash.ts';
import { problemOf, problemsIn } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { SourceFormPage, type TypedSource } from './source-form.tsx';
import { SourcePage, SourcesPage } from './source-pages.tsx';

const coordinator = requireRole('coordinator');

const textOf = (body: Record<string, unknown>): TypedSource =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );

/** Empty optional fields are left out rather than stored as "". */
const filled = (body: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      value === '' && ['query', 'licence', 'note'].includes(name) ? null : value,
    ]),
  );

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

  .get('/sources/add', coordinator, (c) =>
    c.html(<SourceFormPage typed={{ kind: 'feed', mayShow: 'link' }} />),
  )

  .post('/sources/add', coordinator, async (c) => {
    const { services, user } = c.var;
    const body = await c.req.parseBody();
    const form = sourceShape.safeParse(filled(body));
    if (!form.success)
      return c.html(<SourceFormPage typed={textOf(body)} problems={problemsIn(form.error)} />, 422);
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
      return c.html(<SourceFormPage typed={textOf(body)} problems={problemOf(error)} />, 422);
    }
  })

  .get('/sources/:id{[0-9]+}', async (c) => {
    const { services, user } = c.var;
    const id = Number(c.req.param('id'));
    const view = await showSource(services, id);
    return c.html(
      <SourcePage
        view={view}
        mayManage={mayActAs(user.role, 'coordinator')}
        isWaiting={await isWaiting(services, id)}
      />,
    );
  })

  .get('/sources/:id{[0-9]+}/edit', coordinator, async (c) => {
    const { source } = await showSource(c.var.services, Number(c.req.param('id')));
    const { name, publisher, url, query, mayShow, licence, note } = source;
    return c.html(
      <SourceFormPage
        source={source}
        typed={{ name, publisher, url, query, mayShow, licence, note }}
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
        <SourceFormPage source={source} typed={textOf(body)} problems={problemsIn(form.error)} />,
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
