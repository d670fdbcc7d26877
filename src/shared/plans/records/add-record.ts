import type { EntityManager } from '#shared/database/open-database.ts';
import { personOf } from '#shared/database/person-of.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { EntryRecord, type PlanEntry, type RecordKind } from '#shared/entities/index.ts';
import type { RecordContent } from './record-kinds.ts';

/** Adds a record to an entry, in the transaction of the change. */
export const addRecord = <Kind extends RecordKind>(
  em: EntityManager,
  given: {
    entry: PlanEntry;
    kind: Kind;
    content: RecordContent<Kind>;
    words: string | null;
    aboutDay?: string | null;
    at: Date;
    by: Actor;
  },
): EntryRecord =>
  em.create(EntryRecord, {
    entry: given.entry,
    kind: given.kind,
    content: given.content as Record<string, unknown>,
    words: given.words,
    aboutDay: given.aboutDay ?? null,
    saidAt: given.at,
    saidBy: personOf(em, given.by),
  });
