import { z } from '@hono/zod-openapi';
import { confirmers, differences, keptUps, stances } from '#shared/plans/records/record-kinds.ts';
import type { ShownFigure, ShownRecords } from '#shared/plans/records/show-records.ts';

const said = {
  id: z.number().int(),
  at: z.string(),
  by: z.string().nullable(),
  words: z.string().nullable(),
};

const number = z.object({
  value: z.number().nullable().openapi({ description: 'Null for a small count of people' }),
  words: z.string(),
});

export const confirmation = z.object({
  ...said,
  confirmer: z.enum(confirmers),
  stance: z.enum(stances),
  on: z.string().nullable(),
});

export const figure = z.object({
  ...said,
  name: z.string(),
  unit: z.string(),
  countsPeople: z.boolean(),
  isEnded: z.boolean(),
  baseline: z.union([number, z.null()]),
  target: z.union([number, z.null()]),
  progress: z.number().nullable().openapi({ description: 'From baseline to target, in percent' }),
  values: z.array(z.object({ ...said, on: z.string().nullable(), value: number })),
});

export const records = z.object({
  confirmations: z.array(confirmation),
  extensions: z.array(
    z.object({ ...said, from: z.string(), to: z.string(), isLater: z.boolean() }),
  ),
  rechecks: z.array(
    z.object({
      ...said,
      madeDifference: z.enum(differences),
      isKeptUp: z.enum(keptUps),
      unintended: z.string().nullable(),
      nextOn: z.string().nullable(),
      on: z.string().nullable(),
    }),
  ),
  answers: z.array(z.object({ ...said, linkId: z.number().int() })),
  figures: z.array(figure),
});

const dated = <T extends { at: Date }>(one: T) => ({ ...one, at: one.at.toISOString() });

export const figureJson = (one: ShownFigure): z.infer<typeof figure> => ({
  ...dated(one),
  values: one.values.map(dated),
});

export const recordsJson = (shown: ShownRecords): z.infer<typeof records> => ({
  confirmations: shown.confirmations.map(dated),
  extensions: shown.extensions.map(dated),
  rechecks: shown.rechecks.map(dated),
  answers: shown.answers.map(dated),
  figures: shown.figures.map(figureJson),
});
