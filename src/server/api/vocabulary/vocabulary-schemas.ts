import { z } from '@hono/zod-openapi';
import type { ShownConcept } from '#shared/vocabulary/show-vocabulary.ts';

const names = z.array(z.string());

const shape = {
  id: z.string(),
  label: z.string(),
  facet: z.string(),
  note: z.string().nullable(),
  isRetired: z.boolean().openapi({ description: 'Neither given nor suggested any more' }),
  mergedIntoId: z.string().nullable(),
  synonyms: names,
  abbreviations: names,
  retired: names.openapi({ description: 'Older wording: searched for, never shown as a term' }),
  local: names.openapi({ description: 'Names that people here added' }),
};

export const concept = z.object(shape).openapi('VocabularyConcept');

export const touches = z
  .object({
    publications: z.object({ count: z.number().int(), titles: names }),
    suggestions: z.number().int(),
    entries: z.object({ count: z.number().int(), refs: names }),
    searches: z.object({ count: z.number().int(), names }),
    subscriptions: z.number().int(),
    rules: z.number().int(),
  })
  .openapi('WhatAChangeTouches');

export const conceptInDetail = z.object({ ...shape, touches }).openapi('VocabularyConceptInDetail');

export const conceptJson = ({
  id,
  label,
  facet,
  note,
  isRetired,
  instead,
  synonyms,
  abbreviations,
  retired,
  local,
}: ShownConcept): z.infer<typeof concept> => ({
  id,
  label,
  facet,
  note,
  isRetired,
  mergedIntoId: instead?.id ?? null,
  synonyms,
  abbreviations,
  retired,
  local: local.map(({ text }) => text),
});

/** `{id}` of a concept in a path. */
export const conceptParameter = z.object({ id: z.string() });

export const changed = z.object({
  changeId: z
    .number()
    .int()
    .nullable()
    .openapi({ description: 'By which it is undone; null: there was nothing to change' }),
});
