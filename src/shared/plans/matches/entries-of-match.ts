import {
  type AnswerAtThatTime,
  type MatchLine,
  Plan,
  PlanEntry,
  ProgressNote,
} from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { evidenceOfPlan } from '../links/link-counts.ts';

/** Entries that lines name, suggested or chosen, as they stand now, by id. */
export async function entriesOfMatch(
  em: Services['em'],
  lines: readonly Pick<MatchLine, 'entries' | 'suggested'>[],
): Promise<Map<number, AnswerAtThatTime>> {
  const ids = [
    ...new Set(
      lines.flatMap(({ entries, suggested }) => [
        ...entries,
        ...suggested.map(({ entryId }) => entryId),
      ]),
    ),
  ];
  const entries = await em.find(PlanEntry, { id: { $in: ids } }, { populate: ['plan'] });
  const notes = await em.find(
    ProgressNote,
    { entry: { $in: ids } },
    { fields: ['entry', 'notedAt'], orderBy: { notedAt: 'asc', id: 'asc' } },
  );
  const notedOn = new Map(notes.map(({ entry, notedAt }) => [entry.id, londonDay(notedAt)]));
  const publications = new Map<number, number>();
  for (const plan of await em.find(Plan, {
    id: { $in: [...new Set(entries.map((e) => e.plan.id))] },
  })) {
    for (const [id, evidence] of await evidenceOfPlan(em, plan))
      publications.set(id, evidence.publications);
  }
  return new Map(
    entries.map((entry) => [
      entry.id,
      {
        entryId: entry.id,
        plan: entry.plan.title,
        ref: entry.ref,
        text: entry.text,
        status: entry.status,
        rag: entry.rag ?? null,
        dueOn: entry.dueOn ?? null,
        publications: publications.get(entry.id) ?? 0,
        notedOn: notedOn.get(entry.id) ?? null,
      },
    ]),
  );
}
