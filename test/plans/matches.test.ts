import { beforeEach, describe, expect, it } from 'vitest';
import { MatchLine } from '#shared/entities/index.ts';
import { answerLine } from '#shared/plans/matches/answer-line.ts';
import { compareMatch } from '#shared/plans/matches/compare-match.ts';
import { finishMatch, runAgain } from '#shared/plans/matches/finish-match.ts';
import { openMatch } from '#shared/plans/matches/open-match.ts';
import { showMatch } from '#shared/plans/matches/show-match.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const list =
  '1. The Council should:\n(a) train hotel staff to notice exploitation at night;\n(b) abolish fares.\n2. Publish a yearly problem profile.';

async function givenPlan(services: OpenServices) {
  const em = services.orm.em.fork();
  const hotels = await givenPlanEntry(em, {
    ref: 'R-1',
    text: 'Train hotel staff to notice exploitation at night and report it.',
    status: 'in progress',
  });
  const profile = await givenPlanEntry(em, {
    ref: 'R-2',
    plan: hotels.plan,
    text: 'Publish a yearly problem profile.',
  });
  await givenPlanEntry(em, { ref: 'R-3', plan: hotels.plan, text: 'Set a protected budget.' });
  await givenPlanEntry(em, { ref: 'R-4', plan: hotels.plan, text: 'Name school leads.' });
  return { hotels, profile };
}

async function compared(services: OpenServices, text = list): Promise<number> {
  const matchId = await openMatch(services.fork(), { title: 'Theirs', text, planId: null, by });
  await compareMatch(services.fork(), { matchId, vocabulary: [] });
  return matchId;
}

describe.each(databaseKinds)('somebody else’s list on %s', (kind) => {
  it('shows the entries that may answer each line, why, and how far along they are', async () => {
    const services = await freshServices(kind);
    const { hotels } = await givenPlan(services);

    const match = await showMatch(services.fork(), await compared(services));

    expect(match.lines.map(({ number }) => number)).toEqual(['1(a)', '1(b)', '2']);
    expect(match.lines[0]?.suggested[0]).toMatchObject({
      entry: { entryId: hotels.id, ref: 'R-1', status: 'in progress', publications: 0 },
      voices: ['words'],
    });
    expect(match.isByMeaning).toBe(false);
  });

  it('is answered, taken back, finished and then stays as it was; run again it says what changed', async () => {
    const services = await freshServices(kind);
    const { hotels } = await givenPlan(services);
    const matchId = await compared(services);
    const [first] = (await showMatch(services.fork(), matchId)).lines;
    const said = { matchId, lineId: first?.id ?? 0, by, entries: [hotels.id], reason: '' };
    await answerLine(services.fork(), { ...said, answer: 'accepted' });
    await answerLine(services.fork(), { ...said, answer: null });
    expect((await showMatch(services.fork(), matchId)).lines[0]?.answer).toBeNull();
    await answerLine(services.fork(), { ...said, answer: 'accepted' });
    await finishMatch(services.fork(), { matchId, by });

    const em = services.orm.em.fork();
    const row = await em.findOneOrFail(MatchLine, { id: first?.id ?? 0 });
    expect(row.atThatTime?.[0]).toMatchObject({ ref: 'R-1', status: 'in progress' });
    await expect(answerLine(services.fork(), { ...said, answer: 'gap' })).rejects.toThrow(
      'finished',
    );
    await em.nativeUpdate(
      (await import('#shared/entities/index.ts')).PlanEntry,
      { id: hotels.id },
      { status: 'complete' },
    );
    expect((await showMatch(services.fork(), matchId)).lines[0]?.entries[0]?.status).toBe(
      'in progress',
    );
    const again = await runAgain(services.fork(), { matchId, by });
    await compareMatch(services.fork(), { matchId: again, vocabulary: [] });

    const [line] = (await showMatch(services.fork(), again)).lines;
    expect(line).toMatchObject({ answer: 'accepted', isCarried: true });
    expect(line?.changes).toContain('R-1 was in progress and is complete.');
  });

  it('asks for an entry where it is answered, and for a reason where it is not', async () => {
    const services = await freshServices(kind);
    await givenPlan(services);
    const matchId = await compared(services);
    const [first] = (await showMatch(services.fork(), matchId)).lines;
    const said = { matchId, lineId: first?.id ?? 0, by, entries: [], reason: '' };

    await expect(answerLine(services.fork(), { ...said, answer: 'part' })).rejects.toThrow(
      'Choose the entry',
    );
    await expect(answerLine(services.fork(), { ...said, answer: 'gap' })).rejects.toThrow(
      'Say why',
    );
    const unknown = { ...said, entries: [999], answer: 'accepted' as const };
    await expect(answerLine(services.fork(), unknown)).rejects.toThrow('no such entry');
  });
});

describe('the pages of somebody else’s list', () => {
  let services: OpenServices;
  let coordinator: Person;
  let member: Person;

  beforeEach(async () => {
    const app = await freshApp();
    services = app.services;
    coordinator = await app.as('coordinator');
    member = await app.as('member');
    await givenPlan(services);
  });

  it('take it, wait for the worker, show and answer it, and give it as Word, Excel and CSV', async () => {
    const given = await coordinator.post('/matches', { title: 'Ostermere', text: list });
    const path = given.headers.get('location') ?? '';
    expect(await (await member.get(path)).text()).toContain('being read and compared');
    const matchId = Number(path.split('/').at(-1));
    await compareMatch(services.fork(), { matchId, vocabulary: [] });

    const page = await (await coordinator.get(path)).text();

    expect(page).toContain('train hotel staff');
    expect(page).toContain('in progress');
    expect(page).toContain('Compared by words alone');
    expect(await (await member.get(path)).text()).not.toContain('Answered by these');
    const line = /lines\/(\d+)/.exec(page)?.[1];
    const wrong = await coordinator.post(`${path}/lines/${line}`, { answer: 'gap' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Say why');
    const other = { answer: 'accepted', refs: 'R-1' };
    expect((await coordinator.post(`${path}/lines/${line}`, other)).status).toBe(303);
    expect((await coordinator.post(`${path}/finish`, {})).status).toBe(303);
    const finished = await (await member.get(path)).text();
    expect(finished).toContain('It stays as it was on that day');
    for (const [file, start] of [
      ['word', 'PK'],
      ['excel', 'PK'],
      ['table.csv', '\uFEFFNumber'],
    ] as const) {
      const bytes = Buffer.from(await (await member.get(`${path}/${file}`)).arrayBuffer());
      expect(bytes.toString('utf8').startsWith(start)).toBe(true);
    }
    expect((await member.post('/matches', { title: 'x', text: list })).status).toBe(403);
  });

  it('say what is wrong with what was given', async () => {
    expect((await coordinator.post('/matches', { title: '', text: list })).status).toBe(422);
    expect(await (await coordinator.post('/matches', { title: 'x', text: ' ' })).text()).toContain(
      'Paste the list, or choose a file',
    );
    expect(
      await (await coordinator.post('/matches', { title: 'x', text: '1. 2.' })).text(),
    ).toContain('Nothing in it reads as a recommendation');
  });

  it('answer programs too', async () => {
    const made = await coordinator.api('POST', '/matches', { title: 'Theirs', text: list });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: number };
    await compareMatch(services.fork(), { matchId: id, vocabulary: [] });

    const answer = await member.api('GET', `/matches/${id}`);

    expect(await answer.json()).toMatchObject({
      state: 'open',
      lines: [{ number: '1(a)', suggested: [{ entry: { ref: 'R-1' } }] }, {}, {}],
    });
  });
});
