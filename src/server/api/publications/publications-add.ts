import { createRoute, z } from '@hono/zod-openapi';
import { type MayShow, mayShowClasses } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { requestAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { showRequest } from '#shared/publications/show-request.ts';
import { askerOfRequests } from '../../request/asker-of-requests.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';

import { requestJson } from '../request-json.ts';
import { requestSchema } from '../requests-schemas.ts';

const addRoute = createRoute({
  method: 'post',
  path: '/publications',
  middleware: needs('add publications'),
  summary: 'Ask for an address or a file to be read into the library',
  tags: ['Publications'],
  request: {
    body: {
      content: {
        'application/json': { schema: z.object({ url: z.string() }) },
        'multipart/form-data': {
          schema: z.object({
            file: z
              .custom<File>((value) => value instanceof File, 'Send a file')
              .openapi({ type: 'string', format: 'binary' }),
            mayShow: z.enum(mayShowClasses).optional().openapi({
              description:
                'What may be shown of the file: all text, short extracts, or title and link only. Needed for every file but a mail (.eml), of which nothing is kept',
            }),
          }),
        },
      },
    },
  },
  responses: {
    202: {
      description: 'The worker will read it: look at the request until it is done',
      content: { 'application/json': { schema: requestSchema } },
    },
  },
});

const requestRoute = createRoute({
  method: 'get',
  path: '/requests/{id}',
  middleware: needs('read library'),
  summary: 'How far something asked of the worker has come',
  description:
    'Your own requests; those of others are there for who looks after the matter: coordinators and administrators.',
  tags: ['Publications'],
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: {
    200: { description: 'The request', content: { 'application/json': { schema: requestSchema } } },
  },
});

export const publicationsAddApi = createApiRouter()
  .openapi(addRoute, async (c) => {
    const { url } = c.req.valid('json') as { url?: string };
    const { file, mayShow } = c.req.valid('form') as { file?: File; mayShow?: MayShow };
    const by = c.var.user.actor;
    if (url === undefined && !file)
      throw new Invalid('Send {"url": …} as JSON, or a file as form data.');
    const id = file
      ? await requestUpload(c.var.services, {
          fileName: file.name,
          bytes: new Uint8Array(await file.arrayBuffer()),
          mayShow,
          by,
        })
      : await requestAddress(c.var.services, { url: url ?? '', by });
    c.header('location', `/api/v1/requests/${id}`);
    return c.json(requestJson(await showRequest(c.var.services, id, null)), 202);
  })

  .openapi(requestRoute, async (c) => {
    const { services, user } = c.var;
    const view = await showRequest(services, c.req.valid('param').id, askerOfRequests(user));
    return c.json(requestJson(view), 200);
  });
