import { z } from '@hono/zod-openapi';
import { bragColours, evidenceStrengths } from '#shared/entities/index.ts';
import { entryAnswers } from '#shared/plans/fields/entry-schemas.ts';
import type { ShownEntry } from '#shared/plans/list/shown-entry.ts';
import { confirmers, stances } from '#shared/plans/records/record-kinds.ts';
import { readDay } from '#shared/text/read-day.ts';

export const entry = z
  .object({
    id: z.number().int(),
    ref: z.string(),
    parentRef: z.string().nullable(),
    ...entryAnswers,
    suggestedRag: z.enum(bragColours).nullable().openapi({ description: 'What the rule gives' }),
    colour: z
      .enum(bragColours)
      .nullable()
      .openapi({ description: 'The colour that counts: a person’s, else the rule’s' }),
    isColourSet: z.boolean().openapi({ description: 'A person set another than the rule gives' }),
    isClosed: z.boolean(),
    isOverdue: z.boolean(),
    isPastOriginal: z.boolean().openapi({ description: 'Not done by the original date' }),
    dueInDays: z.number().int().nullable().openapi({ description: 'Where that is within 30 days' }),
    isRecheckDue: z.boolean(),
    extensions: z.number().int().openapi({ description: 'How often the due date was put off' }),
    confirmation: z.enum(stances),
    confirmedBy: z.array(
      z.object({
        confirmer: z.enum(confirmers),
        stance: z.enum(stances),
        on: z.string().nullable(),
      }),
    ),
    strength: z.enum(evidenceStrengths).nullable(),
    unanswered: z.number().int().openapi({ description: 'Challenges that nobody has answered' }),
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
    isArchived: z.boolean(),
    entries: z.number().int(),
    withPublications: z.number().int(),
  })
  .openapi('Plan');

export const entryJson = (shown: ShownEntry): z.infer<typeof entry> => shown;

/** Where an answer may be asked for as at a day that has passed. */
export const asAt = z
  .string()
  .refine((given) => !('problem' in readDay(given)), 'Enter a date that exists, like 2026-09-30')
  .optional()
  .openapi({
    format: 'date',
    description:
      'As it stood at the end of this day in London; before it existed the answer is 404',
  });
