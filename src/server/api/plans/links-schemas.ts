import { z } from '@hono/zod-openapi';
import { bearings } from '#shared/entities/index.ts';
import type { ShownLink } from '#shared/entities/shown-link.ts';
import { standingKinds } from '#shared/entities/standing.ts';
import { findingKinds } from '#shared/text/quotation/find-again.ts';
import { instant, instantOrNull } from '../shapes.ts';

/** What to know before relying on a publication, wherever it is named. */
export const standing = z
  .array(
    z
      .object({
        kind: z.enum(standingKinds),
        label: z.string().openapi({ example: 'Withdrawn' }),
        words: z.string().openapi({ description: 'As a sentence: by whom, when and why' }),
        at: instantOrNull,
        replacedById: z
          .number()
          .int()
          .nullable()
          .openapi({ description: 'The publication that stands in its place, if one is known' }),
      })
      .openapi('Standing'),
  )
  .openapi({ description: 'Why not to rely on it as it is, gravest first; empty when it is well' });

/** A publication where it is named in passing. */
export const namedPublication = z.object({
  id: z.number().int(),
  title: z.string(),
  publisher: z.string(),
  publishedOn: z.string().nullable(),
  standing,
});

export const link = z
  .object({
    id: z.number().int(),
    entryId: z.number().int(),
    entryRef: z.string(),
    entry: z.object({
      id: z.number().int(),
      ref: z.string(),
      text: z.string(),
      status: z.string(),
    }),
    plan: z.object({ id: z.number().int(), title: z.string() }),
    publication: namedPublication,
    bearing: z.enum(bearings),
    rationale: z.string(),
    quote: z.string().nullable().openapi({ description: 'Null where it may not be shown' }),
    page: z.number().int().nullable(),
    documentId: z.number().int().nullable(),
    version: z.number().int().nullable().openapi({ description: 'The version relied on' }),
    versionNumber: z.number().int().nullable().openapi({
      deprecated: true,
      description: 'The same as version',
    }),
    hasNewerVersion: z.boolean(),
    place: z
      .object({
        kind: z.enum(findingKinds).nullable().openapi({
          description: 'What became of the quotation; null until it was looked for',
        }),
        version: z.number().int().nullable().openapi({
          description: 'The version in which it was looked for last',
        }),
        at: instantOrNull,
        page: z.number().int().nullable(),
        documentId: z.number().int().nullable(),
        words: z.string().nullable().openapi({ description: 'The words that stand there now' }),
        changes: z
          .array(z.object({ kind: z.enum(['same', 'removed', 'added']), words: z.string() }))
          .nullable(),
      })
      .openapi('QuotationPlace', { description: 'Where the quotation stands now' }),
    needsLook: z.boolean().openapi({
      description: 'It changed since it was relied on, and nobody has said that it holds',
    }),
    holds: z
      .object({ at: instant, by: z.string().nullable(), version: z.number().int().nullable() })
      .nullable(),
    earlier: z
      .array(
        z.object({
          quote: z.string().nullable(),
          page: z.number().int().nullable(),
          until: instant,
          by: z.string(),
        }),
      )
      .openapi({ description: 'What was relied on before it was revised, oldest first' }),
    linkedBy: z.string().nullable(),
    linkedAt: instant,
    removed: z
      .object({ at: instant, reason: z.string().nullable(), by: z.string().nullable() })
      .nullable(),
  })
  .openapi('Link');

/** A link as the API answers it, from either of its ends. */
export const linkJson = (shown: ShownLink): z.infer<typeof link> => ({
  ...shown,
  entryId: shown.entry.id,
  entryRef: shown.entry.ref,
  versionNumber: shown.version,
});
