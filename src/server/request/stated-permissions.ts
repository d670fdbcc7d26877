import type { Hono } from 'hono';
import { findTargetHandler, isMiddleware } from 'hono/utils/handler';
import type { Permission } from '#shared/people/permissions.ts';
import type { WebEnv } from './env.ts';
import { permissionStatedBy } from './permission.ts';

/** A route as it was registered: `path` as the router takes it, such as "/plans/:id{[0-9]+}". */
export interface StatedRoute {
  method: string;
  path: string;
  permission: Permission;
}

/**
 * Every route of the app with the one permission it needs.
 *
 * @throws {Error} naming the routes whose first handler states none: they would be open to everybody
 */
export function statedPermissions(app: Pick<Hono<WebEnv>, 'routes'>): StatedRoute[] {
  const first = new Map<string, { method: string; path: string; handler: object }>();
  for (const { method, path, handler } of app.routes) {
    const target = findTargetHandler(handler);
    // What `use` registers is there for every method, and passes on; `all` with an answer is a route.
    const isBefore = method === 'ALL' && isMiddleware(target) && !permissionStatedBy(target);
    const name = `${method} ${path}`;
    if (!isBefore && !first.has(name)) first.set(name, { method, path, handler: target });
  }
  const routes = [...first].map(([name, { method, path, handler }]) => ({
    name,
    method,
    path,
    permission: permissionStatedBy(handler),
  }));
  const silent = routes.filter(({ permission }) => permission === undefined);
  if (silent.length > 0) {
    throw new Error(
      `These routes state no permission: ${silent.map(({ name }) => name).join(', ')}. Say needs('…') first.`,
    );
  }
  return routes.map(({ method, path, permission }) => ({
    method,
    path,
    permission: permission as Permission,
  }));
}
