import { describe, expect, it } from 'vitest';
import { AuditEntry } from '#shared/entities/index.ts';
import { londonInstant } from '#shared/london.ts';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import { extendEntry } from '#shared/plans/entries/extend-entry.ts';
import { noteProgress } from '#shared/plans/entries/note-progress.ts';
import { showEntry } from '#shared/plans/entries/show-entry.ts';
import { importPlan } from '#shared/plans/files/import-plan.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { outstandingInWords } from '#shared/plans/list/outstanding.ts';
import { showPlan } from '#shared/plans/list/show-plan.ts';
import {
  answerChallenge,
  confirmEntry,
  describeFigure,
  noteFigure,
  recheckEntry,
} from '#shared/plans/records/say-of-entry.ts';
import { retireEntry } from '#shared/plans/structure/retire-entry.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const today = '2026-09-10';
const clock = () => londonInstant(today, '10:00');

describe.each(databaseKinds)('an entry on %s', (kind) => {
  const entryOf = async (given: object = {}) => {
    const services = await freshServices(kind, { clock });
    const entry = await givenPlanEntry(services.orm.em.fork(), given);
    const planId = entry.plan.id;
    const ref = { entryId: entry.id, by };
    const view = () => showEntry(services.fork(), entry.id);
    const plan = () => showPlan(services.fork(), { planId });
    return { services, entry, ref, view, plan };
  };

  it('says nothing of any of the three before anybody did', async () => {
    const services = await freshServices(kind, { clock });
    const { planId } = await importPlan(services.fork(), {
      csv: 'plan,ref,recommendation\nP,1,One',
      by,
    });

    const { entries } = await showPlan(services.fork(), { planId });

    expect(entries).toMatchObject([
      { status: 'not said yet', confirmation: 'not yet asked', confirmedBy: [], strength: null },
    ]);
  });

  it('is complete by its owners and not agreed by others at once, and each keeps its history', async () => {
    const { services, ref, view, plan } = await entryOf();

    await noteProgress(services.fork(), { ...ref, text: 'Done.', status: 'complete' });
    await confirmEntry(services.fork(), {
      ...ref,
      confirmer: 'scrutiny',
      stance: 'not agreed',
      words: 'No.',
    });
    await confirmEntry(services.fork(), {
      ...ref,
      confirmer: 'audit',
      stance: 'agreed',
      words: 'Yes.',
      on: '2026-09-01',
    });
    const before = await plan();
    await confirmEntry(services.fork(), {
      ...ref,
      confirmer: 'scrutiny',
      stance: 'agreed',
      words: 'Now.',
    });

    expect(before.entries).toMatchObject([{ status: 'complete', confirmation: 'not agreed' }]);
    expect(before.outstanding).toMatchObject({ done: 1, agreed: 0 });
    expect((await plan()).outstanding).toMatchObject({ done: 1, agreed: 1 });
    const { entry, records } = await view();
    expect(entry.confirmedBy).toEqual([
      { confirmer: 'scrutiny', stance: 'agreed', on: today },
      { confirmer: 'audit', stance: 'agreed', on: '2026-09-01' },
    ]);
    expect(records.confirmations.map(({ words }) => words)).toEqual(['Now.', 'Yes.', 'No.']);
    await expect(
      confirmEntry(services.fork(), { ...ref, confirmer: 'audit', stance: 'agreed' }),
    ).rejects.toMatchObject({ field: 'words' });
    await expect(
      confirmEntry(services.fork(), {
        ...ref,
        confirmer: 'audit',
        stance: 'not yet asked',
        on: '2026-09-11',
      }),
    ).rejects.toMatchObject({ field: 'on' });
  });

  it('keeps the original date beside the present one, and counts extensions, each with its reason', async () => {
    const { services, ref, view } = await entryOf({
      dueOn: '2026-09-30',
      originalDueOn: '2026-09-30',
    });

    await expect(
      editEntry(services.fork(), { ...ref, change: { dueOn: '2026-12-31' } }),
    ).rejects.toMatchObject({ field: 'dateReason' });
    await extendEntry(services.fork(), { ...ref, dueOn: '2026-12-31', reason: 'One.' });
    await editEntry(services.fork(), {
      ...ref,
      change: { dueOn: '2027-03-31' },
      dateReason: 'Two.',
    });
    await editEntry(services.fork(), { ...ref, change: { dueOn: '2027-02-28' } });

    const { entry, records } = await view();
    expect(entry).toMatchObject({
      originalDueOn: '2026-09-30',
      dueOn: '2027-02-28',
      extensions: 2,
    });
    expect(records.extensions.map(({ words, isLater }) => [words, isLater])).toEqual([
      [null, false],
      ['Two.', true],
      ['One.', true],
    ]);
    await expect(
      extendEntry(services.fork(), { ...ref, dueOn: '2027-01-01', reason: 'x' }),
    ).rejects.toMatchObject({ field: 'dueOn' });
  });

  it('counts a date that a file moves as an extension too', async () => {
    const services = await freshServices(kind, { clock });
    const csv = (due: string) => `plan,ref,recommendation,currentDueDate\nP,1,One,${due}`;
    const { planId } = await importPlan(services.fork(), { csv: csv('2026-09-30'), by });
    await importPlan(services.fork(), { csv: csv('2026-12-31'), by });

    const { entries } = await showPlan(services.fork(), { planId });

    expect(entries).toMatchObject([
      { originalDueOn: '2026-09-30', dueOn: '2026-12-31', extensions: 1 },
    ]);
  });

  it('is outstanding still when its date was put off, and not when it is done', async () => {
    const { services, ref, plan } = await entryOf({
      dueOn: '2026-08-31',
      originalDueOn: '2026-08-31',
    });
    const overdue = outstandingInWords((await plan()).outstanding);
    await extendEntry(services.fork(), { ...ref, dueOn: '2026-12-31', reason: 'Late.' });
    const extended = outstandingInWords((await plan()).outstanding);
    await noteProgress(services.fork(), { ...ref, text: 'Done.', status: 'complete' });
    const done = outstandingInWords((await plan()).outstanding);

    expect(overdue).toBe('1 entry past the date that holds now.');
    expect(extended).toContain(
      '1 entry not done by the original date, and within an extension of it',
    );
    expect(extended).not.toContain('Nothing is outstanding');
    expect(done).toBe('Nothing is outstanding.');
  });

  it('has the colour of the rule, unless a person sets another and says why', async () => {
    const { services, ref, view } = await entryOf({
      dueOn: '2026-08-31',
      originalDueOn: '2026-08-31',
    });
    const note = { ...ref, text: 'It goes on.' };

    expect((await view()).entry).toMatchObject({ colour: 'Red', isColourSet: false });
    await expect(noteProgress(services.fork(), { ...note, rag: 'Green' })).rejects.toMatchObject({
      field: 'ragReason',
    });
    await noteProgress(services.fork(), { ...note, rag: 'Red' });
    expect((await view()).entry).toMatchObject({ colour: 'Red', isColourSet: false });
    await noteProgress(services.fork(), { ...note, rag: 'Amber', ragReason: 'Signed next week.' });
    expect((await view()).entry).toMatchObject({
      colour: 'Amber',
      isColourSet: true,
      suggestedRag: 'Red',
      ragReason: 'Signed next week.',
    });
    await noteProgress(services.fork(), { ...note, status: 'complete' });
    expect((await view()).entry).toMatchObject({
      colour: 'Blue',
      isColourSet: false,
      ragReason: null,
    });
  });

  it.each(['superseded', 'not accepted', 'cannot be done here'] as const)(
    'is not closed as “%s” without the risk that stays',
    async (status) => {
      const { services, ref, view } = await entryOf();
      const note = { ...ref, text: 'Closed.', status };

      await expect(noteProgress(services.fork(), note)).rejects.toMatchObject({
        field: 'unmetRisk',
      });
      await expect(
        editEntry(services.fork(), { ...ref, change: { status } }),
      ).rejects.toMatchObject({ field: 'unmetRisk' });
      await noteProgress(services.fork(), { ...note, unmetRisk: 'Nobody asks at night.' });

      expect((await view()).entry).toMatchObject({
        status,
        unmetRisk: 'Nobody asks at night.',
        colour: null,
      });
    },
  );

  it('is not retired undone without the risk that stays, and is when it was done', async () => {
    const { services, ref, plan } = await entryOf();
    const done = await givenPlanEntry(services.orm.em.fork(), { status: 'complete' });

    await expect(
      retireEntry(services.fork(), { ...ref, reason: 'No money.' }),
    ).rejects.toMatchObject({ field: 'unmetRisk' });
    await retireEntry(services.fork(), { ...ref, reason: 'No money.', unmetRisk: 'It goes on.' });
    await retireEntry(services.fork(), { entryId: done.id, reason: 'Long done.', by });

    expect(await plan()).toMatchObject({ total: 0, retired: 1, entries: [] });
  });

  it('waits for somebody with what, who and since when, until it waits no more', async () => {
    const { services, ref, view } = await entryOf();
    const note = { ...ref, text: 'It waits.', status: 'waits for somebody else' as const };

    await expect(noteProgress(services.fork(), note)).rejects.toMatchObject({ field: 'waitsFor' });
    await noteProgress(services.fork(), {
      ...note,
      waitsFor: 'The standards',
      waitsOn: 'The department',
    });
    expect((await view()).entry).toMatchObject({ waitsSince: today, colour: null });
    await noteProgress(services.fork(), { ...ref, text: 'They came.', status: 'in progress' });

    expect((await view()).entry).toMatchObject({ waitsFor: null, waitsOn: null, waitsSince: null });
  });

  it('shows each owner’s part, and what each said of it, beside the whole', async () => {
    const { services, ref, view } = await entryOf({
      ownerAgency: 'Police',
      parts: ['Marlby College: teach', 'ICB'],
    });

    await noteProgress(services.fork(), {
      ...ref,
      text: 'Taught.',
      status: 'complete',
      owner: 'Marlby College',
    });

    expect((await view()).parts.map(({ owner, part, status }) => [owner, part, status])).toEqual([
      ['Police', '', null],
      ['Marlby College', 'teach', 'complete'],
      ['ICB', '', null],
    ]);
    expect((await view()).entry.status).toBe('in progress');
    await expect(
      noteProgress(services.fork(), { ...ref, text: 'x', owner: 'Somebody' }),
    ).rejects.toMatchObject({ field: 'owner' });
  });

  it('is looked at again six months after it was embedded, due like any date', async () => {
    const { services, ref, view, plan } = await entryOf({ status: 'complete' });
    await expect(
      recheckEntry(services.fork(), {
        entryId: (await givenPlanEntry(services.orm.em.fork())).id,
        madeDifference: 'yes',
        isKeptUp: 'yes',
        words: 'x',
        by,
      }),
    ).rejects.toMatchObject({ name: 'Invalid' });

    await noteProgress(services.fork(), { ...ref, text: 'Embedded.', status: 'embedded' });
    expect((await view()).entry).toMatchObject({ recheckOn: '2027-03-10', isRecheckDue: false });
    await editEntry(services.fork(), { ...ref, change: { recheckOn: '2026-09-01' } });
    expect(outstandingInWords((await plan()).outstanding)).toContain(
      '1 entry due to be re-checked',
    );
    await recheckEntry(services.fork(), {
      ...ref,
      madeDifference: 'in part',
      isKeptUp: 'no',
      unintended: 'Queues.',
      nextOn: '2027-09-01',
      words: 'Asked ten.',
    });

    const { entry, records } = await view();
    expect(entry).toMatchObject({ recheckOn: '2027-09-01', isRecheckDue: false });
    expect(records.rechecks).toMatchObject([
      { madeDifference: 'in part', isKeptUp: 'no', unintended: 'Queues.', on: today },
    ]);
  });

  it('says how strong the evidence is, and which challenges nobody has answered', async () => {
    const { services, ref, view } = await entryOf();
    const publication = await givenPublication(services.orm.em.fork());
    const given = { publicationId: publication.id, rationale: 'So.', ...ref };
    const link = await linkToEntry(services.fork(), { ...given, bearing: 'challenges' });
    const other = await linkToEntry(services.fork(), { ...given, bearing: 'supports' });

    expect((await view()).entry).toMatchObject({ challenges: 1, unanswered: 1 });
    await answerChallenge(services.fork(), { ...ref, linkId: link.id, words: 'We train others.' });

    expect((await view()).entry).toMatchObject({ challenges: 1, unanswered: 0 });
    await expect(
      answerChallenge(services.fork(), { ...ref, linkId: other.id, words: 'x' }),
    ).rejects.toMatchObject({ name: 'Invalid' });
  });

  it('is measured by figures from baseline to target, and tells no small count of people anywhere', async () => {
    const { services, ref, view } = await entryOf();
    const measure = { name: 'Staff trained', unit: 'people', baseline: 40, target: 300 };
    const staff = await describeFigure(services.fork(), {
      ...ref,
      measure: { ...measure, countsPeople: true },
    });
    const calls = await describeFigure(services.fork(), { ...ref, measure: { name: 'Calls' } });
    await noteFigure(services.fork(), { ...ref, measureId: staff, value: 7, on: '2026-08-01' });
    await noteFigure(services.fork(), { ...ref, measureId: calls, value: 7 });
    const few = (await view()).records.figures;
    await noteFigure(services.fork(), { ...ref, measureId: staff, value: 220, on: '2026-09-01' });

    expect(few[0]).toMatchObject({
      values: [{ value: { value: null, words: 'fewer than 10' } }],
      progress: null,
    });
    expect(few[1]).toMatchObject({ values: [{ value: { value: 7, words: '7' } }] });
    const [figure] = (await view()).records.figures;
    expect(figure).toMatchObject({ progress: 69, target: { value: 300 } });
    expect(figure?.values.map(({ on, value }) => [on, value.words])).toEqual([
      ['2026-09-01', '220'],
      ['2026-08-01', 'fewer than 10'],
    ]);
    const audited = JSON.stringify(
      await services.orm.em.fork().find(AuditEntry, { action: 'entry.figure-noted' }),
    );
    expect(audited).toContain('fewer than 10');
    expect(audited).not.toContain('"value":7');
  });
});

describe('the list of a plan', () => {
  it('is narrowed and ordered by its address, on the page and by the API', async () => {
    const { services, as } = await freshApp('sqlite', { clock });
    const em = services.orm.em.fork();
    const first = await givenPlanEntry(em, {
      ref: 'A',
      priority: 'Prevent',
      ownerAgency: 'Police',
      dueOn: '2026-09-20',
    });
    const given = { plan: first.plan };
    await givenPlanEntry(em, {
      ...given,
      ref: 'B',
      priority: 'Protect',
      ownerAgency: 'ICB',
      parts: ['Police: help'],
      dueOn: '2026-09-01',
      originalDueOn: '2026-09-01',
    });
    await givenPlanEntry(em, { ...given, ref: 'C', status: 'complete', themes: ['rhi'] });
    const person = await as('member');
    const refs = async (query: string) => {
      const path = `/plans/${first.plan.id}`;
      const { items } = await (await person.api('GET', `${path}/entries?${query}`)).json();
      const page = await (await person.get(`${path}?${query}`)).text();
      const told = items.map(({ ref }: { ref: string }) => ref);
      const shown = [...page.matchAll(/href="\/entries\/\d+">\s*([A-C])\s*</g)].map(
        ([, ref]) => ref,
      );
      expect(shown).toEqual(told);
      return told.join('');
    };

    expect(await refs('owner=Police')).toBe('AB');
    expect(await refs('priority=Protect')).toBe('B');
    expect(await refs('due=overdue')).toBe('B');
    expect(await refs('due=in+30+days')).toBe('A');
    expect(await refs('due=none')).toBe('C');
    expect(await refs('colour=Blue')).toBe('C');
    expect(await refs('theme=rhi')).toBe('C');
    expect(await refs('evidence=none&confirmation=not+yet+asked')).toBe('ABC');
    expect(await refs('sort=due')).toBe('BAC');
    expect(await refs('sort=owner')).toBe('BAC');
    expect(await refs('status=complete&owner=Police')).toBe('');
    expect((await person.api('GET', `/plans/${first.plan.id}/entries?due=soon`)).status).toBe(400);
  });
});

it('takes the place of the sample in one step', async () => {
  const { as } = await freshApp('sqlite', { clock });
  const person = await as('coordinator');
  await person.post('/plans/sample', {});
  const file = new FormData();
  file.set('file', new File(['plan,ref,recommendation\nOurs,1,One'], 'plan.csv'));

  const preview = await (await person.post('/plans/import', file)).text();
  await person.post('/plans/import/confirm', {
    csv: 'plan,ref,recommendation\nOurs,1,One',
    title: '',
    replacesSample: 'yes',
  });

  expect(preview).toMatch(/name="replacesSample"[^>]*checked/);
  const { items } = await (await person.api('GET', '/plans')).json();
  expect(
    items.map(({ title, isArchived }: { title: string; isArchived: boolean }) => [
      title,
      isArchived,
    ]),
  ).toEqual([
    ['Ours', false],
    ['Illustrative child exploitation action plan', true],
  ]);
  expect(await (await person.get('/plans')).text()).toContain('Archived plans (1)');
});
