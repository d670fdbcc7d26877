import { describe, expect, it } from 'vitest';
import { AuditEntry, Link, OutboxRow, PlanEntry } from '#shared/entities/index.ts';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import { noteProgress } from '#shared/plans/entries/note-progress.ts';
import { showEntry } from '#shared/plans/entries/show-entry.ts';
import { suggestedColour } from '#shared/plans/entries/suggested-colour.ts';
import { exportPlanCsv } from '#shared/plans/files/export-plan.ts';
import { loadIllustrativePlan } from '#shared/plans/files/illustrative-plan.ts';
import { importPlan, previewPlanImport } from '#shared/plans/files/import-plan.ts';
import { readPlanFile } from '#shared/plans/files/read-plan-file.ts';
import { changeLink, removeLink, restoreLink } from '#shared/plans/links/change-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { planCoverage } from '#shared/plans/list/plan-coverage.ts';
import { showPlan } from '#shared/plans/list/show-plan.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const themes = {
  concepts: new Map([
    ['missing', { label: 'Missing from home' }],
    ['rhi', { label: 'Return home interviews' }],
  ]),
};
const problems = (csv: string) =>
  readPlanFile(csv, themes).problems.map(({ line, column }) => `${line} ${column ?? ''}`.trim());

describe('a plan file', () => {
  it('may be separated by semicolons, begin with a mark, and write dates the British way', () => {
    const { rows, problems } = readPlanFile(
      '\ufeffref;recommendation;rag;currentDueDate;themes\n1;"Do; it";red;30/09/2026;missing|rhi\n',
      themes,
    );

    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      {
        ref: '1',
        text: 'Do; it',
        values: { rag: 'Red', dueOn: '2026-09-30', themes: ['missing', 'rhi'] },
      },
    ]);
  });

  it.each([
    ['', ['0']],
    ['ref,text\n1,x', ['1']],
    ['ref,recommendation\n', ['2']],
    [
      'ref,recommendation,rag,status,themes,currentDueDate\n,x,Purple,done,zzz,31/02/2026',
      ['2 ref', '2 currentDueDate', '2 rag', '2 status', '2 themes'],
    ],
    ['ref,recommendation\n1,x\n1,y', ['3 ref']],
    ['ref,recommendation,rag\n1,x,Purple\n2,"cut off', ['2 rag', '3']],
    ['ref,recommendation\n1,x,too,many', ['2']],
  ])('tells the mistakes of %j by line', (csv, wanted) => {
    expect(problems(csv)).toEqual(wanted);
  });
});

it.each([
  [{ status: 'complete', dueOn: null, originalDueOn: null }, 'Blue'],
  [{ status: 'in progress', dueOn: '2026-08-31', originalDueOn: '2026-08-31' }, 'Red'],
  [{ status: 'in progress', dueOn: '2027-08-31', originalDueOn: '2026-08-31' }, 'Amber'],
  [{ status: 'not started', dueOn: '2026-10-10', originalDueOn: '2026-10-10' }, 'Amber'],
  [{ status: 'in progress', dueOn: '2027-08-31', originalDueOn: '2027-08-31' }, 'Green'],
  [{ status: 'superseded', dueOn: '2020-01-01', originalDueOn: null }, null],
] as const)('suggests for %j the colour %s', (entry, colour) => {
  expect(suggestedColour(entry, '2026-09-18')).toBe(colour);
});

describe.each(databaseKinds)('plans on %s', (kind) => {
  it('are brought up to date by a file of the same title; nothing is ever deleted', async () => {
    const services = await freshServices(kind);
    const first = 'plan,ref,recommendation,parentRef\nP,1,One,\nP,1.1,Under one,1\nP,2,Two,';
    const second = 'plan,ref,recommendation,status\nP,1,One anew,complete\nP,3,Three,';
    await importPlan(services.fork(), { csv: first, by });

    const preview = await previewPlanImport(services.fork(), { csv: second });
    const { planId } = await importPlan(services.fork(), { csv: second, by });

    expect(preview).toMatchObject({
      unchanged: 0,
      missing: ['1.1', '2'],
      added: [{ ref: '3' }],
      changed: [{ row: { ref: '1' } }],
    });
    const { entries } = await showPlan(services.fork(), { planId });
    expect(entries.map(({ ref, text, parentRef }) => [ref, text, parentRef])).toEqual([
      ['1', 'One anew', null],
      ['1.1', 'Under one', '1'],
      ['2', 'Two', null],
      ['3', 'Three', null],
    ]);
  });

  it.each([
    ['one that is not there', '1,One,9'],
    ['itself', '1,One,1'],
    ['one that belongs to it', '2,Two,3\nP,3,Three,2'],
  ])('let no entry of a file belong to %s', async (_, row) => {
    const services = await freshServices(kind);

    const { problems } = await previewPlanImport(services.fork(), {
      csv: `plan,ref,recommendation,parentRef\nP,${row}`,
    });

    expect(problems[0]).toMatchObject({ line: 2, column: 'parentRef' });
  });

  it('import nothing of a file with a mistake', async () => {
    const services = await freshServices(kind);

    await expect(
      importPlan(services.fork(), { csv: 'plan,ref,recommendation\nP,1,One\nP,1,Again', by }),
    ).rejects.toThrow('Line 3');
    expect(await services.orm.em.fork().count(PlanEntry)).toBe(0);
  });

  it('link a publication with a quotation that really stands there', async () => {
    const services = await freshServices(kind);
    await loadIllustrativePlan(services.fork(), by);
    const em = services.orm.em.fork();
    const entry = await em.findOneOrFail(PlanEntry, { ref: 'ILL-26' });
    const publication = await givenPublication(em, {
      documents: [
        {
          pages: [
            { number: 46, text: 'Nothing.' },
            { number: 47, text: 'Take-up rose “from 46”\nper cent.' },
          ],
        },
      ],
    });
    const given = {
      publicationId: publication.id,
      entryId: entry.id,
      bearing: 'supports' as const,
      rationale: 'It shows how.',
      by,
    };

    await expect(
      linkToEntry(services.fork(), { ...given, quote: 'never said' }),
    ).rejects.toMatchObject({ field: 'quote' });
    await expect(
      linkToEntry(services.fork(), { ...given, quote: 'take-up rose', page: 46 }),
    ).rejects.toMatchObject({ field: 'quote' });
    await expect(linkToEntry(services.fork(), { ...given, rationale: ' ' })).rejects.toMatchObject({
      field: 'rationale',
    });
    const link = await linkToEntry(services.fork(), {
      ...given,
      quote: 'Take-up rose "from 46" per cent',
    });

    expect(link).toMatchObject({ page: 47, version: { number: 1 } });
    const view = await showEntry(services.fork(), entry.id);
    expect(view.links).toMatchObject([{ page: 47, version: 1, hasNewerVersion: false }]);
    expect(view.entry).toMatchObject({ publications: 1, newestOn: '2026-09-07' });
    expect(await services.orm.em.fork().count(OutboxRow, { publicationId: publication.id })).toBe(
      1,
    );
    const { coverage, plan } = await planCoverage(services.fork(), entry.plan.id);
    expect(plan).toMatchObject({ total: 38, withPublications: 1 });
    expect(coverage.themes.find(({ id }) => id === 'rhi')).toMatchObject({ publications: 1 });
  });

  it('keep a removed link as a record, and bring it back', async () => {
    const services = await freshServices(kind);
    await loadIllustrativePlan(services.fork(), by);
    const em = services.orm.em.fork();
    const entry = await em.findOneOrFail(PlanEntry, { ref: 'ILL-01' });
    const publication = await givenPublication(em);
    const { id } = await linkToEntry(services.fork(), {
      publicationId: publication.id,
      entryId: entry.id,
      bearing: 'gap',
      rationale: 'x',
      by,
    });

    await changeLink(services.fork(), { linkId: id, bearing: 'example', by });
    await removeLink(services.fork(), { linkId: id, reason: 'Wrong entry.', by });

    await expect(changeLink(services.fork(), { linkId: id, bearing: 'gap', by })).rejects.toThrow(
      'was removed',
    );
    expect((await showEntry(services.fork(), entry.id)).removedLinks).toMatchObject([
      { bearing: 'example', removed: { reason: 'Wrong entry.' } },
    ]);
    await restoreLink(services.fork(), { linkId: id, by });
    expect(await services.orm.em.fork().findOneOrFail(Link, id)).toMatchObject({ removedAt: null });
    const actions = (
      await services.orm.em
        .fork()
        .find(AuditEntry, { action: { $like: 'link.%' } }, { orderBy: { id: 'asc' } })
    ).map(({ action }) => action);
    expect(actions).toEqual(['link.added', 'link.changed', 'link.removed', 'link.restored']);
  });

  it('let one of two people who change the same entry know', async () => {
    const services = await freshServices(kind);
    await loadIllustrativePlan(services.fork(), by);
    const entry = await services.orm.em.fork().findOneOrFail(PlanEntry, { ref: 'ILL-02' });

    await editEntry(services.fork(), {
      entryId: entry.id,
      revision: entry.revision,
      change: { dueOn: '2027-03-31' },
      dateReason: 'The tender was late.',
      by,
    });

    await expect(
      editEntry(services.fork(), {
        entryId: entry.id,
        revision: entry.revision,
        change: { dueOn: '2027-06-30' },
        by,
      }),
    ).rejects.toMatchObject({ name: 'Conflict' });
    await noteProgress(services.fork(), {
      entryId: entry.id,
      text: 'Contract signed.',
      status: 'complete',
      rag: 'Blue',
      by,
    });
    expect((await showEntry(services.fork(), entry.id)).notes).toMatchObject([
      { text: 'Contract signed.', status: 'complete', rag: 'Blue' },
    ]);
  });

  it('leave as CSV with formulas defused', async () => {
    const services = await freshServices(kind);
    const { planId } = await importPlan(services.fork(), {
      csv: 'plan,ref,recommendation\nP,1,"=HYPERLINK(""http://x"")"',
      by,
    });

    expect(await exportPlanCsv(services.fork(), planId)).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});
