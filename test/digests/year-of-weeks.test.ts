import { describe, expect, it } from 'vitest';
import { approveDigest, withdrawApproval } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { showDigest } from '#shared/digests/show-digest.ts';
import { ensureRecentDigests, presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import {
  Digest,
  DigestLeftOut,
  DigestLine,
  type DigestState,
  Publication,
} from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { reopenPublications } from '#shared/judging/reopen-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { addDays, londonInstant } from '#shared/london.ts';
import { liftRestriction, restrictPublication } from '#shared/publications/take-down.ts';
import { digestTick } from '#worker/digests/digest-tick.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const frozen: DigestState[] = ['approved', 'sending', 'sent'];

/** Numbers that look random and are the same in every run (mulberry32). */
function scripted(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
}

/** A sub-group that does anything at any time, for so many weeks. */
async function aSubGroup(kind: 'sqlite' | 'postgres', seed: number) {
  const time = { now: londonInstant('2026-09-02', '09:00') };
  const services = await freshServices(kind, { clock: () => time.now });
  const random = scripted(seed);
  const source = await givenSource(services.orm.em.fork(), { createdAt: time.now });
  const ids: number[] = [];
  /** How often somebody said "again", and was heard. */
  const again = new Map<number, number>();
  const work = () => services.fork();
  const one = () => ({ publicationIds: [random.one(ids)], by });
  const week = () => {
    const present = presentWeek(time.now);
    return random.one([present, weekBefore(present), weekBefore(weekBefore(present))]).week;
  };
  const choose = (choice: 'in' | 'later' | 'out') =>
    chooseForDigest(work(), {
      week: week(),
      publicationId: random.one(ids),
      choice,
      reason: 'A word',
      by,
    });
  const acts = {
    add: async () => {
      const em = services.orm.em.fork();
      const isBacklog = random.below(5) === 0;
      // A restriction is kept in a journal by address: each has its own.
      const url = `https://marlby.example/${ids.length}`;
      ids.push((await givenPublication(em, { source, isBacklog, url })).id);
    },
    keep: () => keepPublications(work(), one()),
    reopen: () => reopenPublications(work(), one()),
    setAside: () => setAsidePublications(work(), { ...one(), reason: 'too-thin' }),
    restrict: () =>
      restrictPublication(work(), { publicationId: random.one(ids), reason: 'Asked', by }),
    lift: () => liftRestriction(work(), { publicationId: random.one(ids), reason: 'Settled', by }),
    approve: () => approveDigest(work(), { week: week(), by }),
    withdraw: () => withdrawApproval(work(), { week: week(), by }),
    send: () => sendDigestNow(work(), { week: week(), host: 'skylark.example', by }),
    in: () => choose('in'),
    later: () => choose('later'),
    out: () => choose('out'),
    again: async () => {
      const publicationId = random.one(ids);
      const given = { week: week(), publicationId, choice: 'again' as const, by };
      await chooseForDigest(work(), { ...given, reason: 'It changed' });
      again.set(publicationId, (again.get(publicationId) ?? 0) + 1);
    },
    tick: () => digestTick(work(), { baseUrl: 'https://skylark.example' }),
  };
  const often: (keyof typeof acts)[] = ['add', 'add', 'keep', 'keep', 'keep', 'keep', 'tick'];
  const all = [...often, ...(Object.keys(acts) as (keyof typeof acts)[])];
  return { services, time, ids, again, random, acts, all };
}

type SubGroup = Awaited<ReturnType<typeof aSubGroup>>;

/** Where everything is now, as pages and rows say. */
async function whereAll({ services, time }: SubGroup) {
  const em = services.orm.em.fork();
  if ((await em.count(Digest)) === 0) await ensureRecentDigests(services.fork());
  const digests = await em.find(Digest, {}, { orderBy: { week: 'asc' } });
  const views = [];
  for (const { week } of digests.slice(-4)) views.push(await showDigest(services.fork(), week));
  const lines = await em.find(DigestLine, {}, { populate: ['digest'] });
  const drafts = views.filter(({ state }) => state === 'draft');
  // Every draft says what earlier digests left out; without one they say it themselves.
  const named =
    drafts.length > 0 ? [] : await em.find(DigestLeftOut, { digest: { state: { $in: frozen } } });
  return {
    kept: await em.find(Publication, { status: 'kept' }),
    frozen: lines.filter(({ digest }) => frozen.includes(digest.state)),
    unfrozen: lines.filter(({ digest }) => !frozen.includes(digest.state)),
    drafts,
    waits: new Set(views.flatMap(({ waits }) => waits.map((one) => one.publicationId))),
    leftOut: new Set([
      ...views.flatMap((one) => [...one.leftOut, ...one.leftOutBefore].map((x) => x.publicationId)),
      ...named.map(({ publication }) => publication.id),
    ]),
    at: time.now.toISOString(),
  };
}

/** What is wrong with where things are, in words: nothing, if all is well. */
async function wrongs(group: SubGroup): Promise<string[]> {
  const where = await whereAll(group);
  const found: string[] = [];
  const say = (id: number, words: string) => found.push(`${where.at}: publication ${id} ${words}`);
  if (where.unfrozen.length > 0) found.push(`${where.at}: a digest that is not frozen has lines`);
  for (const { id } of where.kept) {
    const went = where.frozen.filter(({ publication }) => publication.id === id).length;
    const standing = where.drafts.filter(({ lines }) =>
      lines.some(({ publicationId }) => publicationId === id),
    ).length;
    const isSomewhere = went + standing > 0 || where.waits.has(id) || where.leftOut.has(id);
    if (!isSomewhere) say(id, 'is nowhere');
    if (standing > 1) say(id, 'stands in two drafts');
    if (went > 1 + (group.again.get(id) ?? 0)) say(id, `went ${went} times`);
    if (went > (group.again.get(id) ?? 0) && standing > 0) say(id, 'would go once too often');
  }
  const kept = new Set(where.kept.map(({ id }) => id));
  for (const line of where.drafts.flatMap(({ lines }) => lines))
    if (!kept.has(line.publicationId)) say(line.publicationId, 'stands though it is not kept');
  return found;
}

async function live(group: SubGroup, weeks: number): Promise<{ wrong: string[]; sent: number }> {
  const wrong: string[] = [];
  let monday = presentWeek(group.time.now).startsOn;
  await group.acts.add();
  for (let week = 0; week < weeks; week += 1, monday = addDays(monday, 7)) {
    const minutes = Array.from({ length: 10 }, () => group.random.below(7 * 24 * 60));
    for (const minute of minutes.sort((a, b) => a - b)) {
      const at = new Date(londonInstant(monday).getTime() + minute * 60_000);
      if (at <= group.time.now) continue;
      group.time.now = at;
      try {
        await group.acts[group.random.one(group.all)]();
      } catch (error) {
        // What is refused changes nothing.
        const isRefused =
          error instanceof Conflict || error instanceof Invalid || error instanceof NotFound;
        if (!isRefused) throw error;
      }
    }
    wrong.push(...(await wrongs(group)));
  }
  const em = group.services.orm.em.fork();
  return { wrong, sent: await em.count(Digest, { state: 'sent' }) };
}

describe.each([
  ['sqlite', 60, 2],
  ['postgres', 10, 4],
] as const)('on %s, %i weeks of anything at any time (seed %i)', (kind, weeks, seed) => {
  it('lose no publication, and send none twice unasked', { timeout: 120_000 }, async () => {
    const group = await aSubGroup(kind, seed);

    const { wrong, sent } = await live(group, weeks);

    expect(wrong).toEqual([]);
    expect(sent).toBeGreaterThan(weeks / 12);
  });
});
