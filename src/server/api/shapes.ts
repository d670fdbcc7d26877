import { z } from '@hono/zod-openapi';

/** Shapes that all parts of the API share. */

/** `{id}` in a path. */
export const idParameter = z.object({ id: z.coerce.number().int().positive() });

/** Lists are asked for by page, from 1; beyond 100 a page is a 400. */
export const paging = z.object({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
});

/** `{total, page, size, items}`. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    items: z.array(item),
  });

/** An answer in JSON. */
export const jsonAnswer = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** What a request must bring, in JSON. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});
