import { z } from '@hono/zod-openapi';
import {
  evidenceStrengths,
  horizons,
  mayShowClasses,
  publicationStatuses,
  requestKinds,
} from '#shared/entities/index.ts';
import { setAsideReasons } from '#shared/judging/sift-publications.ts';
import { link, standing } from './links-schemas.ts';

/** An instant; as JSON an ISO 8601 string. */
export const instant = z.date().openapi({ type: 'string', format: 'date-time' });
const day = z.string().openapi({ format: 'date', example: '2026-09-07' });

export const conceptSchema = z
  .object({ id: z.string(), label: z.string(), facet: z.string() })
  .openapi('Concept');

const found = {
  id: z.number().int(),
  title: z.string(),
  url: z.string().nullable(),
  publisher: z.string(),
  publishedOn: day.nullable().openapi({ description: 'Null when nobody said' }),
  firstSeenOn: day,
  type: z.string().nullable().openapi({ description: 'Concept id of the document type' }),
  region: z.string().nullable().openapi({ description: 'Concept id of the region' }),
  status: z.enum(publicationStatuses),
  summary: z.string().nullable().openapi({ description: 'Null where the licence class is "link"' }),
  mayShow: z.enum(mayShowClasses),
  standing,
  describesAbuse: z.boolean(),
  concepts: z.array(z.string()).openapi({ description: 'Ids of accepted concepts' }),
  tags: z.array(z.string()),
  linkCount: z.number().int(),
};

export const hitSchema = z
  .object({
    ...found,
    titleHtml: z.string().openapi({ description: 'Escaped text and <mark> only' }),
    summaryHtml: z.string().nullable().openapi({
      description: 'The summary, shortened: escaped text and <mark> only',
    }),
    typeLabel: z.string().nullable(),
    regionLabel: z.string().nullable(),
    passages: z.array(
      z.object({
        documentId: z.number().int(),
        page: z.number().int().nullable(),
        html: z.string().openapi({
          description: 'Escaped text and <mark> only; empty where the licence class is "link"',
        }),
      }),
    ),
  })
  .openapi('Hit');

export const similarSchema = z
  .object({ ...found, words: z.array(z.string()).openapi({ description: 'The words they share' }) })
  .openapi('SimilarPublication');

export const answerSchema = z
  .object({
    query: z.object({
      words: z.string(),
      corrected: z.string().nullable(),
      expanded: z.array(
        z.object({
          from: z.string(),
          to: z.array(z.string()),
          olderWording: z.boolean().optional(),
        }),
      ),
      allWords: z.number().int(),
      typed: z
        .object({
          filters: z.record(z.string(), z.array(z.string())),
          excludedFilters: z.record(z.string(), z.array(z.string())),
          before: z.string().nullable(),
          after: z.string().nullable(),
        })
        .optional()
        .openapi({ description: 'Filters typed into q, with the values they were taken to mean' }),
    }),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    hits: z.array(hitSchema),
    alike: z.array(hitSchema).nullable().optional().openapi({
      description:
        'Close in meaning, without all the words, found by a language model: at most five, only where an embedder is set, on the first page of words by relevance. Null: it does not answer just now',
    }),
    facets: z.record(
      z.string(),
      z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() })),
    ),
  })
  .openapi('SearchAnswer');

export const assessmentSchema = z
  .object({
    relevance: z.number().int().nullable(),
    evidenceStrength: z.string().nullable(),
    impact: z.number().int().nullable(),
    horizon: z.string().nullable(),
    meaning: z.string().nullable(),
    by: z.string().nullable(),
    at: instant,
  })
  .openapi('Assessment');

export const assessmentBody = z
  .object({
    relevance: z.number().int().min(0).max(3).nullable().optional(),
    evidenceStrength: z.enum(evidenceStrengths).nullable().optional(),
    impact: z.number().int().min(1).max(5).nullable().optional(),
    horizon: z.enum(horizons).nullable().optional(),
    meaning: z.string().max(300).nullable().optional(),
  })
  .openapi('NewAssessment', { description: 'What is left out stays as it was' });

export const statusBody = z
  .object({
    status: z.enum(publicationStatuses),
    reason: z.enum(setAsideReasons).optional(),
    note: z.string().max(500).optional(),
  })
  .refine(({ status, reason }) => status !== 'set-aside' || reason !== undefined, {
    path: ['reason'],
    message: 'Say why it is set aside',
  })
  .openapi('Verdict');

export const factsBody = z
  .object({
    title: z.string().min(1).max(1000).optional(),
    publisher: z.string().min(1).max(300).optional(),
    publishedOn: day.nullable().optional(),
    type: z.string().nullable().optional(),
    region: z.string().nullable().optional(),
  })
  .openapi('Facts');

const fact = z.object({ value: conceptSchema, basis: z.string().nullable() }).nullable();

const suggestionSchema = z.object({
  id: z.number().int(),
  concept: conceptSchema.nullable(),
  entry: z.object({ id: z.number().int(), ref: z.string(), text: z.string() }).nullable(),
  words: z.array(z.string()),
  strength: z.enum(['strong', 'weak']),
  passage: z.string().nullable(),
  page: z.number().int().nullable(),
});

export const publicationSchema = z
  .object({
    id: z.number().int(),
    title: z.string(),
    url: z.string().nullable(),
    publisher: z.string(),
    publishedOn: day.nullable(),
    publishedOnBasis: z.enum(['source', 'document', 'person']).nullable(),
    firstSeenAt: instant,
    type: fact,
    region: fact,
    language: z.string().nullable(),
    summary: z.string().nullable(),
    source: z.object({ id: z.number().int(), name: z.string(), licence: z.string().nullable() }),
    mayShow: z.enum(mayShowClasses),
    standing,
    isBacklog: z.boolean(),
    describesAbuse: z.boolean(),
    textProblem: z.string().nullable(),
    readAt: instant.nullable(),
    withdrawnAt: instant.nullable(),
    withdrawnNote: z.string().nullable(),
    goneAt: instant.nullable(),
    status: z.enum(publicationStatuses),
    setAsideReason: z.enum(setAsideReasons).nullable(),
    setAsideNote: z.string().nullable(),
    siftedBy: z.string().nullable(),
    siftedAt: instant.nullable(),
    documents: z.array(
      z.object({
        id: z.number().int(),
        title: z.string(),
        url: z.string().nullable(),
        mediaType: z.string(),
        pageCount: z.number().int().nullable(),
        textProblem: z.string().nullable(),
        fetchedAt: instant.nullable(),
        hasText: z.boolean(),
      }),
    ),
    sightings: z.array(
      z.object({
        sourceId: z.number().int(),
        sourceName: z.string(),
        url: z.string(),
        title: z.string(),
        seenAt: instant,
      }),
    ),
    versions: z.array(
      z.object({
        number: z.number().int(),
        readAt: instant,
        httpStatus: z.number().int().nullable(),
        title: z.string(),
        hash: z.string(),
        changeNote: z.string().nullable(),
      }),
    ),
    concepts: z.array(
      conceptSchema.extend({ acceptedBy: z.string().nullable(), acceptedAt: instant }),
    ),
    suggestions: z.array(suggestionSchema),
    tags: z.array(z.string()),
    assessment: assessmentSchema.nullable(),
    links: z.array(link),
    linkCount: z.number().int(),
  })
  .openapi('Publication');

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
    finishedAt: instant.nullable(),
    reason: z.string().nullable().openapi({ description: 'Why it failed, as a sentence' }),
    publicationId: z.number().int().nullable(),
    sourceId: z.number().int().nullable(),
    scanId: z.number().int().nullable(),
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
