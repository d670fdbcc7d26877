import type { PlanEntry, RecordKind } from '#shared/entities/index.ts';
import { EntryRecord, Link } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { changeEntry, type EntryByPerson, type Told } from '../entries/change-entry.ts';
import { isDone } from '../fields/entry-rules.ts';
import { keptBy } from '../fields/kept-by.ts';
import { setFields } from '../fields/set-fields.ts';
import { addRecord } from './add-record.ts';
import { shownNumber } from './figure-numbers.ts';
import { dayRule, type RecordContent, recordRules, wordsRules } from './record-kinds.ts';

type Work = Pick<Services, 'em' | 'clock'>;
type Words = string | null | undefined;

/** What is said of an entry keeps the rules of its kind. @throws {Invalid} naming the field */
function ruled<Kind extends RecordKind>(kind: Kind, content: unknown, words: Words) {
  const read = recordRules[kind].safeParse(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Invalid(issue?.message ?? 'This cannot be used', issue?.path.join('-'));
  }
  return {
    kind,
    content: read.data as RecordContent<Kind>,
    words: keptBy(wordsRules[kind], words ?? '', 'words'),
  };
}

/** A day on which something was so: today where none is given, and never one that is yet to come. */
function dayOf(on: Words, today: string): string {
  if (!on) return today;
  const day = keptBy(dayRule, on, 'on');
  if (day > today) throw new Invalid('This day is yet to come', 'on');
  return day;
}

/** Records what others say of an entry, beside what its owners say. @throws {Invalid} */
export async function confirmEntry(
  services: Work,
  {
    confirmer,
    stance,
    on,
    words: said,
    ...given
  }: EntryByPerson & { confirmer: string; stance: string; on?: Words; words?: Words },
): Promise<void> {
  const { words, ...record } = ruled('confirmation', { confirmer, stance }, said);
  if (!words && stance !== 'not yet asked') throw new Invalid('Write down what they said', 'words');
  await changeEntry(services, given, (em, entry, at): Told => {
    const aboutDay = dayOf(on, londonDay(at));
    addRecord(em, { ...record, words, entry, aboutDay, at, by: given.by });
    return { action: 'entry.confirmed', after: { ...record.content, on: aboutDay, words } };
  });
}

export interface Measure {
  name: string;
  unit?: Words;
  baseline?: number | null | undefined;
  target?: number | null | undefined;
  countsPeople?: boolean | undefined;
  isEnded?: boolean | undefined;
}

async function measureOf(em: Services['em'], entry: PlanEntry, measureId: number) {
  const records = await em.find(
    EntryRecord,
    { entry, kind: 'measure' },
    { orderBy: { id: 'asc' } },
  );
  const ofIt = records.filter(
    ({ id, content }) =>
      id === measureId || (content as RecordContent<'measure'>).measureId === measureId,
  );
  const [first] = ofIt;
  const last = ofIt.at(-1);
  if (first?.id !== measureId || !last) throw new NotFound('figure', measureId);
  return last.content as RecordContent<'measure'>;
}

/** Describes a figure, or describes it anew. @returns its id @throws {Invalid} @throws {NotFound} */
export async function describeFigure(
  services: Work,
  {
    measure,
    measureId = null,
    ...given
  }: EntryByPerson & { measure: Measure; measureId?: number | null },
): Promise<number> {
  const told = (value: number | null) =>
    value === null ? null : shownNumber(value, measure.countsPeople ?? false).words;
  let id = measureId;
  await changeEntry(services, given, async (em, entry, at): Promise<Told> => {
    const was = measureId === null ? null : await measureOf(em, entry, measureId);
    // What is not told exactly cannot be typed again: left out, it stays.
    const { baseline = was?.baseline ?? null, target = was?.target ?? null } = measure;
    const { countsPeople = false, isEnded = false } = measure;
    const content = { name: measure.name, unit: measure.unit ?? '', countsPeople, isEnded };
    const record = ruled('measure', { ...content, baseline, target, measureId }, null);
    const row = addRecord(em, { ...record, entry, at, by: given.by });
    await em.flush();
    id ??= row.id;
    const after = { ...record.content, baseline: told(baseline), target: told(target) };
    return { action: was ? 'entry.figure-changed' : 'entry.figure-added', after };
  });
  return id ?? 0;
}

/** Notes a value of a figure at a day. @throws {Invalid} @throws {NotFound} */
export async function noteFigure(
  services: Work,
  {
    measureId,
    value,
    on,
    words: said,
    ...given
  }: EntryByPerson & { measureId: number; value: number; on?: Words; words?: Words },
): Promise<void> {
  const { words, ...record } = ruled('figure', { measureId, value }, said);
  await changeEntry(services, given, async (em, entry, at): Promise<Told> => {
    const { name, countsPeople, isEnded } = await measureOf(em, entry, measureId);
    if (isEnded) throw new Invalid('This figure is no longer measured', 'value');
    const aboutDay = dayOf(on, londonDay(at));
    addRecord(em, { ...record, words, entry, aboutDay, at, by: given.by });
    const told = shownNumber(value, countsPeople).words;
    return {
      action: 'entry.figure-noted',
      after: { figure: name, value: told, on: aboutDay, words },
    };
  });
}

/** Notes what was found when something embedded was looked at again. @throws {Invalid} */
export async function recheckEntry(
  services: Work,
  {
    madeDifference,
    isKeptUp,
    unintended,
    nextOn,
    on,
    words: said,
    ...given
  }: EntryByPerson & {
    madeDifference: string;
    isKeptUp: string;
    unintended?: Words;
    nextOn?: Words;
    on?: Words;
    words: string;
  },
): Promise<void> {
  const content = {
    madeDifference,
    isKeptUp,
    unintended: unintended ?? '',
    nextOn: nextOn || null,
  };
  const { words, ...record } = ruled('recheck', content, said);
  await changeEntry(services, given, (em, entry, at): Told => {
    if (!isDone(entry))
      throw new Invalid('Only what is complete or embedded is looked at again', 'madeDifference');
    const today = londonDay(at);
    if (nextOn && nextOn <= today) throw new Invalid('Enter a day that is to come', 'nextOn');
    const aboutDay = dayOf(on, today);
    addRecord(em, { ...record, words, entry, aboutDay, at, by: given.by });
    const { before, after } = setFields(entry, { recheckOn: record.content.nextOn });
    return {
      action: 'entry.rechecked',
      before,
      after: { ...after, ...record.content, on: aboutDay, words },
    };
  });
}

/** Notes how what challenges an entry is answered. @throws {Invalid} @throws {NotFound} */
export async function answerChallenge(
  services: Work,
  { linkId, words: said, ...given }: EntryByPerson & { linkId: number; words: string },
): Promise<void> {
  const record = ruled('answer', { linkId }, said);
  await changeEntry(services, given, async (em, entry, at): Promise<Told> => {
    const link = await em.findOne(Link, { id: linkId, entry });
    if (!link) throw new NotFound('link', linkId);
    if (link.bearing !== 'challenges' || link.removedAt)
      throw new Invalid('This publication does not challenge the entry', 'linkId');
    addRecord(em, { ...record, entry, at, by: given.by });
    // The words are about a publication, and go with what is erased of it: only the record has them.
    return { action: 'entry.challenge-answered', after: { link: linkId } };
  });
}
