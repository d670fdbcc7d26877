import { Hono } from 'hono';
import { showRequest } from '#shared/publications/show-request.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { RequestPage } from './request-page.tsx';

export const requestRoutes = new Hono<WebEnv>().get(
  '/:id{[0-9]+}',
  needs('read library'),
  async (c) => {
    const view = await showRequest(c.var.services, Number(c.req.param('id')));
    return c.html(<RequestPage view={view} />);
  },
);
