import { z } from '@hono/zod-openapi';
import { answers, matchStates } from '#shared/entities/index.ts';
import type { MatchSummary, MatchView, ShownLine } from '#shared/plans/matches/show-match.ts';
import { voices } from '#shared/text/bearing/find-bearings.ts';

const instant = z.iso.datetime();

const entryThen = z
  .object({
    id: z.number().int(),
    plan: z.string(),
    ref: z.string(),
    text: z.string(),
    status: z.string(),
    rag: z.string().nullable(),
    dueOn: z.string().nullable(),
    publications: z.number().int().openapi({ description: 'Publications linked' }),
    notedOn: z.string().nullable().openapi({ description: 'Day of the last note of progress' }),
  })
  .openapi('MatchedEntry');

const line = z.object({
  id: z.number().int(),
  number: z.string().openapi({ example: '12(b)' }),
  text: z.string(),
  suggested: z
    .array(
      z.object({
        entry: entryThen,
        score: z.number(),
        strength: z.enum(['strong', 'weak']),
        voices: z.array(z.enum(voices)),
        words: z.array(z.string()),
      }),
    )
    .openapi({ description: 'Surest first; empty: nothing answers this' }),
  answer: z.enum(answers).nullable(),
  entries: z.array(entryThen),
  reason: z.string().nullable(),
  isCarried: z.boolean(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  changes: z.array(z.string()),
});

const summary = {
  id: z.number().int(),
  title: z.string(),
  plan: z.object({ id: z.number().int(), title: z.string() }).nullable(),
  state: z.enum(matchStates),
  reason: z.string().nullable(),
  isByMeaning: z.boolean(),
  earlierId: z.number().int().nullable(),
  createdBy: z.string().nullable(),
  createdAt: instant,
  comparedAt: instant.nullable(),
  finishedBy: z.string().nullable(),
  finishedAt: instant.nullable(),
};

export const matchSummary = z.object(summary).openapi('MatchSummary');

export const matchSchema = z.object({ ...summary, lines: z.array(line) }).openapi('Match');

const instantOf = (at: Date | null) => at?.toISOString() ?? null;

export const matchSummaryJson = (match: MatchSummary): z.infer<typeof matchSummary> => ({
  id: match.id,
  title: match.title,
  plan: match.plan,
  state: match.state,
  reason: match.reason,
  isByMeaning: match.isByMeaning,
  earlierId: match.earlierId,
  createdBy: match.createdBy,
  createdAt: match.createdAt.toISOString(),
  comparedAt: instantOf(match.comparedAt),
  finishedBy: match.finishedBy,
  finishedAt: instantOf(match.finishedAt),
});

const entryJson = ({ entryId, ...entry }: ShownLine['entries'][number]) => ({
  id: entryId,
  ...entry,
});

/** A match as programs see it, and the command line. */
export const matchJson = (match: MatchView): z.infer<typeof matchSchema> => ({
  ...matchSummaryJson(match),
  lines: match.lines.map(({ suggested, entries, answeredAt, ...line }) => ({
    ...line,
    suggested: suggested.map(({ entry, ...one }) => ({ ...one, entry: entryJson(entry) })),
    entries: entries.map(entryJson),
    answeredAt: instantOf(answeredAt),
  })),
});
