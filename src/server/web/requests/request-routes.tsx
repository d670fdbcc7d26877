import { Hono } from 'hono';
import { showRequest } from '#shared/publications/show-request.ts';
import { askerOfRequests } from '../../request/asker-of-requests.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { RequestPage } from './request-page.tsx';

export const requestRoutes = new Hono<WebEnv>().get(
  '/:id{[0-9]+}',
  needs('read library'),
  async (c) => {
    const { services, user } = c.var;
    const id = Number(c.req.param('id'));
    const view = await showRequest(services, id, askerOfRequests(user));
    return c.html(<RequestPage view={view} />);
  },
);
