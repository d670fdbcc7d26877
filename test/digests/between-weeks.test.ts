import { describe, expect, it } from 'vitest';
import { approveDigest, withdrawApproval } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { listDigests } from '#shared/digests/list-digests.ts';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { showDigest } from '#shared/digests/show-digest.ts';
import {
  AuditEntry,
  type Choice,
  Digest,
  PossibleDuplicate,
  Publication,
  Version,
} from '#shared/entities/index.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { reopenPublications } from '#shared/judging/reopen-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { mergePublications, undoDuplicateDecision } from '#shared/publications/decide-duplicate.ts';
import { restrictPublication } from '#shared/publications/take-down.ts';
import { digestTick } from '#worker/digests/digest-tick.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };

/** The weeks to Sunday 18 and 25 October (the clocks go back that night) and 1 November. */
const [w42, w43, w44] = ['2026-W42', '2026-W43', '2026-W44'];
const days = {
  wednesday43: '2026-10-21T10:00:00Z',
  friday43: '2026-10-23T10:00:00Z',
  saturday43: '2026-10-24T10:00:00Z',
  monday44: '2026-10-26T06:00:00Z',
  tuesday44: '2026-10-27T08:00:00Z',
  wednesday44: '2026-10-28T10:00:00Z',
};

async function aSubGroup(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const time = { now: new Date(days.wednesday43) };
  const services = await freshServices(kind, { clock: () => time.now });
  const source = await givenSource(services.orm.em.fork());
  const work = () => services.fork();
  const titles = async (week: string) =>
    (await showDigest(work(), week)).lines.map(({ title }) => title).sort();
  return {
    services,
    work,
    titles,
    em: () => services.orm.em.fork(),
    at: (day: keyof typeof days) => {
      time.now = new Date(days[day]);
    },
    kept: async (title: string, given: { isBacklog?: boolean } = {}) => {
      const { id } = await givenPublication(services.orm.em.fork(), { source, title, ...given });
      await keepPublications(work(), { publicationIds: [id], by });
      return id;
    },
    show: (week: string) => showDigest(work(), week),
    approve: (week: string) => approveDigest(work(), { week, by }),
    withdraw: (week: string) => withdrawApproval(work(), { week, by }),
    send: (week: string) => sendDigestNow(work(), { week, host: 'skylark.example', by }),
    choose: (week: string, publicationId: number, choice: Choice, reason?: string) =>
      chooseForDigest(work(), { week, publicationId, choice, reason: reason ?? null, by }),
    tick: () => digestTick(work(), { baseUrl: 'https://skylark.example' }),
  };
}

describe.each(databaseKinds)('what is kept, on %s', (kind) => {
  it('after an approval waits for the next digest, and says so until its week begins', async () => {
    const { kept, approve, at, show, titles } = await aSubGroup(kind);
    await kept('Before');
    at('friday43');
    await approve(w43);
    at('saturday43');
    await kept('After');

    expect(await titles(w43)).toEqual(['Before']);
    expect((await show(w43)).waits).toMatchObject([{ title: 'After' }]);
    at('wednesday44');
    expect(await titles(w44)).toEqual(['After']);
    expect((await show(w43)).waits).toEqual([]);
  });

  it('stands in one of two drafts that are open at once', async () => {
    const { kept, at, titles, tick } = await aSubGroup(kind);
    await kept('In its last week');
    at('monday44');
    await tick();
    await kept('In this week');

    expect([await titles(w43), await titles(w44)]).toEqual([
      ['In its last week'],
      ['In this week'],
    ]);
  });

  it('in a week that was missed stands in the next, and goes with the missed one on purpose', async () => {
    const { kept, at, titles, show, tick, send, em } = await aSubGroup(kind);
    await kept('Kept in the missed week');
    at('tuesday44');
    await tick();
    await kept('Kept since');

    expect(await titles(w44)).toEqual(['Kept in the missed week', 'Kept since']);
    expect(await show(w43)).toMatchObject({
      state: 'missed',
      lines: [],
      ifSent: [{ title: 'Kept in the missed week' }],
    });
    await send(w43);
    expect([await titles(w43), await titles(w44)]).toEqual([
      ['Kept in the missed week'],
      ['Kept since'],
    ]);
    expect(await em().count(AuditEntry, { action: 'digest.missed' })).toBe(1);
  });

  it('is free again when the approval it stood in was missed', async () => {
    const { kept, approve, at, titles, tick } = await aSubGroup(kind);
    await kept('Approved, but nothing was sent');
    await approve(w43);
    at('wednesday44');
    await tick();

    expect([await titles(w43), await titles(w44)]).toEqual([
      [],
      ['Approved, but nothing was sent'],
    ]);
  });

  it('comes back into the draft when the approval is withdrawn', async () => {
    const { kept, approve, withdraw, titles } = await aSubGroup(kind);
    await kept('One');
    await approve(w43);
    await kept('Two');
    await withdraw(w43);
    expect(await titles(w43)).toEqual(['One', 'Two']);
    await approve(w43);
    expect(await titles(w43)).toEqual(['One', 'Two']);
  });

  it('goes out once, though it is reopened and kept again', async () => {
    const { kept, send, at, work, titles, show } = await aSubGroup(kind);
    const id = await kept('A review');
    await send(w43);
    at('wednesday44');
    await reopenPublications(work(), { publicationIds: [id], by });
    await keepPublications(work(), { publicationIds: [id], by });

    expect(await titles(w44)).toEqual([]);
    expect((await show(w44)).wentBefore).toMatchObject([
      { publicationId: id, reason: expect.stringContaining('the week to 25 October 2026') },
    ]);
  });

  it('goes once more when a coordinator says so with a reason, which stands on the line', async () => {
    const { kept, send, at, choose, show, titles, em } = await aSubGroup(kind);
    const id = await kept('A review');
    await send(w43);
    at('wednesday44');

    await expect(choose(w44, id, 'in')).rejects.toMatchObject({ field: 'choice' });
    await expect(choose(w44, id, 'again', '  ')).rejects.toMatchObject({ field: 'reason' });
    await choose(w44, id, 'again', 'Chapter 3 changed');
    expect((await show(w44)).lines).toMatchObject([
      {
        publicationId: id,
        again: 'Chapter 3 changed',
        why: expect.stringContaining('Sent once more: Chapter 3 changed.'),
      },
    ]);
    expect(await em().findOneOrFail(AuditEntry, { action: 'digest.chosen' })).toMatchObject({
      reason: 'Chapter 3 changed',
      after: { publication: id, choice: 'again' },
    });
    await choose(w44, id, 'out');
    expect(await titles(w44)).toEqual([]);
    await choose(w44, id, 'again', 'Chapter 3 changed');
    await send(w44);
    expect((await show(w44)).lines).toMatchObject([
      { why: expect.stringContaining('Sent once more: Chapter 3 changed.') },
    ]);
    expect(await titles(w44)).toEqual(['A review']);
  });

  it('says when what went out has changed since', async () => {
    const { kept, send, at, show, em } = await aSubGroup(kind);
    const id = await kept('Guidance');
    await send(w43);
    at('wednesday44');
    expect((await show(w44)).wentBefore).toEqual([]);
    const reading = em();
    reading.create(Version, {
      publication: reading.getReference(Publication, id),
      number: 2,
      readAt: new Date(days.tuesday44),
      httpStatus: 200,
      title: 'Guidance',
      hash: 'b'.repeat(64),
      content: [],
    });
    await reading.flush();

    expect((await show(w44)).wentBefore).toMatchObject([
      { publicationId: id, reason: expect.stringContaining('It changed on 27 October.') },
    ]);
  });

  it('may wait for the next one, or be left out by name with the reason, until that is undone', async () => {
    const { kept, choose, approve, at, show, titles } = await aSubGroup(kind);
    await kept('Goes');
    const later = await kept('Later');
    const out = await kept('Out');
    await choose(w43, later, 'later');
    await choose(w43, out, 'out', 'Same as last year’s');

    const draft = await show(w43);
    expect(draft.lines).toMatchObject([{ title: 'Goes' }]);
    expect(draft.waits).toMatchObject([{ title: 'Later', kind: 'later' }]);
    expect(draft.leftOut).toMatchObject([
      { title: 'Out', reason: 'Left out by a coordinator: Same as last year’s' },
    ]);
    await choose(w43, out, 'in');
    expect(await titles(w43)).toEqual(['Goes', 'Out']);
    await choose(w43, out, 'out', 'Same as last year’s');
    await approve(w43);
    expect(await show(w43)).toMatchObject({
      waits: [{ title: 'Later' }],
      leftOut: [{ title: 'Out', reason: expect.stringContaining('Same as last year’s') }],
    });
    at('wednesday44');
    expect(await show(w44)).toMatchObject({
      lines: [{ title: 'Later' }],
      leftOut: [],
      leftOutBefore: [{ title: 'Out' }],
    });
    await choose(w44, out, 'in');
    expect(await titles(w44)).toEqual(['Later', 'Out']);
  });

  it('of a first scan is named once as left out, and let in afterwards', async () => {
    const { kept, choose, send, at, show, titles } = await aSubGroup(kind);
    await kept('News');
    const old = await kept('Backlog', { isBacklog: true });
    await send(w43);
    expect((await show(w43)).leftOut).toMatchObject([{ title: 'Backlog', kind: 'backlog' }]);
    at('wednesday44');

    expect(await show(w44)).toMatchObject({ leftOut: [], leftOutBefore: [{ title: 'Backlog' }] });
    await choose(w44, old, 'in');
    expect(await titles(w44)).toEqual(['Backlog']);
  });

  it('and is set aside or taken down before approval leaves the draft; after it, the page says so', async () => {
    const { kept, approve, work, show } = await aSubGroup(kind);
    await kept('Stays');
    const down = await kept('Taken down');
    const aside = await kept('Set aside');
    await restrictPublication(work(), { publicationId: down, reason: 'Asked to', by });
    const draft = await show(w43);
    expect(draft.lines.map(({ title }) => title).sort()).toEqual(['Set aside', 'Stays']);
    expect(draft.leftOut).toMatchObject([{ title: 'Taken down', kind: 'taken-down' }]);
    await approve(w43);
    await setAsidePublications(work(), { publicationIds: [aside], reason: 'too-thin', by });

    expect((await show(w43)).noLongerKept).toEqual(['Set aside']);
  });

  it('is not sent a second time as the one it was merged into, and stands again when that is undone', async () => {
    const { kept, send, at, work, titles, em } = await aSubGroup(kind);
    const first = await kept('Sent as this');
    await send(w43);
    at('wednesday44');
    const second = await kept('Found again elsewhere');
    expect(await titles(w44)).toEqual(['Found again elsewhere']);
    const pairing = em();
    const pair = pairing.create(PossibleDuplicate, {
      first: pairing.getReference(Publication, first),
      second: pairing.getReference(Publication, second),
      distance: 1,
      foundAt: new Date(days.tuesday44),
    });
    await pairing.flush();

    await mergePublications(work(), { pairId: pair.id, keptId: second, by });
    expect(await titles(w44)).toEqual([]);
    await undoDuplicateDecision(work(), { pairId: pair.id, by });
    expect(await titles(w44)).toEqual(['Found again elsewhere']);
  });

  it('stays in its digest when the one that stays of a merge was not judged', async () => {
    const { kept, work, titles, em } = await aSubGroup(kind);
    const other = await kept('Kept');
    const unjudged = await givenPublication(em(), { title: 'Not judged' });
    const pairing = em();
    const pair = pairing.create(PossibleDuplicate, {
      first: pairing.getReference(Publication, unjudged.id),
      second: pairing.getReference(Publication, other),
      distance: 1,
      foundAt: new Date(days.wednesday43),
    });
    await pairing.flush();

    await mergePublications(work(), { pairId: pair.id, keptId: unjudged.id, by });
    expect(await titles(w43)).toEqual(['Not judged']);
    await undoDuplicateDecision(work(), { pairId: pair.id, by });
    expect(await titles(w43)).toEqual(['Kept']);
    expect((await em().findOneOrFail(Publication, unjudged.id)).status).toBe('new');
  });

  it('is taken by one of two digests that are frozen at once', async () => {
    const { kept, at, tick, send, titles } = await aSubGroup(kind);
    await kept('Wanted by both');
    at('tuesday44');
    await tick();

    await Promise.allSettled([send(w43), send(w44)]);

    expect([...(await titles(w43)), ...(await titles(w44))]).toEqual(['Wanted by both']);
  });
});

describe('a product that was set up in the middle of a year', () => {
  it('has missed nothing from before', async () => {
    const time = { now: new Date(days.wednesday43) };
    const services = await freshServices('sqlite', { clock: () => time.now });
    await givenSource(services.orm.em.fork(), { createdAt: time.now });
    const tick = () => digestTick(services.fork(), { baseUrl: 'https://skylark.example' });
    await tick();
    time.now = new Date(days.friday43);
    await tick();

    const { items } = await listDigests(services.fork(), { page: 1, size: 20 });
    expect(items.map(({ week, state }) => [week, state])).toEqual([[w43, 'draft']]);
    await expect(showDigest(services.fork(), w42)).rejects.toThrow('There is no digest');
    time.now = new Date(days.wednesday44);
    await tick();
    const all = await services.orm.em.fork().find(Digest, {}, { orderBy: { week: 'asc' } });
    expect(all.map(({ week, state }) => [week, state])).toEqual([
      [w43, 'missed'],
      [w44, 'draft'],
    ]);
  });
});
