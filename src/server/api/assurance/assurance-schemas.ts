import { z } from '@hono/zod-openapi';
import { mentionWays, sourceKinds } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import type { Recall } from '#shared/sources/missed/figures.ts';
import type { MethodStatement } from '#shared/sources/missed/method-statement.ts';
import type { Missed, ShownCompared } from '#shared/sources/missed/show-missed.ts';
import { missReasons, verdicts } from '#shared/sources/missed/words.ts';
import { listOf } from '../shapes.ts';

const text = z.string().nullable();
const share = z.number().min(0).max(1).nullable();
const count = z.number().int();

const named = z.object({ id: count, name: z.string() });

export const mentionSchema = z
  .object({
    id: count.nullable(),
    way: z.enum(mentionWays),
    origin: text,
    title: text,
    url: text,
    publisher: text,
    publishedOn: text,
    reachedOn: z.string(),
    verdict: z.enum(verdicts),
    days: count.nullable().openapi({
      description:
        'Days from when the scan was offered it until it reached the group, or the other way round where it was found after',
    }),
    reason: z.enum(missReasons).nullable(),
    words: z.string(),
    source: named.nullable(),
    publication: z
      .object({ id: count, title: z.string(), standing: z.array(z.string()) })
      .nullable(),
    isDecided: z.boolean(),
    isCounted: z.boolean(),
    whyNot: text,
  })
  .openapi('Mention');

export const mentionJson = (one: ShownCompared): z.infer<typeof mentionSchema> => ({
  id: one.id,
  way: one.way,
  origin: one.origin,
  title: one.title,
  url: one.url,
  publisher: one.publisher,
  publishedOn: one.publishedOn,
  reachedOn: londonDay(one.reachedAt),
  verdict: one.verdict,
  days: one.days,
  reason: one.reason,
  words: one.words,
  source: one.source,
  publication: one.publication && {
    id: one.publication.id,
    title: one.publication.title,
    standing: one.publication.standing.map(({ kind }) => kind),
  },
  isDecided: one.isDecided,
  isCounted: one.isCounted,
  whyNot: one.whyNot,
});

const recallSchema = z
  .object({
    known: count,
    before: count,
    after: count,
    missed: count,
    recall: share.openapi({ description: 'null: too few to say' }),
    low: share,
    high: share,
    inTime: share,
    lead: z.object({ median: count, least: count, most: count, of: count }).nullable(),
    reasons: z.record(z.enum(missReasons), count),
    words: z.string(),
  })
  .openapi('Recall');

const recallJson = (recall: Recall): z.infer<typeof recallSchema> => ({
  known: recall.known,
  before: recall.before,
  after: recall.after,
  missed: recall.missed,
  recall: recall.recall,
  low: recall.low,
  high: recall.high,
  inTime: recall.inTime,
  lead: recall.lead,
  reasons: recall.reasons,
  words: recall.words,
});

/** Of other quarters only what needs no looking up of reasons. */
const quarterSchema = recallSchema.omit({ reasons: true }).extend({ quarter: z.string() });

export const missedSchema = listOf(mentionSchema).extend({
  quarter: z.string(),
  from: z.string(),
  to: z.string(),
  recall: recallSchema,
  quarters: z.array(quarterSchema),
});

export const missedJson = (missed: Missed): z.infer<typeof missedSchema> => ({
  quarter: missed.quarter.quarter,
  from: missed.quarter.startsOn,
  to: missed.quarter.endsOn,
  recall: recallJson(missed.recall),
  quarters: missed.quarters.map(({ quarter, ...recall }) => {
    const { reasons: _, ...rest } = recallJson(recall);
    return { quarter: quarter.quarter, ...rest };
  }),
  total: missed.total,
  page: missed.page,
  size: missed.size,
  items: missed.items.map(mentionJson),
});

export const yieldSchema = z
  .object({
    id: count,
    name: z.string(),
    rank: count,
    isPaused: z.boolean(),
    isEnded: z.boolean(),
    found: count,
    foundInQuarter: count,
    kept: count,
    setAside: count,
    waiting: count,
    onlyIts: count,
    onlyItsKept: count,
    keptShare: share,
    words: z.string(),
  })
  .openapi('SourceYield');

export const statementSchema = z
  .object({
    quarter: z.string(),
    from: z.string(),
    to: z.string(),
    isOver: z.boolean(),
    drawnUpAt: z.string(),
    visits: count,
    failedVisits: count,
    sources: z.array(
      named.extend({
        kind: z.enum(sourceKinds),
        url: z.string(),
        query: text,
        visits: count,
        failed: count,
        found: count,
      }),
    ),
    searches: z.array(z.object({ name: z.string(), words: z.string() })),
    changes: z.array(z.object({ at: z.string(), words: z.string() })),
    dropped: z.array(z.object({ name: z.string(), at: z.string(), words: z.string() })),
    found: z.object({ publications: count, byHand: count, kept: count, keptByHand: count }),
    sifting: z
      .object({ minutes: count, weeks: count })
      .openapi({ description: 'How long sifts took, where somebody noted it; nothing is timed' }),
    recall: recallSchema,
    missed: z.array(mentionSchema),
    yields: z.array(yieldSchema),
  })
  .openapi('MethodStatement');

export const statementJson = (given: MethodStatement): z.infer<typeof statementSchema> => ({
  quarter: given.quarter.quarter,
  from: given.quarter.startsOn,
  to: given.quarter.endsOn,
  isOver: given.isOver,
  drawnUpAt: given.drawnUpAt.toISOString(),
  visits: given.visits,
  failedVisits: given.failedVisits,
  sources: given.sources,
  searches: given.searches,
  changes: given.changes.map(({ at, words }) => ({ at: at.toISOString(), words })),
  dropped: given.dropped.map(({ name, at, words }) => ({ name, at: at.toISOString(), words })),
  found: given.found,
  sifting: given.sifting,
  recall: recallJson(given.recall),
  missed: given.missed.map(mentionJson),
  yields: given.yields,
});
