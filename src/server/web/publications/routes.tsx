import { Hono } from 'hono';
import type { WebEnv } from '../../request/env.ts';
import { addRoutes } from './add-routes.tsx';
import { duplicatesRoutes } from './duplicates-routes.tsx';
import { factsRoutes } from './facts-routes.tsx';
import { judgeRoutes } from './judge-routes.tsx';
import { onePublicationRoutes } from './publication-routes.tsx';
import { requestRoutes } from './request-routes.tsx';
import { searchRoutes } from './search-routes.tsx';
import { takedownRoutes } from './takedown-routes.tsx';

/** The library's pages: searching, reading, judging, adding. */
export const publicationRoutes = new Hono<WebEnv>()
  .route('/', searchRoutes)
  .route('/judge', judgeRoutes)
  .route('/duplicates', duplicatesRoutes)
  .route('/publications', addRoutes)
  .route('/publications', factsRoutes)
  .route('/publications', takedownRoutes)
  .route('/publications', onePublicationRoutes)
  .route('/requests', requestRoutes);
