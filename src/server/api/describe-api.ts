import type { OpenAPIHono } from '@hono/zod-openapi';
import type { WebEnv } from '../request/env.ts';
import { rolesInWords } from '../request/permission.ts';
import { statedPermissions } from '../request/stated-permissions.ts';

type Description = ReturnType<OpenAPIHono<WebEnv>['getOpenAPI31Document']>;
type Operation = { description?: string; 'x-permission'?: string };

/** Says of each operation who may call it, as its route states it. */
function sayWhoMay(description: Description, api: OpenAPIHono<WebEnv>): void {
  for (const { method, path, permission } of statedPermissions(api)) {
    const operations = description.paths?.[path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')];
    const operation = operations?.[method.toLowerCase() as 'get'] as Operation | undefined;
    if (!operation) continue;
    const who = `For those who may ${permission}: ${rolesInWords(permission)}.`;
    operation.description = [operation.description, who].filter(Boolean).join(' ');
    operation['x-permission'] = permission;
  }
}

/** The API in OpenAPI 3.1, as its routes are. */
export function describeApi(api: OpenAPIHono<WebEnv>): Description {
  const description = api.getOpenAPI31Document({
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
  sayWhoMay(description, api);
  return description;
}
