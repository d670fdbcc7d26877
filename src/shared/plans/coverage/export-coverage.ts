import { stringify } from 'csv-stringify/sync';
import { demonstrationNotice } from '#shared/notices.ts';
import type { Services } from '#shared/services.ts';
import { formulaSafe } from '#shared/text/formula-safe.ts';
import { excelFile } from '#shared/text/paper/workbook.ts';
import { coverageGaps, evidenceKinds } from './evidence-kinds.ts';
import type { Coverage, CoverageRow } from './show-coverage.ts';

/** "2, newest 2026-05-07"; empty where there is none. */
const cellInWords = (cell: CoverageRow['cells'][keyof CoverageRow['cells']]) =>
  cell ? `${cell.publications}${cell.newestOn ? `, newest ${cell.newestOn}` : ''}` : '';

const columns = [
  { text: 'Plan', width: 30 },
  { text: 'Entry', width: 12 },
  { text: 'Recommendation or action', width: 60 },
  { text: 'Owner', width: 26 },
  { text: 'Status', width: 14 },
  { text: 'Gaps', width: 40 },
  ...evidenceKinds.map(({ label }) => ({ text: label, width: 22 })),
];

const rowsOf = ({ rows }: Coverage, { config }: Pick<Services, 'config'>): string[][] => [
  ...rows.map((row) => [
    row.plan,
    row.ref,
    row.text,
    row.owner ?? '',
    row.status,
    row.gaps.map((gap) => coverageGaps[gap]).join('; '),
    ...evidenceKinds.map(({ key }) => cellInWords(row.cells[key])),
  ]),
  ...(config.isDemonstration ? [['', '', demonstrationNotice]] : []),
];

/** Coverage as CSV for Excel: cells that look like formulas are defused. */
export const coverageCsv = (services: Pick<Services, 'config'>, coverage: Coverage): string =>
  stringify(
    [
      columns.map(({ text }) => text),
      ...rowsOf(coverage, services).map((cells) => columns.map((_, at) => cells[at] ?? '')),
    ],
    { bom: true, cast: { string: formulaSafe } },
  );

export const coverageExcel = (
  services: Pick<Services, 'config'>,
  coverage: Coverage,
): Promise<Uint8Array> =>
  excelFile({ name: 'Coverage', columns, rows: rowsOf(coverage, services) });
