import { z } from '@hono/zod-openapi';

/** Shapes that all parts of the API share. */

/** An instant; as JSON an ISO 8601 string. */
export const instant = z.date().openapi({ type: 'string', format: 'date-time' });

export const instantOrNull = z
  .date()
  .nullable()
  .openapi({ type: ['string', 'null'], format: 'date-time' });

/** "YYYY-MM-DD". */
export const day = z.string().openapi({ format: 'date', example: '2026-09-07' });

/** A shape that has a name of its own, or null: `nullable()` would say that null has to keep to it. */
export const orNull = <T extends z.ZodType>(shape: T) => z.union([shape, z.null()]);

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
