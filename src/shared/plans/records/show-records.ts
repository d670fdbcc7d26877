import type { EntityManager } from '#shared/database/open-database.ts';
import { EntryRecord, nameOf, type RecordKind } from '#shared/entities/index.ts';
import { type Moment, saidBy } from '../as-at/moment.ts';
import { type FigureNumber, shownNumber } from './figure-numbers.ts';
import type { RecordContent } from './record-kinds.ts';

/** Who said it, when, and in which words. */
interface Said {
  id: number;
  at: Date;
  by: string | null;
  words: string | null;
}

export type ShownConfirmation = Said & RecordContent<'confirmation'> & { on: string | null };
export type ShownExtension = Said & RecordContent<'extension'>;
export type ShownRecheck = Said & RecordContent<'recheck'> & { on: string | null };
export type ShownAnswer = Said & RecordContent<'answer'>;

/** A success measure with its values, the newest first; small counts of people are not told. */
export interface ShownFigure extends Said {
  name: string;
  unit: string;
  countsPeople: boolean;
  isEnded: boolean;
  baseline: FigureNumber | null;
  target: FigureNumber | null;
  values: (Said & { on: string | null; value: FigureNumber })[];
  /** From baseline to target, in percent; null where it cannot or may not be told. */
  progress: number | null;
}

export interface ShownRecords {
  confirmations: ShownConfirmation[];
  extensions: ShownExtension[];
  rechecks: ShownRecheck[];
  answers: ShownAnswer[];
  figures: ShownFigure[];
}

const said = (record: EntryRecord): Said => ({
  id: record.id,
  at: record.saidAt,
  by: nameOf(record.saidBy),
  words: record.words ?? null,
});

/** How far from baseline to target, where none of the three may be guessed from it. */
function progressOf(
  { baseline, target }: RecordContent<'measure'>,
  newest: number | undefined,
  isToldOf: (value: number | null) => boolean,
): number | null {
  if (target === null || newest === undefined) return null;
  const from = baseline ?? 0;
  if (target === from || ![baseline, target, newest].every(isToldOf)) return null;
  return Math.round(((newest - from) / (target - from)) * 100);
}

function shownFigure(first: EntryRecord, records: EntryRecord[]): ShownFigure {
  const described = records.filter(
    ({ kind, content }) =>
      kind === 'measure' && (content as RecordContent<'measure'>).measureId === first.id,
  );
  const last = described.at(-1) ?? first;
  const measure = last.content as RecordContent<'measure'>;
  const numberOf = ({ content }: EntryRecord) => (content as RecordContent<'figure'>).value;
  const values = records
    .filter(
      ({ kind, content }) =>
        kind === 'figure' && (content as RecordContent<'figure'>).measureId === first.id,
    )
    .sort((a, b) => (b.aboutDay ?? '').localeCompare(a.aboutDay ?? '') || b.id - a.id);
  const shown = (value: number | null) =>
    value === null ? null : shownNumber(value, measure.countsPeople);
  const isToldOf = (value: number | null) => shown(value)?.value !== null || value === null;
  const [newest] = values;
  return {
    ...said(last),
    id: first.id,
    name: measure.name,
    unit: measure.unit,
    countsPeople: measure.countsPeople,
    isEnded: measure.isEnded,
    baseline: shown(measure.baseline),
    target: shown(measure.target),
    values: values.map((record) => ({
      ...said(record),
      on: record.aboutDay ?? null,
      value: shownNumber(numberOf(record), measure.countsPeople),
    })),
    progress: progressOf(measure, newest && numberOf(newest), isToldOf),
  };
}

/** What was recorded of an entry, now or as at a day; of each kind the newest first. */
export async function showRecords(
  em: EntityManager,
  entryId: number,
  moment: Moment | null,
): Promise<ShownRecords> {
  const records = await em.find(
    EntryRecord,
    { entry: entryId, saidAt: saidBy(moment) },
    { populate: ['saidBy'], orderBy: { saidAt: 'asc', id: 'asc' } },
  );
  const newest = (kind: RecordKind) => records.filter((one) => one.kind === kind).reverse();
  const firsts = records.filter(
    ({ kind, content }) =>
      kind === 'measure' && (content as RecordContent<'measure'>).measureId === null,
  );
  return {
    confirmations: newest('confirmation').map((one) => ({
      ...said(one),
      ...(one.content as RecordContent<'confirmation'>),
      on: one.aboutDay ?? null,
    })),
    extensions: newest('extension').map((one) => ({
      ...said(one),
      ...(one.content as RecordContent<'extension'>),
    })),
    rechecks: newest('recheck').map((one) => ({
      ...said(one),
      ...(one.content as RecordContent<'recheck'>),
      on: one.aboutDay ?? null,
    })),
    answers: newest('answer').map((one) => ({
      ...said(one),
      ...(one.content as RecordContent<'answer'>),
    })),
    figures: firsts.map((first) => shownFigure(first, records)),
  };
}
