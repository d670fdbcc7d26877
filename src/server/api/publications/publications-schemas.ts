import { z } from '@hono/zod-openapi';
import { mayShowClasses, publicationStatuses, setAsideReasons } from '#shared/entities/index.ts';
import { voices } from '#shared/text/bearing/find-bearings.ts';
import { link, namedPublication, standing } from '../plans/links-schemas.ts';
import { day, instant, instantOrNull, orNull } from '../shapes.ts';

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
    hasAllWords: z.boolean().openapi({
      description:
        'Whether all the words stand in it. Where fewer than fifty have all, those with some follow; a long publication that has them here and there stands among these',
    }),
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
      allWords: z.number().int().openapi({
        description: 'How many of the publications listed have all the words',
      }),
      isFused: z.literal(true).optional().openapi({
        description: 'Those with some of the words are in the order of words and meaning',
      }),
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
    scope: z
      .object({ since: z.string().nullable(), words: z.array(z.string()) })
      .openapi({ description: 'What since and area were taken to mean' }),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    hits: z.array(hitSchema),
    alike: z.array(hitSchema).nullable().optional().openapi({
      description:
        'Close in meaning, without all the words, found by a language model: at most five, on the first page of words by relevance; left out where EMBEDDER is off. Null: it does not answer just now',
    }),
    isMeaningComing: z.literal(true).optional().openapi({
      description: 'The language model is starting: asked again in a moment, meaning has a say',
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

const fact = z.object({ value: conceptSchema, basis: z.string().nullable() }).nullable();

const suggestionSchema = z.object({
  id: z.number().int(),
  concept: orNull(conceptSchema),
  entry: z
    .object({ id: z.number().int(), ref: z.string(), text: z.string(), status: z.string() })
    .nullable(),
  words: z.array(z.string()),
  strength: z.enum(['strong', 'weak']),
  voices: z.array(z.enum(voices)).openapi({ description: 'What spoke for a plan entry' }),
  score: z
    .number()
    .nullable()
    .openapi({ description: 'How sure it is of a plan entry, from 0 to 1' }),
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
    readAt: instantOrNull,
    withdrawnAt: instantOrNull,
    withdrawnNote: z.string().nullable(),
    goneAt: instantOrNull,
    showsGoneText: z.boolean().openapi({
      description: 'The text of a page that is gone may still be shown: a person decided so',
    }),
    takedown: z
      .object({
        kind: z.enum(['restricted', 'erased']),
        at: instant,
        by: z.string().nullable(),
        reason: z.string(),
      })
      .nullable(),
    mergedInto: orNull(namedPublication).openapi({
      description: 'The publication that stands in its place since they were merged',
    }),
    duplicates: z
      .array(namedPublication.extend({ pairId: z.number().int() }))
      .openapi({ description: 'Probably the same, waiting for a person to say' }),
    status: z.enum(publicationStatuses),
    setAsideReason: z.enum(setAsideReasons).nullable(),
    setAsideNote: z.string().nullable(),
    siftedBy: z.string().nullable(),
    siftedAt: instantOrNull,
    documents: z.array(
      z.object({
        id: z.number().int(),
        title: z.string(),
        url: z.string().nullable(),
        mediaType: z.string(),
        pageCount: z.number().int().nullable(),
        textProblem: z.string().nullable(),
        fetchedAt: instantOrNull,
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
      z.object({
        ...conceptSchema.shape,
        acceptedBy: z.string().nullable(),
        acceptedAt: instant,
      }),
    ),
    suggestions: z.array(suggestionSchema),
    tags: z.array(z.string()),
    assessment: orNull(assessmentSchema),
    links: z.array(link),
    linkCount: z.number().int(),
  })
  .openapi('Publication');
