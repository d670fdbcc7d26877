import { createRoute, z } from '@hono/zod-openapi';
import { listAudit } from '#shared/people/list-audit.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';

const entry = z
  .object({
    id: z.number().int(),
    at: z.string(),
    actor: z.string(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    reason: z.string().nullable(),
  })
  .openapi('AuditEntry');

const route = createRoute({
  method: 'get',
  path: '/audit',
  middleware: needs('see audit'),
  summary: 'Who changed what, when, from what to what; newest first',
  tags: ['Audit'],
  request: {
    query: z.object({
      subjectType: z.string().optional(),
      subjectId: z.string().optional(),
      action: z.string().optional(),
      actor: z.string().optional(),
      page: z.coerce.number().int().min(1).default(1),
      size: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: {
    200: {
      description: 'Audit entries',
      content: {
        'application/json': {
          schema: z.object({
            total: z.number(),
            page: z.number(),
            size: z.number(),
            items: z.array(entry),
          }),
        },
      },
    },
  },
});

export const auditApi = createApiRouter().openapi(route, async (c) => {
  const { items, ...list } = await listAudit(c.var.services, c.req.valid('query'));
  return c.json(
    {
      ...list,
      items: items.map((item) => ({ ...item, at: item.at.toISOString() })),
    },
    200,
  );
});
