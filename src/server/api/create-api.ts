import type { MiddlewareHandler } from 'hono';
import { findApiToken } from '#shared/people/api-tokens.ts';
import type { WebEnv } from '../request/env.ts';
import { createApiRouter } from './api-env.ts';
import { auditApi } from './audit.ts';
import { completeApi } from './complete.ts';
import { digestsApi } from './digests.ts';
import { entriesApi } from './entries.ts';
import { linksApi } from './links.ts';
import { plansApi } from './plans.ts';
import { problem, problemOfError } from './problem.ts';
import { publicationsApi } from './publications.ts';
import { searchesApi } from './searches.ts';
import { sourcesApi } from './sources.ts';

/** A bearer token, or the session that was loaded before. */
const authenticate: MiddlewareHandler<WebEnv> = async (c, next) => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (bearer) {
    const user = await findApiToken(c.var.services, bearer);
    if (!user) return problem(c, 401, 'Not signed in', 'The token is unknown or was revoked.');
    c.set('user', user);
  }
  if (!c.get('user')) {
    c.header('www-authenticate', 'Bearer');
    return problem(
      c,
      401,
      'Not signed in',
      'Sign in, or send a token: Authorization: Bearer TOKEN.',
    );
  }
  return next();
};

/** The API in OpenAPI 3.1, as its routes are. */
export const describeApi = (api: ReturnType<typeof createApiRouter>) =>
  api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Skylark',
      version: '1',
      description:
        'Published documents about practice, and what a sub-group made of them. Never about a child.',
    },
    servers: [{ url: '/api' }],
    security: [{ token: [] }, { session: [] }],
  });

/** `/api`: its description, and version 1 behind sign-in or a token. */
export function createApi() {
  const api = createApiRouter();
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'skylark',
  });
  api.use('/v1/*', authenticate);
  for (const part of [
    publicationsApi,
    completeApi,
    searchesApi,
    plansApi,
    entriesApi,
    linksApi,
    sourcesApi,
    digestsApi,
    auditApi,
  ])
    api.route('/v1', part);
  api.get('/openapi.json', (c) => c.json(describeApi(api)));
  api.all('*', (c) => problem(c, 404, 'Not found', `There is nothing at ${c.req.path}.`));
  api.onError((error, c) => {
    const answer = problemOfError(c, error);
    if (answer.status >= 500)
      c.var.services.log.error({ err: error, requestId: c.get('requestId') }, 'request failed');
    return answer;
  });
  return api;
}
