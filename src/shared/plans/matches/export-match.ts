import { stringify } from 'csv-stringify/sync';
import { demonstrationNotice } from '#shared/notices.ts';
import type { Services } from '#shared/services.ts';
import { formulaSafe } from '#shared/text/formula-safe.ts';
import { excelFile } from '#shared/text/paper/workbook.ts';
import { matchPaper, tableColumns, tableRow } from './match-paper.ts';
import type { MatchView } from './show-match.ts';

/** Characters of the columns, in their order. */
const widths = [10, 70, 18, 24, 60, 50];

const notice = ({ config }: Pick<Services, 'config'>) =>
  config.isDemonstration ? [demonstrationNotice] : [];

/** What stands under a table that is a file: of when it is, and that it is a demonstration. */
const footOf = (services: Pick<Services, 'config'>, match: MatchView) =>
  [`${matchPaper(match).title}. ${matchPaper(match).subtitle}`, ...notice(services)].map((text) => [
    '',
    text,
  ]);

/** The table as CSV for Excel: cells that look like formulas are defused. */
export const matchCsv = (services: Pick<Services, 'config'>, match: MatchView): string =>
  stringify([[...tableColumns], ...match.lines.map(tableRow), ...footOf(services, match)], {
    bom: true,
    cast: { string: formulaSafe },
  });

/** The table as an Excel file. */
export const matchExcel = (
  services: Pick<Services, 'config'>,
  match: MatchView,
): Promise<Uint8Array> =>
  excelFile({
    name: match.title,
    columns: tableColumns.map((text, at) => ({ text, width: widths[at] ?? 20 })),
    rows: [...match.lines.map(tableRow), ...footOf(services, match)],
  });
