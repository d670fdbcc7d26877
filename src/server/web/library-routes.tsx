import { Hono } from 'hono';
import type { WebEnv } from '../request/env.ts';
import { duplicatesRoutes } from './duplicates/duplicates-routes.tsx';
import { editionsRoutes } from './editions/editions-routes.tsx';
import { newerRoutes } from './editions/newer-routes.tsx';
import { factsRoutes } from './publications/facts-routes.tsx';
import { onePublicationRoutes } from './publications/publication-routes.tsx';
import { takedownRoutes } from './publications/takedown-routes.tsx';
import { addRoutes } from './requests/add-routes.tsx';
import { requestRoutes } from './requests/request-routes.tsx';
import { searchRoutes } from './search/search-routes.tsx';
import { siftNotesRoutes } from './sift/notes-routes.tsx';
import { putByRoutes } from './sift/put-by-routes.tsx';
import { siftRoutes } from './sift/sift-routes.tsx';

/** The library's pages: searching, reading, judging, adding. */
export const publicationRoutes = new Hono<WebEnv>()
  .route('/', searchRoutes)
  .route('/', siftRoutes)
  .route('/', siftNotesRoutes)
  .route('/', putByRoutes)
  .route('/duplicates', duplicatesRoutes)
  .route('/editions', editionsRoutes)
  .route('/publications', addRoutes)
  .route('/publications', factsRoutes)
  .route('/publications', newerRoutes)
  .route('/publications', takedownRoutes)
  .route('/publications', onePublicationRoutes)
  .route('/requests', requestRoutes);
