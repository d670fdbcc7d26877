import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { contextStorage } from 'hono/context-storage';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import type { OpenServices } from '#shared/services.ts';
import { createApi } from './api/create-api.ts';
import { describeApi } from './api/describe-api.ts';
import { problemOfError } from './api/problem.ts';
import { healthRoutes } from './health.ts';
import { metricsRoutes, observeRequests } from './metrics.ts';
import type { WebEnv } from './request/env.ts';
import { takeFlash } from './request/flash.ts';
import { logRequests } from './request/log.ts';
import { sameOrigin } from './request/same-origin.ts';
import { loadSession } from './request/session.ts';
import { statedPermissions } from './request/stated-permissions.ts';
import { assetRoutes } from './web/assets.ts';
import { digestRoutes } from './web/digests/routes.tsx';
import { subscriberRoutes, unsubscribeRoutes } from './web/digests/subscriber-routes.tsx';
import { errorPage, notFoundPage, signInInstead } from './web/error-pages.tsx';
import { openRoutes } from './web/information/routes.tsx';
import { publicationRoutes } from './web/library-routes.tsx';
import { meetingRoutes } from './web/meetings/meeting-routes.tsx';
import { missedRoutes } from './web/missed/missed-routes.tsx';
import { peopleRoutes } from './web/people/routes.tsx';
import { signInRoutes } from './web/people/sign-in-routes.tsx';
import { planRoutes } from './web/plans/routes.tsx';
import { feedRoutes } from './web/searches/feed-routes.ts';
import { searchesRoutes } from './web/searches/routes.tsx';
import { stopAlertsRoutes } from './web/searches/stop-alerts-routes.tsx';
import { sourceRoutes } from './web/sources/routes.tsx';
import { vocabularyChangeRoutes } from './web/vocabulary/change-routes.tsx';
import { vocabularyRoutes } from './web/vocabulary/routes.tsx';
import { rulesRoutes } from './web/vocabulary/rules-routes.tsx';
import { splitRoutes } from './web/vocabulary/split-routes.tsx';
import { tagsRoutes } from './web/vocabulary/tags-routes.tsx';

const mebibyte = 1024 * 1024;

/** Forms may be large only where a file is sent. */
const bodies = (megabytes: number) => bodyLimit({ maxSize: megabytes * mebibyte });

/** What browsers are told to refuse: scripts, frames and forms of others, and all that no page needs. */
const headers = (isHttps: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: isHttps,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });

/** The pages, subject by subject. */
function pages(app: Hono<WebEnv>): void {
  app.route('/', publicationRoutes);
  app.route('/', searchesRoutes);
  app.route('/', planRoutes);
  app.route('/', digestRoutes);
  app.route('/', subscriberRoutes);
  app.route('/', sourceRoutes);
  app.route('/', missedRoutes);
  app.route('/', rulesRoutes);
  app.route('/', vocabularyChangeRoutes);
  app.route('/', splitRoutes);
  app.route('/', tagsRoutes);
  app.route('/', vocabularyRoutes);
  app.route('/', meetingRoutes);
  app.route('/', peopleRoutes);
}

/**
 * The whole server, as a table of contents. Each route states the permission it needs; where one does
 * not, this throws and nothing starts.
 *
 * @param baseUrl where people reach the pages; asked for at each request, since a free port is known
 *   only once the server listens
 */
export function createApp(services: OpenServices, baseUrl: () => string): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.use(contextStorage());
  app.use(requestId());
  app.use(async (c, next) => {
    c.set('services', services.fork());
    c.set('baseUrl', baseUrl());
    await next();
  });
  app.use(logRequests);
  app.use(observeRequests);
  app.use(headers(services.config.baseUrl?.startsWith('https:') ?? false));
  app.route('/', healthRoutes(services));
  app.route('/assets', assetRoutes);

  // RFC 8058: the mail program's own POST carries neither cookie nor Origin of ours.
  app.use('/unsubscribe/*', bodies(1));
  app.route('/unsubscribe', unsubscribeRoutes);
  app.use('/stop-alerts/*', bodies(1));
  app.route('/stop-alerts', stopAlertsRoutes);
  app.route('/', feedRoutes);

  app.use(sameOrigin(baseUrl));
  app.use(async (c, next) => {
    const isUpload = /^\/(publications\/add|api\/v1\/publications)$/.test(c.req.path);
    return bodies(isUpload ? 52 : 2)(c, next);
  });
  app.use(loadSession);
  app.route('/metrics', metricsRoutes);
  const api = createApi();
  app.route('/api', api);
  app.use(takeFlash);
  app.route(
    '/',
    openRoutes(() => describeApi(api)),
  );
  app.route('/', signInRoutes);

  pages(app);

  // Which addresses there are is told to those who are signed in.
  app.use(async (c, next) => (c.get('user') ? next() : signInInstead(c)));
  app.notFound((c) => notFoundPage(c));
  app.onError((error, c) => {
    // What is refused before it reaches the API is told to programs as the API tells things.
    const answer = /^\/api(\/|$)/.test(c.req.path) ? problemOfError(c, error) : errorPage(c, error);
    return Promise.resolve(answer).then((response) => {
      if (response.status >= 500)
        services.log.error({ err: error, requestId: c.var.requestId }, 'request failed');
      return response;
    });
  });
  statedPermissions(app);
  return app;
}
