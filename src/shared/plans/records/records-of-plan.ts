import type { EntityManager } from '#shared/database/open-database.ts';
import { EntryRecord } from '#shared/entities/index.ts';
import type { Moment } from '../as-at/moment.ts';
import { saidBy } from '../as-at/moment.ts';
import { type Confirmer, confirmers, type RecordContent, type Stance } from './record-kinds.ts';

/** What others think of an entry, in one word: the least sure of them counts. */
export type Confirmation = 'agreed' | 'not agreed' | 'not yet asked';

/** What records say of an entry, where it is one line of many. */
export interface RecordedOfEntry {
  /** How often its due date was put off. */
  extensions: number;
  confirmation: Confirmation;
  /** The last word of each body that has said any, in the order of bodies. */
  confirmedBy: { confirmer: Confirmer; stance: Stance; on: string | null }[];
  /** Links whose challenge was answered. */
  answered: number[];
}

export const nothingRecorded: RecordedOfEntry = {
  extensions: 0,
  confirmation: 'not yet asked',
  confirmedBy: [],
  answered: [],
};

function confirmationOf(confirmedBy: RecordedOfEntry['confirmedBy']): Confirmation {
  if (confirmedBy.some(({ stance }) => stance === 'not agreed')) return 'not agreed';
  return confirmedBy.some(({ stance }) => stance === 'agreed') ? 'agreed' : 'not yet asked';
}

type Said = Pick<EntryRecord, 'kind' | 'content' | 'aboutDay'>;

/** What records of one entry come to. @param records in the order in which they were said */
export function recordedOf(records: Said[]): RecordedOfEntry {
  const last = new Map<Confirmer, { stance: Stance; on: string | null }>();
  let extensions = 0;
  const answered: number[] = [];
  for (const { kind, content, aboutDay } of records) {
    if (kind === 'extension' && (content as RecordContent<'extension'>).isLater) extensions += 1;
    if (kind === 'answer') answered.push((content as RecordContent<'answer'>).linkId);
    if (kind === 'confirmation') {
      const { confirmer, stance } = content as RecordContent<'confirmation'>;
      last.set(confirmer, { stance, on: aboutDay ?? null });
    }
  }
  const confirmedBy = confirmers.flatMap((confirmer) => {
    const said = last.get(confirmer);
    return said ? [{ confirmer, ...said }] : [];
  });
  return { extensions, confirmation: confirmationOf(confirmedBy), confirmedBy, answered };
}

/** What records say of each entry of a plan, now or as at a day; entries without any are absent. */
export async function recordsOfEntries(
  em: EntityManager,
  entryIds: number[],
  moment: Moment | null,
): Promise<Map<number, RecordedOfEntry>> {
  const records = await em.find(
    EntryRecord,
    {
      entry: { $in: entryIds },
      kind: { $in: ['extension', 'confirmation', 'answer'] },
      saidAt: saidBy(moment),
    },
    { fields: ['entry', 'kind', 'content', 'aboutDay'], orderBy: { saidAt: 'asc', id: 'asc' } },
  );
  const byEntry = new Map<number, Said[]>();
  for (const record of records) {
    const ofEntry = byEntry.get(record.entry.id) ?? [];
    ofEntry.push(record as Said);
    byEntry.set(record.entry.id, ofEntry);
  }
  return new Map([...byEntry].map(([id, said]) => [id, recordedOf(said)]));
}
