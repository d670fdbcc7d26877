import { z } from '@hono/zod-openapi';
import { bearings, bragColours } from '#shared/entities/index.ts';
import { entryAnswers } from '#shared/plans/entry-schemas.ts';
import type { ShownLink } from '#shared/plans/show-entry.ts';
import type { ShownEntry } from '#shared/plans/show-plan.ts';

export const entry = z
  .object({
    id: z.number().int(),
    ref: z.string(),
    parentRef: z.string().nullable(),
    ...entryAnswers,
    suggestedRag: z.enum(bragColours).nullable(),
    revision: z.number().int(),
    publications: z.number().int(),
    challenges: z.number().int(),
    newestOn: z.string().nullable(),
  })
  .openapi('PlanEntry');

export const link = z
  .object({
    id: z.number().int(),
    entryId: z.number().int(),
    entryRef: z.string(),
    publication: z.object({
      id: z.number().int(),
      title: z.string(),
      publisher: z.string(),
      publishedOn: z.string().nullable(),
    }),
    bearing: z.enum(bearings),
    rationale: z.string(),
    quote: z.string().nullable(),
    page: z.number().int().nullable(),
    documentId: z.number().int().nullable(),
    version: z.number().int().nullable(),
    hasNewerVersion: z.boolean(),
    linkedBy: z.string().nullable(),
    linkedAt: z.string(),
    removed: z
      .object({ at: z.string(), reason: z.string().nullable(), by: z.string().nullable() })
      .nullable(),
  })
  .openapi('Link');

export const plan = z
  .object({
    id: z.number().int(),
    title: z.string(),
    note: z.string().nullable(),
    entries: z.number().int(),
    withPublications: z.number().int(),
  })
  .openapi('Plan');

export const entryJson = (shown: ShownEntry): z.infer<typeof entry> => ({
  ...shown,
  suggestedRag: shown.suggestedRag ?? null,
});

export const linkJson = (shown: ShownLink): z.infer<typeof link> => ({
  ...shown,
  linkedAt: shown.linkedAt.toISOString(),
  removed: shown.removed ? { ...shown.removed, at: shown.removed.at.toISOString() } : null,
});
