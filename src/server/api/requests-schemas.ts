import { z } from '@hono/zod-openapi';
import { mayShowClasses, requestKinds, sourceKinds } from '#shared/entities/index.ts';
import { day, instant, instantOrNull } from './shapes.ts';

const factFound = z.object({ concept: z.string(), label: z.string(), basis: z.string() });

const wouldBeStored = z.object({
  title: z.string(),
  url: z.string(),
  publisher: z.string(),
  publishedOn: day,
  publishedOnBasis: z.enum(['source', 'document', 'first-seen']),
  summary: z.string().nullable(),
  type: factFound.nullable(),
  region: factFound.nullable(),
  language: z.string().nullable(),
  documents: z.array(
    z.object({
      title: z.string(),
      mediaType: z.string(),
      pageCount: z.number().int().nullable(),
      words: z.number().int(),
      problem: z.string().nullable(),
    }),
  ),
  problem: z.string().nullable(),
  knownAs: z.object({ id: z.number().int(), title: z.string() }).nullable(),
});

export const requestSchema = z
  .object({
    id: z.number().int(),
    kind: z.enum(requestKinds),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    url: z.string().nullable(),
    fileName: z.string().nullable(),
    requestedAt: instant,
    finishedAt: instantOrNull,
    reason: z.string().nullable().openapi({ description: 'Why it failed, as a sentence' }),
    publicationId: z.number().int().nullable(),
    parts: z
      .array(
        z.object({
          id: z.number().int(),
          state: z.enum(['waiting', 'running', 'done', 'failed']),
          url: z.string().nullable(),
          title: z.string().nullable(),
          reason: z.string().nullable(),
          publicationId: z.number().int().nullable(),
        }),
      )
      .openapi({ description: 'The links of a mail that was added, each a request of its own' }),
    sourceId: z.number().int().nullable(),
    scanId: z.number().int().nullable(),
    proposed: z
      .object({
        kind: z.enum(sourceKinds),
        url: z.string(),
        query: z.string().nullable(),
        name: z.string(),
        publisher: z.string(),
      })
      .nullable()
      .openapi({
        description:
          'What an address that was looked at is as a source: POST /sources registers it',
      }),
    test: z
      .object({
        found: z.string(),
        offered: z.number().int(),
        latest: z.array(
          z.object({ title: z.string(), url: z.string(), publishedOn: day.nullable() }),
        ),
        taken: z
          .array(z.object({ title: z.string(), url: z.string(), publishedOn: day.nullable() }))
          .optional()
          .openapi({ description: 'Links of a listing page that would be taken, at most 100' }),
        everyDays: z.number().nullable(),
        warnings: z.array(z.string()),
        stored: z
          .array(wouldBeStored)
          .optional()
          .openapi({ description: 'What would be stored of the newest; nothing was' }),
        mayShow: z.enum(mayShowClasses),
        licence: z.string().nullable(),
        shown: z.string().openapi({ description: 'What people get to see of it, as sentences' }),
      })
      .nullable()
      .openapi({ description: 'What a test of a source found' }),
  })
  .openapi('Request');
