import { Hono } from 'hono';
import { z } from 'zod';
import { WorkRequest } from '#shared/entities/index.ts';
import { may } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { requestWork } from '#shared/sources/request-work.ts';
import { showProgress } from '#shared/sources/show-progress.ts';
import { showSource } from '#shared/sources/show-sources.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { submit } from '../../request/submit.ts';
import { SourcePage } from './source-page.tsx';

const isWaiting = async ({ em }: Pick<Services, 'em'>, sourceId: number) =>
  (await em.count(WorkRequest, { source: sourceId, state: { $in: ['waiting', 'running'] } })) > 0;

const pauseForm = z.object({ isPaused: z.enum(['yes', 'no']).transform((said) => said === 'yes') });

/** One source: how it is, and what may be asked of it. */
export const oneSourceRoutes = new Hono<WebEnv>()

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
