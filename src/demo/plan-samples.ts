import type { Actor } from '#shared/database/record-audit.ts';
import { PlanEntry } from '#shared/entities/index.ts';
import { addDays, londonDay } from '#shared/london.ts';
import { editEntry } from '#shared/plans/entries/edit-entry.ts';
import { extendEntry } from '#shared/plans/entries/extend-entry.ts';
import { noteProgress } from '#shared/plans/entries/note-progress.ts';
import {
  confirmEntry,
  describeFigure,
  noteFigure,
  recheckEntry,
} from '#shared/plans/records/say-of-entry.ts';
import { addEntry } from '#shared/plans/structure/add-entry.ts';
import { setPriorities } from '#shared/plans/structure/change-plan.ts';
import type { OpenServices } from '#shared/services.ts';

/** Which entries stand under which priority of the illustrative plan, by the last of each. */
const priorities: [title: string, refs: number[]][] = [
  ['Prevent', [1, 5, 15, 16, 17, 21, 22, 27, 28, 34, 36]],
  ['Protect', [2, 3, 4, 7, 8, 13, 23, 24, 26, 29, 30, 31, 32, 33]],
  ['Pursue and disrupt', [9, 12, 14, 18, 19]],
];

type Said = { services: OpenServices; by: Actor; entryId(ref: string): number };

async function underPriorities({ services, by, entryId }: Said, planId: number) {
  const titles = priorities.map(([title]) => ({ title, isRetired: false }));
  await setPriorities(services.fork(), { planId, priorities: titles, by });
  for (const [priority, numbers] of priorities) {
    for (const number of numbers) {
      const ref = `ILL-${String(number).padStart(2, '0')}`;
      await editEntry(services.fork(), { entryId: entryId(ref), change: { priority }, by });
    }
  }
}

/** Training in hotels: a figure on its way, an extension, three owners, and what scrutiny says. */
async function hotels({ services, by, entryId }: Said, today: string) {
  const ref = { entryId: entryId('ILL-16'), by };
  const parts = [
    'Marlby College: teach the course at night and by video',
    'Police: visit night managers who did not come',
  ];
  await editEntry(services.fork(), { ...ref, change: { parts, disposition: 'adopt' } });
  const measure = { name: 'Hotel staff trained', unit: 'people', baseline: 40, target: 300 };
  const measureId = await describeFigure(services.fork(), {
    ...ref,
    measure: { ...measure, countsPeople: true },
  });
  for (const [ago, value] of [
    [180, 96],
    [90, 151],
    [5, 220],
  ] as const)
    await noteFigure(services.fork(), { ...ref, measureId, value, on: addDays(today, -ago) });
  await noteProgress(services.fork(), {
    ...ref,
    owner: 'Marlby College',
    status: 'complete',
    text: 'Four evening courses were held, the last by video.',
  });
  await extendEntry(services.fork(), {
    ...ref,
    dueOn: '2027-03-31',
    reason: 'Night managers of two chains can only come in the new year.',
  });
  await confirmEntry(services.fork(), {
    ...ref,
    confirmer: 'scrutiny',
    stance: 'not agreed',
    words:
      'Attendance is not the same as noticing. Members asked for the number of calls from hotels.',
  });
}

/** Something embedded, looked at again, and agreed by those it is for. */
async function protocol({ services, by, entryId }: Said, today: string) {
  const ref = { entryId: entryId('ILL-24'), by };
  await confirmEntry(services.fork(), {
    ...ref,
    confirmer: 'people with lived experience',
    stance: 'agreed',
    words: 'Two of our five suggestions changed the plan, and we were told why the others did not.',
  });
  await recheckEntry(services.fork(), {
    ...ref,
    madeDifference: 'in part',
    isKeptUp: 'yes',
    unintended: 'Meetings by day leave out those who work.',
    nextOn: addDays(today, 182),
    words: 'The group met six times in the year; its advice stands in the minutes.',
  });
  await confirmEntry(services.fork(), {
    entryId: entryId('ILL-09'),
    by,
    confirmer: 'audit',
    stance: 'agreed',
    words: 'A sample of 30 licences: all drivers had done the training.',
  });
}

/** Something that waits for others, and an action under a recommendation. */
async function waiting({ services, by, entryId }: Said, planId: number) {
  await noteProgress(services.fork(), {
    entryId: entryId('ILL-19'),
    by,
    status: 'waits for somebody else',
    waitsFor: 'The national standards for taxi licensing, which are to say what may be shared.',
    waitsOn: 'Department for Transport',
    text: 'The draft agreement is ready. Neighbours want to see the standards first.',
  });
  await addEntry(services.fork(), {
    planId,
    parentRef: 'ILL-26',
    change: {
      text: 'Offer each interview by text message, at a time and place that the child chooses.',
      ownerAgency: 'Council children’s services',
      priority: 'Protect',
      dueOn: '2027-01-31',
    },
    by,
  });
}

/** What owners and others might have said of the illustrative plan by now. */
export async function tellOfPlan(services: OpenServices, by: Actor): Promise<void> {
  const entries = await services.orm.em.fork().find(PlanEntry, {});
  const ids = new Map(entries.map(({ ref, id }) => [ref, id]));
  const said: Said = { services, by, entryId: (ref) => ids.get(ref) ?? 0 };
  const planId = entries[0]?.plan.id ?? 0;
  const today = londonDay(services.clock());
  await underPriorities(said, planId);
  await hotels(said, today);
  await protocol(said, today);
  await waiting(said, planId);
}
