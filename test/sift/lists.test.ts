import { beforeEach, describe, expect, it } from 'vitest';
import { loadVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Orm } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { listToJudge } from '#shared/judging/list-to-judge.ts';
import type { SiftList } from '#shared/judging/sift/put-by.ts';
import { assign, assignees, handBack } from '#shared/sift/assign.ts';
import { currentCriteria, listCriteria, writeCriteria } from '#shared/sift/criteria.ts';
import { listAssigned, listLater } from '#shared/sift/list-put-by.ts';
import { listMinutes, noteMinutes, removeMinutes } from '#shared/sift/minutes.ts';
import { putOff } from '#shared/sift/put-off.ts';
import { showSift } from '#shared/sift/show-sift.ts';
import { methodPaper } from '#shared/sources/missed/method-paper.ts';
import { drawUpMethod } from '#shared/sources/missed/method-statement.ts';
import { daysOfQuarter } from '#shared/text/quarters.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

/** Friday afternoon, and the Monday after: another week's sift. */
const friday = new Date('2026-09-11T14:00:00Z');
const monday = new Date('2026-09-14T08:00:00Z');

describe.each(databaseKinds)('lists of the sift, on %s', (kind) => {
  let orm: Orm;
  let by: Actor;
  let bob: Actor;
  let now: Date;
  let ids: number[];

  beforeEach(async () => {
    now = friday;
    orm = await freshDatabase(kind);
    const em = orm.em.fork();
    await loadVocabulary(em);
    by = actorOf(await givenUser(em, { email: 'ann@marlby.example', name: 'Ann' }));
    bob = actorOf(await givenUser(em, { email: 'bob@marlby.example', role: 'member' }));
    const source = await givenSource(em);
    ids = [];
    for (const title of ['First', 'Second', 'Third'])
      ids.push((await givenPublication(em, { title, source })).id);
  });

  const work = () => ({ em: orm.em.fork(), clock: () => now });
  const list = async (of: SiftList, viewer = by) => {
    const { items } = await listToJudge(work(), {
      ...{ part: 'all', page: 1, size: 20, list: of, viewer: viewer.userId },
    });
    return items.map(({ title }) => title);
  };

  it('puts off to the next week, where it comes first, with who and why', async () => {
    const [first = 0] = ids;
    await putOff(work(), { publicationId: first, why: 'Wait for  the annex', by });

    expect(await list('waiting')).toEqual(['Third', 'Second']);
    expect(await list('later')).toEqual(['First']);
    expect(await listLater(work(), { page: 1, size: 20 })).toMatchObject({
      total: 1,
      items: [{ id: first, later: { why: 'Wait for the annex', by: 'Ann', isBack: false } }],
    });

    now = monday;
    expect(await list('waiting')).toEqual(['First', 'Third', 'Second']);
    expect(await list('later')).toEqual([]);
    const { current } = await showSift(work(), { part: 'all', size: 20 });
    expect(current).toMatchObject({
      id: first,
      later: { why: 'Wait for the annex', isBack: true },
    });
  });

  it('keeps what somebody else is asked to look at for them, until they hand it back', async () => {
    const [, publicationId = 0] = ids;
    await assign(work(), { publicationId, to: Number(bob.userId), note: 'Ours?', by });

    expect(await list('waiting')).toEqual(['Third', 'First']);
    expect(await list('assigned')).toEqual(['Second']);
    expect(await list('mine')).toEqual([]);
    expect(await list('mine', bob)).toEqual(['Second']);
    expect(await list('waiting', bob)).toEqual(['Third', 'Second', 'First']);
    const asked = { to: Number(bob.userId), page: 1, size: 20 };
    expect((await listAssigned(work(), asked)).items).toMatchObject([{ asked: { note: 'Ours?' } }]);

    await handBack(work(), { publicationId, answer: 'Yes.', mayJudge: false, by: bob });
    expect(await list('waiting')).toEqual(['Third', 'Second', 'First']);
    expect((await listAssigned(work(), asked)).items).toEqual([]);
    const { current } = await showSift(work(), { part: 'all', size: 20, item: publicationId });
    expect(current).toMatchObject({ asked: { answer: 'Yes.' } });
  });

  it('offers to assign to those who read the library and have not left', async () => {
    const em = orm.em.fork();
    await givenUser(em, { email: 'left@marlby.example', isActive: false });
    await givenUser(em, { email: 'scrutiny@marlby.example', role: 'scrutiny-reader' });

    expect((await assignees(work())).map(({ name }) => name)).toEqual([
      'Ann',
      'bob@marlby.example',
    ]);
  });

  it('shows one to read beside the list, with what stands before and after it', async () => {
    const [first = 0, second = 0, third = 0] = ids;

    const view = await showSift(work(), { part: 'all', size: 2, item: second });
    expect(view).toMatchObject({ total: 3, page: 1, before: third, after: first, place: 2 });
    expect(await showSift(work(), { part: 'all', size: 2, item: first })).toMatchObject({
      page: 2,
      after: null,
      place: 3,
    });
    await expect(showSift(work(), { part: 'all', size: 2, item: 999 })).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('keeps every wording of the criteria, and lets nobody overwrite another’s unseen', async () => {
    expect(await currentCriteria(work())).toBeNull();
    await writeCriteria(work(), { text: 'Children over ten.\r\n', by });
    await writeCriteria(work(), { text: 'Children over ten.', by: bob });
    await writeCriteria(work(), { text: 'Children of any age.', by: bob });

    expect(await currentCriteria(work())).toMatchObject({
      text: 'Children of any age.',
      by: 'bob@marlby.example',
    });
    expect((await listCriteria(work())).map(({ text }) => text)).toEqual([
      'Children of any age.',
      'Children over ten.',
    ]);
    const stale = { of: ['criteria'] as const, tags: ['seenlong'] };
    await expect(writeCriteria(work(), { text: 'Mine.', seen: stale, by })).rejects.toMatchObject({
      name: 'ChangedMeanwhile',
      meanwhile: { by: { name: 'bob@marlby.example' }, changed: { text: 'Children of any age.' } },
    });
  });

  it('adds up in the method statement the minutes that people noted, each week once for each', async () => {
    await noteMinutes(work(), { week: '2026-W37', minutes: 50, by });
    await noteMinutes(work(), { week: '2026-W37', minutes: 15, by });
    await noteMinutes(work(), { week: '2026-W37', minutes: 20, by: bob });
    const id = await noteMinutes(work(), { week: '2026-W38', minutes: 5, by });
    await noteMinutes(work(), { week: '2026-W20', minutes: 99, by });
    await removeMinutes(work(), { minutesId: id, by });

    expect((await listMinutes(work())).map(({ week, minutes }) => [week, minutes])).toEqual([
      ['2026-W37', 20],
      ['2026-W37', 15],
      ['2026-W20', 99],
    ]);
    const quarter = daysOfQuarter('2026-Q3');
    if (!quarter) throw new Error('there is such a quarter');
    const statement = await drawUpMethod(work(), quarter);
    expect(statement.sifting).toEqual({ minutes: 35, weeks: 1 });
    expect(JSON.stringify(methodPaper(statement))).toContain(
      'Sifting took 35 minutes in 1 week, as those who did it noted; nothing was timed.',
    );
  });

  it.each([
    [{ week: '2026-W60', minutes: 5 }, 'week'],
    [{ week: '2026-W37', minutes: 0 }, 'minutes'],
    [{ week: '2026-W37', minutes: 1.5 }, 'minutes'],
  ])('refuses %j', async (given, field) => {
    await expect(noteMinutes(work(), { ...given, by })).rejects.toMatchObject({
      name: 'Invalid',
      field,
    });
  });
});
