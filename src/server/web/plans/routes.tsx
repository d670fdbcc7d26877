import { Hono } from 'hono';
import type { WebEnv } from '../../request/env.ts';
import { entryRoutes } from './entry-routes.tsx';
import { linkRoutes } from './link-routes.tsx';
import { plansRoutes } from './plan-routes.tsx';
import { relianceRoutes } from './reliance-routes.tsx';

/** Action plans, their entries, and what is linked to them. */
export const planRoutes = new Hono<WebEnv>()
  .route('/', plansRoutes)
  .route('/', entryRoutes)
  .route('/', linkRoutes)
  .route('/', relianceRoutes);
