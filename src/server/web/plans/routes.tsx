import { Hono } from 'hono';
import type { WebEnv } from '../../request/env.ts';
import { coverageRoutes } from './coverage/coverage-routes.tsx';
import { entryRoutes } from './entries/entry-routes.tsx';
import { linkRoutes } from './links/link-routes.tsx';
import { relianceRoutes } from './links/reliance-routes.tsx';
import { matchRoutes } from './matches/match-routes.tsx';
import { plansRoutes } from './plan-routes.tsx';
import { recordRoutes } from './records/record-routes.tsx';
import { entryStructureRoutes } from './structure/entry-structure-routes.tsx';
import { planStructureRoutes } from './structure/plan-structure-routes.tsx';

/** Action plans, their entries, and what is linked to them. */
export const planRoutes = new Hono<WebEnv>()
  .route('/', planStructureRoutes)
  .route('/', plansRoutes)
  .route('/', entryRoutes)
  .route('/', recordRoutes)
  .route('/', entryStructureRoutes)
  .route('/', linkRoutes)
  .route('/', coverageRoutes)
  .route('/', matchRoutes)
  .route('/', relianceRoutes);
