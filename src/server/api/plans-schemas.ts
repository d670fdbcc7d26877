import { z } from '@hono/zod-openapi';
import { bearings, bragColours, entryStatuses } from '#shared/entities/index.ts';
import type { ShownLink } from '#shared/plans/show-entry.ts';
import type { ShownEntry } from '#shared/plans/show-plan.ts';

export const entry = z
  .object({
    id: z.number().int(),
    ref: z.string(),
    parentRef: z.string().nullable(),
    text: z.string(),
    ownerAgency: z.string().nullable(),
    leadRole: z.string().nullable(),
    originalDueOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    status: z.enum(entryStatuses),
    rag: z.enum(bragColours).nullable(),
    suggestedRag: z.enum(bragColours).nullable(),
    successMeasure: z.string().nullable(),
    themes: z.array(z.object({ id: z.string(), label: z.string() })),
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
  rag: shown.rag ?? null,
  suggestedRag: shown.suggestedRag ?? null,
});

export const linkJson = (shown: ShownLink): z.infer<typeof link> => ({
  ...shown,
  linkedAt: shown.linkedAt.toISOString(),
  removed: shown.removed ? { ...shown.removed, at: shown.removed.at.toISOString() } : null,
});
