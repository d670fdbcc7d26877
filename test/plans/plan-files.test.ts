import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlanEntry } from '#shared/entities/index.ts';
import { importPlan, previewPlanImport } from '#shared/plans/files/import-plan.ts';
import { readPlanFile } from '#shared/plans/files/read-plan-file.ts';
import { textOfPlanFile } from '#shared/plans/files/text-of-plan-file.ts';
import { runCommand } from '../support/command-line.ts';
import { temporaryFolder } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const cases = path.resolve('../shared/cases/csv');
const folder = existsSync(cases) ? cases : path.resolve('../../shared/cases/csv');
const isThere = existsSync(folder);
const by = { userId: null, name: 'test' };
const known = { concepts: new Map([['rhi', { label: 'Return home interviews' }]]) };
const read = (csv: string) => readPlanFile(csv, known);
const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));

/** A small plan, as a file of the page's form. */
function upload(bytes: Uint8Array, title = ''): FormData {
  const form = new FormData();
  form.append('file', new File([bytes.slice().buffer], 'plan.csv', { type: 'text/csv' }));
  form.append('title', title);
  return form;
}

describe.skipIf(!isThere)('the cases of plan files (skipped where they are not there)', () => {
  const bytesOfCase = (name: string) => new Uint8Array(readFileSync(path.join(folder, name)));

  it('have one entry where the other rows are commas', () => {
    const { rows, problems } = read(textOfPlanFile(bytesOfCase('blank-rows.csv')));

    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      { ref: 'R1', text: 'Do it', values: { dueOn: '2026-09-30', rag: 'Amber' } },
    ]);
  });

  it('tell a date of the other side of the ocean by line and column', () => {
    const { problems } = read(textOfPlanFile(bytesOfCase('us-date.csv')));

    expect(problems).toMatchObject([
      { line: 2, column: 'originalDueDate', message: expect.stringContaining('05/13/2026') },
    ]);
  });

  it('are stored as written from Windows-1252, by page, API and command', async () => {
    const { services, as } = await freshApp();
    const person = await as('coordinator');
    const bytes = bytesOfCase('windows-1252.csv');
    const stored = async () =>
      (await services.orm.em.fork().find(PlanEntry, {})).map(({ text }) => text);

    const preview = await (await person.post('/plans/import', upload(bytes, 'By page'))).text();
    expect(preview).toContain('Siân’s café');
    const csv = textOfPlanFile(bytes);
    await person.post('/plans/import/confirm', { csv, title: 'By page' });
    await person.api(
      'POST',
      '/plans?title=By%20API',
      new Blob([bytes.slice().buffer], { type: 'text/csv' }),
    );

    const [text = '', byApi] = await stored();
    expect(byApi).toBe(text);
    expect(text).toContain('The board’s review');
    expect(text).toContain('“return interviews”');
    expect(text).toContain('£40 and Siân’s café group met');
    expect(text).not.toContain('\ufffd');
  });

  it('are read by the command in the same way', { timeout: 240_000 }, async () => {
    const settings = { DATA_DIR: temporaryFolder() };

    const imported = await runCommand(
      ['plan', 'import', path.join(folder, 'windows-1252.csv'), '--json'],
      settings,
    );
    const refused = await runCommand(
      ['plan', 'import', path.join(folder, 'us-date.csv')],
      settings,
    );

    expect(JSON.parse(imported.stdout)).toMatchObject({ added: 1 });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('line 2, originalDueDate: “05/13/2026”');
  });
});

describe('a plan as spreadsheets write it', () => {
  const row = { ref: 'R1', text: 'Do it', values: { ownerAgency: 'Police', dueOn: '2026-09-30' } };

  it.each<[string, string]>([
    [
      'with headings in any case and order',
      'CurrentDueDate,REF,Recommendation,OWNERAGENCY\n30/09/2026,R1,Do it,Police',
    ],
    [
      'with spaces and hyphens in headings',
      'ref , recommendation,owner agency,current-due-date\nR1,Do it,Police,30-Sep-26',
    ],
    [
      'with spaces that do not break',
      '\u00a0ref\u00a0,recommendation,owner\u00a0agency,current\u00a0due\u00a0date\nR1,\u00a0Do it\u00a0,Police,30\u00a0September\u00a02026',
    ],
    [
      'with headings as pages call them',
      'Reference,Recommendation or action,Owner,Due date\nR1,Do it,Police,2026-09-30',
    ],
    [
      'with sep=',
      'sep=;\nref;recommendation;ownerAgency;currentDueDate\nR1;Do it;Police;30/09/2026',
    ],
    [
      'with a mark and sep= in quotes',
      '\ufeff"sep=\t"\r\nref\trecommendation\townerAgency\tcurrentDueDate\r\nR1\tDo it\tPolice\t30/09/2026\r\n',
    ],
    [
      'with tabs',
      'ref\trecommendation\townerAgency\tcurrentDueDate\nR1\tDo it\tPolice\t30/09/2026',
    ],
    [
      'with line ends of old Macs',
      'ref,recommendation,ownerAgency,currentDueDate\rR1,Do it,Police,30/09/2026\r',
    ],
    [
      'with rows of commas',
      'ref,recommendation,ownerAgency,currentDueDate\n,,,\nR1,Do it,Police,30/09/2026\n,,,\n , ,\t,\n',
    ],
    [
      'with empty columns behind',
      'ref,recommendation,ownerAgency,currentDueDate,,,\nR1,Do it,Police,30/09/2026,,,,,',
    ],
    [
      'with cells left out behind',
      'ref,recommendation,ownerAgency,currentDueDate,rag,status\nR1,Do it,Police,30/09/2026\n',
    ],
    [
      'with a title above the heading',
      'Our action plan,,,\n,,,\nref,recommendation,ownerAgency,currentDueDate\nR1,Do it,Police,30/09/2026',
    ],
    [
      'with columns of its own',
      'ref,recommendation,ownerAgency,currentDueDate,Comment\nR1,Do it,Police,30/09/2026,"a, b"',
    ],
    [
      'with everything in quotes',
      '"ref","recommendation","ownerAgency","currentDueDate"\n"R1","Do it","Police","30/09/2026"',
    ],
  ])('is read %s', (_, csv) => {
    const { rows, problems } = read(csv);

    expect(problems).toEqual([]);
    expect(rows).toMatchObject([row]);
  });

  it('keeps quotation marks that stand inside a cell', () => {
    const { rows, problems } = read(
      'ref,recommendation\nR1,Call it "safe" or not\nR2,"The ""safe"" one"\nR3,"Safe" is a word\nR4,A 5" screen',
    );

    expect(problems).toEqual([]);
    expect(rows.map(({ text }) => text)).toEqual([
      'Call it "safe" or not',
      'The "safe" one',
      '"Safe" is a word',
      'A 5" screen',
    ]);
  });

  it('tells the line on which a row begins, whatever stands in cells before', () => {
    const { problems } = read(
      'ref,recommendation,rag\nR1,"One\r\ntwo\r\nthree",Red\n,,\nR2,Do it,Purple\n',
    );

    expect(problems).toMatchObject([{ line: 6, column: 'rag' }]);
  });

  it.each<[string, string, object]>([
    [
      'two columns of one name',
      'ref,recommendation,RAG,rag\nR1,x,Red,Blue\n',
      { line: 1, column: 'rag' },
    ],
    [
      'signs that were lost before',
      'ref,recommendation\nR1,The board\ufffds\n',
      { line: 2, column: 'recommendation' },
    ],
    [
      'a quotation mark that is never closed',
      'ref,recommendation\nR1,x\nR2,"open\nR3,y\n',
      { line: 3 },
    ],
    ['a cell without a column', 'ref,recommendation\nR1,x, y and z\n', { line: 2 }],
    [
      'Excel’s numbers for dates',
      'ref,recommendation,currentDueDate\nR1,x,46295\n',
      { line: 2, column: 'currentDueDate' },
    ],
  ])('is refused with its line for %s', (_, csv, problem) => {
    expect(read(csv).problems).toMatchObject([problem]);
  });

  it.each<[string, Uint8Array, string]>([
    [
      'an Excel workbook',
      bytesOf('PK\x03\x04\x14\0\x06\0 xl/workbook.xml', 'latin1'),
      'an Excel workbook',
    ],
    [
      'a Numbers document',
      bytesOf('PK\x03\x04\x14\0\x06\0 Index/Document.iwa', 'latin1'),
      'a Numbers document',
    ],
    [
      'an OpenDocument spreadsheet',
      bytesOf('PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'latin1'),
      'an OpenDocument spreadsheet',
    ],
    [
      'an old Excel file',
      bytesOf('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      'an old Excel or Word file',
    ],
    [
      'a web page',
      bytesOf('\ufeff<!DOCTYPE html><html><table><tr><td>ref</td></tr></table>'),
      'a web page',
    ],
    [
      'a web page in UTF-16',
      bytesOf('\ufeff<html><body>Sign in</body></html>', 'utf16le'),
      'a web page',
    ],
    ['a PDF', bytesOf('%PDF-1.7'), 'a PDF'],
  ])('says in a sentence when the file is really %s', async (_, bytes, name) => {
    const { as } = await freshApp();
    const person = await as('coordinator');

    const answer = await person.post('/plans/import', upload(bytes));

    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`The file is ${name}, whatever its name says.`);
  });

  it('is imported from UTF-16 by the page, and in any encoding by the API', async () => {
    const { as } = await freshApp();
    const person = await as('coordinator');
    const csv = 'plan,ref,recommendation\nP,1,The board’s review\n';

    const preview = await person.post('/plans/import', upload(bytesOf(`\ufeff${csv}`, 'utf16le')));
    const answer = await person.api('POST', '/plans', { csv });

    expect(await preview.text()).toContain('The board’s review');
    expect(answer.status).toBe(201);
    const refused = await person.api('POST', '/plans', { csv: csv.replace('’', '\ufffd') });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('Line 2') });
  });
});

it('leaves alone what the file has no column for, and empties what it has', async () => {
  const services = await freshServices('sqlite');
  const first =
    'plan,ref,recommendation,ownerAgency,leadRole,status,rag,originalDueDate,themes\n' +
    'P,1,One,Police,Head,complete,Blue,30/09/2026,rhi\nP,1.1,Under,,,,,,\n';
  await importPlan(services.fork(), { csv: first, by });

  const preview = await previewPlanImport(services.fork(), {
    csv: 'plan,ref,recommendation,leadRole,parentRef,Notes\nP,1,One,,,x\nP,2,Two,Head,1.1,y\n',
  });
  await importPlan(services.fork(), {
    csv: 'plan,ref,recommendation,leadRole,parentRef\nP,1,One,,\nP,2,Two,Head,1.1\n',
    by,
  });

  expect(preview).toMatchObject({
    problems: [],
    changed: [{ row: { ref: '1' }, fields: ['lead role'] }],
    unread: ['Notes'],
  });
  const em = services.orm.em.fork();
  expect(await em.findOneOrFail(PlanEntry, { ref: '1' })).toMatchObject({
    ownerAgency: 'Police',
    leadRole: null,
    status: 'complete',
    rag: 'Blue',
    dueOn: '2026-09-30',
    themes: ['rhi'],
  });
  const two = await em.findOneOrFail(PlanEntry, { ref: '2' }, { populate: ['parent'] });
  expect(two.parent?.ref).toBe('1.1');
});

it('finds nothing to change in the sample that it was loaded from', async () => {
  const services = await freshServices('sqlite');
  const csv = textOfPlanFile(new Uint8Array(readFileSync('src/shared/data/illustrative-plan.csv')));
  await importPlan(services.fork(), { csv, by });

  const again = await previewPlanImport(services.fork(), { csv });

  expect(again).toMatchObject({ unchanged: 38, changed: [], added: [], unread: [] });
});
