import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { KeptState, Plan, PlanEntry } from '#shared/entities/index.ts';
import { addDays, inWords, londonDay, londonInstant } from '#shared/london.ts';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import { extendEntry } from '#shared/plans/entries/extend-entry.ts';
import { noteProgress } from '#shared/plans/entries/note-progress.ts';
import { showEntry } from '#shared/plans/entries/show-entry.ts';
import { importPlan } from '#shared/plans/files/import-plan.ts';
import { changeLink, removeLink, restoreLink } from '#shared/plans/links/change-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { showPlan } from '#shared/plans/list/show-plan.ts';
import { confirmEntry } from '#shared/plans/records/say-of-entry.ts';
import { addEntry } from '#shared/plans/structure/add-entry.ts';
import { addPlan, editPlan, setPriorities } from '#shared/plans/structure/change-plan.ts';
import { moveEntry } from '#shared/plans/structure/move-entry.ts';
import { retireEntry } from '#shared/plans/structure/retire-entry.ts';
import { splitEntry } from '#shared/plans/structure/split-entry.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };

/** A clock that stands where it is put. */
function puttable(day: string) {
  const clock = { at: londonInstant(day, '10:00') };
  return {
    now: () => clock.at,
    put(day: string) {
      clock.at = londonInstant(day, '10:00');
    },
  };
}

const began = '2025-01-10';
const dueOf = (at: number) => addDays('2025-03-01', at % 60);

/** What is true of an entry on a day, by the history that the test made. */
interface Fact {
  day: string;
  ref: string;
  dueOn: string;
  extensions: number;
}

/** A plan of so many actions, each put off three times, and all that was ever so. */
async function aLongHistory(
  services: Awaited<ReturnType<typeof freshServices>>,
  clock: ReturnType<typeof puttable>,
  actions: number,
) {
  const refs = Array.from({ length: actions }, (_, at) => `A${String(at + 1).padStart(3, '0')}`);
  const csv = `plan,ref,recommendation,currentDueDate\n${refs
    .map((ref, at) => `Long plan,${ref},Action ${ref},${dueOf(at)}`)
    .join('\n')}`;
  const { planId } = await importPlan(services.fork(), { csv, by });
  const ids = new Map(
    (await services.orm.em.fork().find(PlanEntry, { plan: planId })).map(({ ref, id }) => [
      ref,
      id,
    ]),
  );
  const facts: Fact[] = refs.map((ref, at) => ({
    day: began,
    ref,
    dueOn: dueOf(at),
    extensions: 0,
  }));
  for (const extensions of [1, 2, 3]) {
    for (const [at, ref] of refs.entries()) {
      const day = addDays(began, extensions * 90 + (at % 45));
      const dueOn = addDays(dueOf(at), extensions * 91);
      facts.push({ day, ref, dueOn, extensions });
    }
  }
  facts.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
  for (const { day, ref, dueOn, extensions } of facts) {
    if (extensions === 0) continue;
    clock.put(day);
    const entryId = ids.get(ref) ?? 0;
    await extendEntry(services.fork(), { entryId, dueOn, reason: `Extension ${extensions}`, by });
  }
  return { planId, refs, facts };
}

/** "ref due extensions" of each entry at the end of a day. */
const wantedOn = (refs: string[], facts: Fact[], day: string) =>
  refs.map((ref) => {
    const fact = facts.findLast((one) => one.ref === ref && one.day <= day);
    return `${ref} ${fact?.dueOn} ${fact?.extensions}`;
  });

it.each([
  ['sqlite', 148],
  ['postgres', 12],
] as const)(
  'on %s shows %i actions put off three times each the same way on page, API, CSV and Excel, as at any day',
  { timeout: 180_000 },
  async (kind, actions) => {
    const clock = puttable(began);
    const { services, as } = await freshApp(kind, { clock: clock.now });
    const { planId, refs, facts } = await aLongHistory(services, clock, actions);
    clock.put('2026-09-10');
    const person = await as('member');

    for (const day of [
      '2025-01-10',
      '2025-04-15',
      '2025-05-20',
      '2025-08-01',
      '2025-11-03',
      '2026-09-10',
    ]) {
      const wanted = wantedOn(refs, facts, day);
      const asked = `asAt=${day}`;
      const items = [];
      for (const page of [1, 2]) {
        const answer = await person.api(
          'GET',
          `/plans/${planId}/entries?${asked}&size=100&page=${page}`,
        );
        items.push(...(await answer.json()).items);
      }
      const html = await (await person.get(`/plans/${planId}?${asked}`)).text();
      const csv: Record<string, string>[] = parse(
        await (await person.get(`/plans/${planId}/export.csv?${asked}`)).text(),
        { bom: true, columns: true },
      );
      const workbook = await (
        await person.get(`/plans/${planId}/export.xlsx?${asked}`)
      ).arrayBuffer();
      const [sheet] = await readXlsx(Buffer.from(workbook));
      const [heading = [], ...rows] = sheet?.data ?? [];
      const cell = (row: unknown[], name: string) => row[heading.indexOf(name)];
      const rowsOfPage = html
        .split('<tr class="govuk-table__row">')
        .filter((row) => row.includes('id="entry-'))
        .map((row) => row.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '));

      expect(items.map(({ ref, dueOn, extensions }) => `${ref} ${dueOn} ${extensions}`)).toEqual(
        wanted,
      );
      expect(csv.map((row) => `${row.ref} ${row.currentDueDate} ${row.extensions}`)).toEqual(
        wanted,
      );
      expect(
        rows.map(
          (row) => `${cell(row, 'ref')} ${cell(row, 'currentDueDate')} ${cell(row, 'extensions')}`,
        ),
      ).toEqual(wanted);
      expect(rowsOfPage).toHaveLength(wanted.length);
      for (const [at, one] of wanted.entries()) {
        const [ref = '', dueOn = '', extensions = ''] = one.split(' ');
        expect(rowsOfPage[at]).toContain(ref);
        expect(rowsOfPage[at]).toContain(inWords(dueOn));
        expect(/(\d) extension/.exec(rowsOfPage[at] ?? '')?.[1] ?? '0').toBe(extensions);
      }
    }
  },
);

describe.each(databaseKinds)('as at a day, on %s', (kind) => {
  it('says where the plan did not exist, the day is to come, or is none', async () => {
    const clock = puttable('2026-09-01');
    const { services, as } = await freshApp(kind, { clock: clock.now });
    const entry = await givenPlanEntry(services.orm.em.fork());
    clock.put('2026-09-10');
    const person = await as('member');
    const asked = async (path: string) => {
      const [page, api] = [await person.get(path), await person.api('GET', path)];
      return [page.status, await page.text(), api.status, (await api.json()).detail] as const;
    };

    for (const path of [`/plans/${entry.plan.id}/entries`, `/entries/${entry.id}`]) {
      const onPage = path
        .replace('/entries?', '?')
        .replace(/\/plans\/(\d+)\/entries$/, '/plans/$1');
      const before = await person.get(`${onPage}?asAt=2026-08-31`);
      expect(before.status).toBe(404);
      expect(await before.text()).toContain('did not exist on 31 August 2026');
      const api = await person.api('GET', `${path}?asAt=2026-08-31`);
      expect(api.status).toBe(404);
      expect((await api.json()).detail).toContain('It was added on 1 September 2026');
      expect((await person.api('GET', `${path}?asAt=2026-09-11`)).status).toBe(404);
      expect((await person.api('GET', `${path}?asAt=soon`)).status).toBe(400);
      expect((await person.get(`${onPage}?asAt=soon`)).status).toBe(422);
    }
    expect((await asked(`/entries/${entry.id}?asAt=2026-09-01`))[0]).toBe(200);
  });

  it('does not claim to know what was before records began', async () => {
    const services = await freshServices(kind, { clock: () => new Date('2026-09-10T09:00:00Z') });
    const em = services.orm.em.fork();
    const { plan } = await givenPlanEntry(em);
    plan.recordedSince = new Date('2026-09-05T09:00:00Z');
    await em.flush();

    await expect(
      showPlan(services.fork(), { planId: plan.id, asAt: '2026-09-03' }),
    ).rejects.toThrow('was not recorded. It is known for every day since 5 September 2026');
    const { entries } = await showPlan(services.fork(), { planId: plan.id, asAt: '2026-09-06' });
    expect(entries).toHaveLength(1);
  });

  it('tells what was said, linked, confirmed, moved, split and retired by then, and no more', async () => {
    const clock = puttable('2026-01-05');
    const services = await freshServices(kind, { clock: clock.now });
    const planId = await addPlan(services.fork(), { title: 'First title', by });
    const other = await addPlan(services.fork(), { title: 'Other plan', by });
    const add = (text: string, parentRef?: string) =>
      addEntry(services.fork(), { planId, parentRef, change: { text, priority: 'Prevent' }, by });
    const first = await add('One');
    const action = await add('Under one', 'R1');
    const second = await add('Two');
    const publication = await givenPublication(services.orm.em.fork());
    clock.put('2026-02-02');
    const given = { publicationId: publication.id, entryId: first, rationale: 'So.', by };
    const link = await linkToEntry(services.fork(), { ...given, bearing: 'challenges' });
    await noteProgress(services.fork(), {
      entryId: first,
      text: 'Begun.',
      status: 'in progress',
      by,
    });
    clock.put('2026-03-03');
    await changeLink(services.fork(), { linkId: link.id, bearing: 'supports', by });
    await editPlan(services.fork(), { planId, title: 'Second title', by });
    await confirmEntry(services.fork(), {
      entryId: first,
      confirmer: 'scrutiny',
      stance: 'agreed',
      words: 'Yes.',
      by,
    });
    await splitEntry(services.fork(), { entryId: second, text: 'Two a', secondText: 'Two b', by });
    clock.put('2026-04-04');
    await removeLink(services.fork(), { linkId: link.id, reason: 'Wrong', by });
    await retireEntry(services.fork(), { entryId: second, reason: 'No', unmetRisk: 'Some', by });
    const renamed = [{ formerTitle: 'Prevent', title: 'Prevent it', isRetired: false }];
    await setPriorities(services.fork(), { planId, priorities: renamed, by });
    clock.put('2026-05-05');
    await restoreLink(services.fork(), { linkId: link.id, by });
    await moveEntry(services.fork(), { entryId: first, planId: other, by });
    clock.put('2026-06-06');

    const on = async (asAt: string, id = planId) => {
      const view = await showPlan(services.fork(), { planId: id, asAt });
      return [
        view.title,
        ...view.entries.map((entry) =>
          [
            entry.ref,
            entry.parentRef,
            entry.priority,
            entry.text,
            entry.status,
            entry.publications,
            entry.challenges,
            entry.confirmation,
          ].join('|'),
        ),
      ];
    };
    expect(await on('2026-01-05')).toEqual([
      'First title',
      'R1||Prevent|One|not said yet|0|0|not yet asked',
      'R1.1|R1|Prevent|Under one|not said yet|0|0|not yet asked',
      'R2||Prevent|Two|not said yet|0|0|not yet asked',
    ]);
    expect(await on('2026-02-02')).toContain('R1||Prevent|One|in progress|1|1|not yet asked');
    expect(await on('2026-03-03')).toEqual([
      'Second title',
      'R1||Prevent|One|in progress|1|0|agreed',
      'R1.1|R1|Prevent|Under one|not said yet|0|0|not yet asked',
      'R2||Prevent|Two a|not said yet|0|0|not yet asked',
      'R2b||Prevent|Two b|not said yet|0|0|not yet asked',
    ]);
    expect(await on('2026-04-04')).toEqual([
      'Second title',
      'R1||Prevent it|One|in progress|0|0|agreed',
      'R1.1|R1|Prevent it|Under one|not said yet|0|0|not yet asked',
      'R2b||Prevent it|Two b|not said yet|0|0|not yet asked',
    ]);
    expect(await on('2026-05-05')).toEqual([
      'Second title',
      'R2b||Prevent it|Two b|not said yet|0|0|not yet asked',
    ]);
    expect(await on('2026-05-05', other)).toEqual([
      'Other plan',
      'R1||Prevent it|One|in progress|1|0|agreed',
      'R1.1|R1|Prevent it|Under one|not said yet|0|0|not yet asked',
    ]);
    expect(await on('2026-06-06', other)).toEqual(await on('2026-05-05', other));
    const then = await showEntry(services.fork(), action, '2026-02-02');
    expect(then).toMatchObject({
      plan: { title: 'First title' },
      parent: { ref: 'R1', text: 'One' },
    });
    const entryThen = await showEntry(services.fork(), first, '2026-02-10');
    expect(entryThen.links).toMatchObject([{ bearing: 'challenges' }]);
    expect(entryThen.notes).toMatchObject([{ text: 'Begun.' }]);
    expect(entryThen.records.confirmations).toEqual([]);
  });

  it('keeps of every entry how it is now, whatever changed it', async () => {
    const services = await freshServices(kind);
    const csv = (rows: string) => `plan,ref,recommendation,status\n${rows}`;
    const { planId } = await importPlan(services.fork(), { csv: csv('P,1,One,\nP,2,Two,'), by });
    await importPlan(services.fork(), { csv: csv('P,1,One anew,complete'), by });
    const [entry] = await services.orm.em.fork().find(PlanEntry, { ref: '2' });
    await editEntry(services.fork(), { entryId: entry?.id ?? 0, change: { leadRole: 'Head' }, by });

    const now = await showPlan(services.fork(), { planId });
    const kept = await showPlan(services.fork(), { planId, asAt: londonDay(services.clock()) });
    const open = await services.orm.em.fork().find(KeptState, { noun: 'entry', until: null });

    const unnumbered = now.entries.map((one) => ({ ...one, revision: 0 }));
    expect(kept.entries).toEqual(unnumbered);
    expect(open.map(({ values }) => [values.text, values.status, values.leadRole])).toEqual(
      expect.arrayContaining([
        ['One anew', 'complete', null],
        ['Two', 'not said yet', 'Head'],
      ]),
    );
    expect(await services.orm.em.fork().count(Plan)).toBe(1);
  });
});
