import {
  type Answer,
  type AnswerAtThatTime,
  Match,
  MatchLine,
  type MatchState,
  nameOf,
  type SuggestedAnswer,
} from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { entriesOfMatch } from './entries-of-match.ts';
import { changesSince } from './match-changes.ts';

export interface ShownSuggestion extends Omit<SuggestedAnswer, 'entryId'> {
  entry: AnswerAtThatTime;
}

export interface ShownLine {
  id: number;
  number: string;
  text: string;
  /** Entries that may answer it, surest first; empty: nothing answers this. */
  suggested: ShownSuggestion[];
  answer: Answer | null;
  /** Those that were chosen. */
  entries: AnswerAtThatTime[];
  reason: string | null;
  /** Taken over from the run before, and not looked at since. */
  isCarried: boolean;
  answeredBy: string | null;
  answeredAt: Date | null;
  /** What is otherwise than in the run before, each as a sentence. */
  changes: string[];
}

export interface MatchSummary {
  id: number;
  title: string;
  /** Null: all plans. */
  plan: { id: number; title: string } | null;
  state: MatchState;
  /** Why it failed, as a sentence. */
  reason: string | null;
  fileName: string | null;
  isByMeaning: boolean;
  earlierId: number | null;
  createdBy: string | null;
  createdAt: Date;
  comparedAt: Date | null;
  finishedBy: string | null;
  finishedAt: Date | null;
}

export interface MatchView extends MatchSummary {
  lines: ShownLine[];
}

const summaryOf = (match: Match): MatchSummary => ({
  id: match.id,
  title: match.title,
  plan: match.plan ? { id: match.plan.id, title: match.plan.title } : null,
  state: match.state,
  reason: match.reason ?? null,
  fileName: match.fileName ?? null,
  isByMeaning: match.isByMeaning,
  earlierId: match.earlierId ?? null,
  createdBy: nameOf(match.createdBy),
  createdAt: match.createdAt,
  comparedAt: match.comparedAt ?? null,
  finishedBy: nameOf(match.finishedBy),
  finishedAt: match.finishedAt ?? null,
});

const people = ['plan', 'createdBy', 'finishedBy'] as const;

function shownLine(
  line: MatchLine,
  known: ReadonlyMap<number, AnswerAtThatTime>,
  changes: string[],
): ShownLine {
  return {
    id: line.id,
    number: line.number,
    text: line.text,
    suggested: line.suggested.flatMap(({ entryId, ...one }) => {
      const entry = known.get(entryId);
      return entry ? [{ ...one, entry }] : [];
    }),
    answer: line.answer ?? null,
    entries: line.entries.flatMap((id) => known.get(id) ?? []),
    reason: line.reason ?? null,
    isCarried: line.isCarried,
    answeredBy: nameOf(line.answeredBy),
    answeredAt: line.answeredAt ?? null,
    changes,
  };
}

/**
 * Somebody else's list with what may answer each line, what was said of it, and how far along the entries
 * are: as they stand now, or as they stood when it was finished.
 *
 * @throws {NotFound}
 */
export async function showMatch({ em }: Pick<Services, 'em'>, matchId: number): Promise<MatchView> {
  const match = await em.findOne(Match, matchId, { populate: [...people] });
  if (!match) throw new NotFound('match', matchId);
  const lines = await em.find(
    MatchLine,
    { match },
    { populate: ['answeredBy'], orderBy: { position: 'asc' } },
  );
  const now = match.state === 'finished' ? new Map() : await entriesOfMatch(em, lines);
  const earlier = match.earlierId
    ? await em.find(MatchLine, { match: match.earlierId }, { orderBy: { position: 'asc' } })
    : [];
  const before = new Map(earlier.map((line) => [line.position, line]));
  return {
    ...summaryOf(match),
    lines: lines.map((line) => {
      const known = line.atThatTime
        ? new Map(line.atThatTime.map((entry) => [entry.entryId, entry]))
        : now;
      const was = before.get(line.position);
      const changes = was && match.comparedAt ? changesSince(was, line, known) : [];
      return shownLine(line, known, changes);
    }),
  };
}

/** Lists that were compared, newest first. */
export async function listMatches(
  { em }: Pick<Services, 'em'>,
  { page, size }: { page: number; size: number },
): Promise<{ total: number; page: number; size: number; items: MatchSummary[] }> {
  const [rows, total] = await em.findAndCount(
    Match,
    {},
    { populate: [...people], orderBy: { id: 'desc' }, limit: size, offset: (page - 1) * size },
  );
  return { total, page, size, items: rows.map(summaryOf) };
}
