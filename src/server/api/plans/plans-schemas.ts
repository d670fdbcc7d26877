import { z } from '@hono/zod-openapi';
import { bragColours } from '#shared/entities/index.ts';
import { entryAnswers } from '#shared/plans/fields/entry-schemas.ts';
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
  suggestedRag: shown.suggestedRag ?? null,
});
