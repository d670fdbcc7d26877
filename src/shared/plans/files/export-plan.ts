import { stringify } from 'csv-stringify/sync';
import writeXlsx, { type Cell } from 'write-excel-file/node';
import { evidenceWords, Plan } from '#shared/entities/index.ts';
import { NotFound } from '#shared/errors.ts';
import { inWords } from '#shared/london.ts';
import { demonstrationNotice } from '#shared/notices.ts';
import type { Services } from '#shared/services.ts';
import { formulaSafe } from '#shared/text/formula-safe.ts';
import { type EntryRow, planRowOf } from '../as-at/entry-rows.ts';
import { momentOf } from '../as-at/moment.ts';
import { entryField, entryFieldNames, ofEachField } from '../fields/entry-fields.ts';
import { shownEntriesOf } from '../list/show-plan.ts';
import type { ShownEntry } from '../list/shown-entry.ts';
import { headingOf, placeColumns, type SaidBesides } from './plan-columns.ts';

/** The cells of an entry's fields, by their headings. */
function cellsOf(entry: EntryRow): Record<string, string> {
  const cells = ofEachField((name) =>
    entryField(name).write(entry[name] ?? entryField(name).empty),
  );
  // An empty cell would mean the original date.
  if (!entry.dueOn && entry.originalDueOn) cells.dueOn = 'none';
  return Object.fromEntries(entryFieldNames.map((name) => [headingOf(name), cells[name]]));
}

/** Who confirmed, and what they think: "scrutiny: agreed (12 September 2026)". */
export const confirmedByInWords = ({ confirmedBy }: Pick<ShownEntry, 'confirmedBy'>): string =>
  confirmedBy
    .map(({ confirmer, stance, on }) => `${confirmer}: ${stance}${on ? ` (${inWords(on)})` : ''}`)
    .join('; ');

/** What is worked out of an entry, and nobody reads back. */
const besides = (entry: ShownEntry): Record<Exclude<SaidBesides, 'note'>, string> => ({
  extensions: String(entry.extensions),
  brag: entry.colour ?? '',
  confirmedBy: confirmedByInWords(entry),
  evidenceStrength: entry.strength ? evidenceWords[entry.strength] : '',
  challengesNotAnswered: String(entry.unanswered),
  linkedPublications: String(entry.publications),
  newestPublication: entry.newestOn ?? '',
  publicationsNotStandingWell: entry.notStandingWell.join('\n'),
});

/** A plan as rows of cells by their headings. @throws {NotFound} @throws {NotThen} */
async function tableOf(
  services: Pick<Services, 'em' | 'config' | 'clock'>,
  planId: number,
  asAt: string | undefined,
): Promise<Record<string, string>[]> {
  const { em, config, clock } = services;
  const plan = await em.findOne(Plan, planId);
  if (!plan) throw new NotFound('plan', planId);
  const moment = momentOf(asAt, clock());
  const { title } = await planRowOf(em, plan, moment);
  const { rows, shown } = await shownEntriesOf(services, plan, moment);
  const shownBy = new Map(shown.map((one) => [one.id, one]));
  return rows.flatMap((row) => {
    const entry = shownBy.get(row.id);
    if (!entry) return [];
    return {
      [placeColumns.plan]: title,
      [placeColumns.ref]: row.ref,
      [placeColumns.parentRef]: row.parent?.ref ?? '',
      ...cellsOf(row),
      ...besides(entry),
      ...(config.isDemonstration ? { note: demonstrationNotice } : {}),
    };
  });
}

/**
 * A plan with what is linked and said of it as CSV for Excel: cells that look like formulas are
 * defused, and what `importPlan` reads of it is the plan as it is.
 *
 * @param asAt a day as at which it is exported; left out: now
 * @throws {NotFound} @throws {NotThen} before it existed
 */
export async function exportPlanCsv(
  services: Pick<Services, 'em' | 'config' | 'clock'>,
  planId: number,
  asAt?: string,
): Promise<string> {
  const rows = await tableOf(services, planId, asAt);
  return stringify(rows, { header: true, bom: true, cast: { string: formulaSafe } });
}

/** Columns that hold prose are wider, in characters. */
const widthOf = (heading: string) =>
  /recommendation|Measure|Reason|Risk|Owners/.test(heading) ? 50 : 18;

/** The same as an Excel workbook, of text alone: nothing in it is ever a formula. */
export async function exportPlanXlsx(
  services: Pick<Services, 'em' | 'config' | 'clock'>,
  planId: number,
  asAt?: string,
): Promise<Buffer> {
  const rows = await tableOf(services, planId, asAt);
  const headings = Object.keys(rows[0] ?? { [placeColumns.ref]: '' });
  const heading = headings.map((value): Cell => ({ value, type: String, fontWeight: 'bold' }));
  const cells = rows.map((row) =>
    headings.map(
      (name): Cell => (row[name] ? { value: row[name], type: String, wrap: true } : null),
    ),
  );
  const columns = headings.map((name) => ({ width: widthOf(name) }));
  return writeXlsx([heading, ...cells], { columns, stickyRowsCount: 1 }).toBuffer();
}
