import { Hono } from 'hono';
import type { WebEnv } from '../../request/env.ts';
import { addRoutes } from './add-routes.tsx';
import { editSourceRoutes } from './edit-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { oneSourceRoutes } from './source-routes.tsx';
import { transferRoutes } from './transfer-routes.tsx';

/** Where we look: all places, one of them, one more, and those of others. */
export const sourceRoutes = new Hono<WebEnv>()
  .route('/', editSourceRoutes)
  .route('/', listRoutes)
  .route('/', transferRoutes)
  .route('/', addRoutes)
  .route('/', oneSourceRoutes);
