import { z } from '@hono/zod-openapi';
import { bragColours, entryStatuses } from '#shared/entities/index.ts';
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
    notStandingWell: z.array(z.string()).openapi({
      description:
        'Linked publications that are withdrawn, gone, taken down or superseded, as sentences',
    }),
  })
  .openapi('PlanEntry');

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
