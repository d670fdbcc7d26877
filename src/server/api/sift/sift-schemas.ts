import { z } from '@hono/zod-openapi';
import { setAsideReasons, siftVerdicts } from '#shared/entities/index.ts';
import { linkShape } from '#shared/plans/links/link-rules.ts';
import { namedPublication } from '../plans/links-schemas.ts';
import { assessmentSchema } from '../publications/publications-schemas.ts';
import { day, instant, instantOrNull, orNull } from '../shapes.ts';

export const putOffSchema = z
  .object({
    week: z.string().openapi({ description: 'It comes back in the next', example: '2026-W38' }),
    why: z.string(),
    by: z.string().nullable(),
    at: instant,
    isBack: z.boolean().openapi({ description: 'That week is over: it is back, and comes first' }),
  })
  .openapi('PutOff');

export const askedSchema = z
  .object({
    to: z.object({ id: z.number().int(), name: z.string() }),
    by: z.string().nullable(),
    at: instant,
    note: z.string().nullable(),
    answer: z.string().nullable(),
    answeredAt: instantOrNull,
  })
  .openapi('Asked', { description: 'Who was asked to look at it, and what they said' });

const stopSchema = z
  .object({
    state: z.enum(['small', 'too-few', 'more', 'enough']),
    more: z.number().int().optional(),
  })
  .openapi('WhenToStop', {
    description:
      'small: all are read. too-few: too few judged to say. more: read so many more, none of them kept, then one is 95% sure that at least 95% of what would be kept was seen. enough: one may stop',
  });

const waiting = z.object({
  id: z.number().int(),
  title: z.string(),
  publisher: z.string(),
  isRandom: z.boolean().openapi({ description: 'One in ten is shown at random' }),
  why: z.object({ likeKept: z.number().int(), words: z.array(z.string()) }),
  later: orNull(putOffSchema),
  asked: orNull(askedSchema),
});

export const siftSchema = z
  .object({
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    learnedFrom: z.number().int().openapi({ description: 'Verdicts that taught the order' }),
    stop: stopSchema,
    counts: z.object({
      waiting: z.number().int(),
      later: z.number().int(),
      assigned: z.number().int(),
      mine: z.number().int(),
    }),
    items: z.array(waiting),
  })
  .openapi('Sift');

const conceptOf = z.object({ id: z.string(), label: z.string(), facet: z.string() });

export const siftItemSchema = waiting
  .extend({
    url: z.string().nullable(),
    publishedOn: z.string().nullable(),
    type: conceptOf.nullable(),
    region: conceptOf.nullable(),
    status: z.string(),
    summary: z.string().nullable().openapi({ description: 'Null where it may not be shown' }),
    textProblem: z.string().nullable(),
    standing: namedPublication.shape.standing,
    passages: z
      .array(
        z.object({
          documentId: z.number().int(),
          documentTitle: z.string(),
          page: z.number().int().nullable(),
          html: z.string().openapi({ description: 'Escaped text and <mark> only' }),
          quote: z.string().nullable().openapi({ description: 'A sentence of it to quote' }),
        }),
      )
      .openapi({ description: 'Those that speak most of what is looked for' }),
    concepts: z.array(conceptOf),
    suggestions: z.array(
      z.object({
        id: z.number().int(),
        concept: conceptOf.nullable(),
        entry: z.object({ id: z.number().int(), ref: z.string(), text: z.string() }).nullable(),
        words: z.array(z.string()),
        strength: z.enum(['strong', 'weak']),
        passage: z.string().nullable(),
        page: z.number().int().nullable(),
      }),
    ),
    assessment: orNull(assessmentSchema),
    links: z.array(
      z.object({
        id: z.number().int(),
        entryId: z.number().int(),
        ref: z.string(),
        bearing: linkShape.shape.bearing,
      }),
    ),
  })
  .openapi('SiftItem');

const keeping = z.object({
  verdict: z.literal('kept'),
  suggestionIds: z.array(z.number().int().positive()).max(200).optional().openapi({
    description: 'Suggested themes to accept',
  }),
  conceptIds: z.array(z.string()).max(200).optional(),
  facts: z
    .object({
      type: z.string().nullable().optional(),
      region: z.string().nullable().optional(),
      publishedOn: day.nullable().optional(),
    })
    .optional(),
  meaning: z.string().max(300).nullable().optional(),
  link: linkShape
    .pick({ entryId: true, bearing: true, quote: true, page: true, documentId: true })
    .extend({
      rationale: z.string().max(2000).nullable().optional().openapi({
        description: 'Left out: what it means here',
      }),
    })
    .nullable()
    .optional(),
});
const settingAside = z.object({
  verdict: z.literal('set-aside'),
  reason: z.enum(setAsideReasons),
  note: z.string().max(500).nullable().optional(),
});
const puttingOff = z.object({
  verdict: z.literal('later'),
  why: z.string().min(1).max(500),
});
const assigning = z.object({
  verdict: z.literal('assigned'),
  to: z.number().int().positive().openapi({ description: 'Id of a person: GET /sift/people' }),
  note: z.string().max(500).nullable().optional(),
});

export const decisionBody = z
  .discriminatedUnion('verdict', [keeping, settingAside, puttingOff, assigning])
  .openapi('SiftDecision');

const ids = {
  publicationIds: z.array(z.number().int().positive()).min(1).max(100),
};
export const decisionsBody = z
  .discriminatedUnion('verdict', [
    z.object({ verdict: z.literal('kept'), ...ids }),
    settingAside.extend(ids),
    puttingOff.extend(ids),
    assigning.extend(ids),
  ])
  .openapi('SiftDecisions');

export const decidedSchema = z
  .object({
    batch: z.string().openapi({ description: 'By which it is undone' }),
    publicationIds: z.array(z.number().int()),
  })
  .openapi('SiftDecided');

export const stepSchema = z
  .object({
    batch: z.string(),
    verdict: z.enum(siftVerdicts),
    by: z.string().nullable(),
    at: instant,
    publications: z.array(namedPublication),
  })
  .openapi('SiftStep');

const criteria = z.object({ text: z.string(), by: z.string().nullable(), at: instant });
export const criteriaSchema = z
  .object({
    text: z.string().nullable(),
    history: z.array(criteria).openapi({ description: 'All wordings, the latest first' }),
  })
  .openapi('SiftCriteria');

export const minutesSchema = z
  .object({
    id: z.number().int(),
    week: z.string().openapi({ example: '2026-W38' }),
    minutes: z.number().int(),
    by: z.string().nullable(),
    at: instant,
  })
  .openapi('SiftMinutes', { description: 'As somebody noted it: nothing is timed' });
