import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { Candidate, Identifier, Scan, Sighting, Source } from '#shared/entities/index.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { addDays, londonInstant } from '#shared/london.ts';
import type { OpenServices } from '#shared/services.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { addMentions } from '#shared/sources/missed/add-mentions.ts';
import { decideMention } from '#shared/sources/missed/decide-mention.ts';
import { methodPaper } from '#shared/sources/missed/method-paper.ts';
import { drawUpMethod } from '#shared/sources/missed/method-statement.ts';
import { rankSources } from '#shared/sources/missed/rank-sources.ts';
import { compareAll, showMissed, withReasons } from '#shared/sources/missed/show-missed.ts';
import { missReasons } from '#shared/sources/missed/words.ts';
import { canonicalAddress } from '#shared/text/address.ts';
import { wordFile } from '#shared/text/paper/word-file.ts';
import { daysOfQuarter } from '#shared/text/quarters.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const begins = '2026-01-01';

/** A year in which the test says what day it is. */
async function aYear(kind: 'sqlite' | 'postgres') {
  let today = begins;
  const services = await freshServices(kind, { clock: () => londonInstant(today, '12:00') });
  const em = () => services.orm.em.fork();
  const source = async (name: string, url: string, given: object = {}) =>
    givenSource(em(), {
      name,
      publisher: name,
      url,
      createdAt: londonInstant(begins),
      ...given,
    });
  const on = (day: string) => {
    today = day;
    return services.fork();
  };
  return { services, em, source, on };
}

/** A source offers something on a day; read the same day unless said otherwise. */
async function offered(
  services: OpenServices,
  given: { source: Source; url: string; title: string; on: string; readOn?: string | null },
): Promise<number> {
  const { source, url, title, on, readOn = on } = given;
  const em = services.orm.em.fork();
  const at = londonInstant(on, '06:00');
  const candidate = {
    source: source.id,
    key: url,
    offer: offerOf({ key: url, url, title }),
    offerHash: 'a'.repeat(64),
    firstOfferedAt: at,
    lastOfferedAt: at,
  };
  if (!readOn) {
    em.create(Candidate, { ...candidate, state: 'pending' });
    await em.flush();
    return 0;
  }
  const publication = await givenPublication(em, {
    source: em.getReference(Source, source.id) as Source,
    title,
    url,
    publisher: source.publisher,
    publishedOn: on,
    firstSeenAt: at,
  });
  em.create(Candidate, { ...candidate, state: 'recorded', publication });
  em.create(Sighting, {
    publication,
    source: source.id,
    url,
    title,
    seenAt: londonInstant(readOn, '06:05'),
  });
  em.create(Identifier, { publication, scheme: 'address', value: canonicalAddress(url) });
  await em.flush();
  return publication.id;
}

async function visits(
  services: OpenServices,
  source: Source,
  given: { from: string; days: number; outcome: 'read' | 'failed' },
): Promise<void> {
  const em = services.orm.em.fork();
  for (let day = 0; day < given.days; day += 1) {
    const startedAt = londonInstant(addDays(given.from, day), '06:00');
    em.create(Scan, { source: source.id, startedAt, endedAt: startedAt, outcome: given.outcome });
  }
  await em.flush();
}

const listed = (title: string, url: string | null, publishedOn: string | null = null) => ({
  title,
  url,
  publisher: null,
  publishedOn,
});

/**
 * A year with 200 known publications, fifty a quarter: 45 found (40 some days before, 5 after) and five
 * missed, one for each reason there is.
 */
async function scripted(kind: 'sqlite' | 'postgres') {
  const { services, em, source, on } = await aYear(kind);
  const well = await source('Marlby Partnership', 'https://marlby.example/feed');
  const narrow = await source('Wexborough Council', 'https://wexborough.example/feed', {
    query: 'match=review',
  });
  const failing = await source('Harrowfen Inspectorate', 'https://harrowfen.example/feed');
  await visits(services, well, { from: begins, days: 365, outcome: 'read' });
  await visits(services, narrow, { from: begins, days: 365, outcome: 'read' });
  await visits(services, failing, { from: begins, days: 365, outcome: 'failed' });
  const planted: Record<string, string> = {};
  let made = 0;
  for (const starts of ['2026-01-10', '2026-04-10', '2026-07-10', '2026-10-10']) {
    const items = [];
    const reachedOn = addDays(starts, 60);
    for (let at = 0; at < 45; at += 1) {
      made += 1;
      const url = `https://marlby.example/papers/${made}`;
      const title = `A paper on safeguarding practice, number ${made}`;
      const found = at < 40 ? addDays(reachedOn, -(at + 1)) : addDays(reachedOn, at - 38);
      await offered(services, { source: well, url, title, on: found });
      // Every third is known by its title alone, every other third by another spelling of its address.
      const spelled =
        made % 3 === 1 ? `http://www.marlby.example/papers/${made}/?utm_source=x` : url;
      items.push(made % 3 === 0 ? listed(title, null) : listed(`Said otherwise ${made}`, spelled));
    }
    const miss = (reason: string, title: string, url: string) => {
      planted[title] = reason;
      items.push(listed(title, url, addDays(reachedOn, -10)));
    };
    miss('no-source', `Nobody looks there ${made}`, `https://nowhere${made}.example/a`);
    miss('source-failing', `Its source fails ${made}`, `https://harrowfen.example/${made}`);
    miss('outside-filter', `A leaflet outside ${made}`, `https://wexborough.example/${made}`);
    const waits = `https://marlby.example/waits/${made}`;
    await offered(services, {
      source: well,
      url: waits,
      title: `It waits ${made}`,
      on: addDays(reachedOn, -3),
      readOn: null,
    });
    miss('not-yet-read', `It waits to be read ${made}`, waits);
    const aside = `https://marlby.example/aside/${made}`;
    const id = await offered(services, {
      source: well,
      url: aside,
      title: `It was set aside ${made}`,
      on: addDays(reachedOn, -9),
    });
    await setAsidePublications(on(addDays(reachedOn, -8)), {
      publicationIds: [id],
      reason: 'not-relevant',
      note: null,
      by,
    });
    miss('set-aside', `It was set aside ${made}`, aside);
    await addMentions(on(addDays(reachedOn, 1)), {
      way: 'list',
      origin: 'Northmere’s list',
      reachedOn,
      items,
      by,
    });
    // What a person decides once it has come up does not undo that it was missed.
    await keepPublications(on(addDays(reachedOn, 2)), { publicationIds: [id], by });
  }
  on('2027-01-15');
  return { services, em, on, well, narrow, failing, planted };
}

describe.each(databaseKinds)('a scripted year of 200 known publications, on %s', (kind) => {
  it('is told exactly: found before and after, missed and why, recall and lead time', {
    timeout: 120_000,
  }, async () => {
    const { services, on, planted, narrow } = await scripted(kind);

    const all = await withReasons(services.fork().em, await compareAll(services.fork().em));
    const missed = all.filter(({ verdict }) => verdict === 'missed');
    expect(all).toHaveLength(200);
    expect(all.filter(({ verdict }) => verdict === 'before')).toHaveLength(160);
    expect(all.filter(({ verdict }) => verdict === 'after')).toHaveLength(20);
    expect(Object.fromEntries(missed.map(({ title, reason }) => [title, reason]))).toEqual(planted);

    for (const name of ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']) {
      const quarter = daysOfQuarter(name);
      if (!quarter) throw new Error(name);
      const { recall } = await showMissed(services.fork(), { quarter, page: 1, size: 100 });
      expect(recall).toMatchObject({
        known: 50,
        before: 40,
        after: 5,
        missed: 5,
        recall: 0.9,
        inTime: 0.8,
        lead: { median: 20, least: 1, most: 40, of: 40 },
        reasons: Object.fromEntries(missReasons.map((reason) => [reason, 1])),
      });
      expect(recall.low).toBeCloseTo(0.786, 3);
      expect(recall.high).toBeCloseTo(0.957, 3);
    }

    const quarter = daysOfQuarter('2026-Q4');
    if (!quarter) throw new Error('no quarter');
    await changeSource(on('2026-12-20'), {
      sourceId: narrow.id,
      change: { isPaused: true },
      by,
    });
    await changeSource(on('2027-01-10'), {
      sourceId: narrow.id,
      change: { query: 'match=guidance' },
      by,
    });
    on('2027-01-15');
    const statement = await drawUpMethod(services.fork(), quarter);
    const said = methodPaper(statement);
    expect(statement.sources.map(({ name }) => name)).toEqual([
      'Harrowfen Inspectorate',
      'Marlby Partnership',
    ]);
    expect(statement.dropped.map(({ name }) => name)).toEqual(['Wexborough Council']);
    expect(statement.failedVisits).toBe(92);
    expect(statement.missed).toHaveLength(5);

    const { value } = await mammoth.convertToHtml({
      buffer: Buffer.from(await wordFile(said)),
    });
    expect(value).toContain('<h1>How we scanned: October to December 2026</h1>');
    for (const block of said.blocks) {
      if (block.kind === 'heading')
        expect(value).toContain(`<h${block.level}>${block.text}</h${block.level}>`);
      if (block.kind === 'table')
        expect(value).toContain(`<th><p><strong>${block.columns[0]?.text}`);
    }
    expect(value).toContain('Of 50 known publications the scan had 45');
  });
});

describe('what was known before and is looked at again', () => {
  it('counts once what reached the group twice, and not what a person left out', async () => {
    const { services, on } = await aYear('sqlite');
    const given = { way: 'minutes', origin: null, by } as const;
    const items = [listed('The same thing in two minutes', 'https://a.example/1')];
    await addMentions(on('2026-03-02'), { ...given, reachedOn: '2026-03-01', items });
    const [again] = await addMentions(on('2026-03-09'), {
      ...given,
      reachedOn: '2026-03-08',
      items: [listed('Said otherwise there', 'http://www.a.example/1/')],
    });

    const counted = async () =>
      (await compareAll(services.fork().em)).map(({ isCounted, whyNot }) => [isCounted, whyNot]);
    expect(await counted()).toEqual([
      [true, null],
      [false, 'Counted already: it reached us on 1 March 2026.'],
    ]);

    const [first] = await compareAll(services.fork().em);
    const mentionId = first?.id ?? 0;
    await decideMention(services.fork(), { mentionId, isCounted: false, by });
    expect(await counted()).toEqual([
      [false, 'Left out by a person.'],
      [true, null],
    ]);
    expect(again).toBe(mentionId + 1);
  });

  it('says nothing of a share that three are too few for', async () => {
    const { services, on } = await aYear('sqlite');
    const items = [1, 2, 3].map((at) => listed(`Number ${at} of three`, null));
    await addMentions(on('2026-03-02'), { way: 'list', origin: null, reachedOn: null, items, by });

    const quarter = daysOfQuarter('2026-Q1');
    if (!quarter) throw new Error('no quarter');
    const { recall } = await showMissed(services.fork(), { quarter, page: 1, size: 20 });

    expect(recall).toMatchObject({ known: 3, missed: 3, recall: null, low: null, lead: null });
    expect(recall.words).toContain('too few to say');
  });

  it('finds a publication by what a person says, and takes that back', async () => {
    const { services, on, source } = await aYear('sqlite');
    const well = await source('Marlby', 'https://marlby.example/feed');
    const url = 'https://marlby.example/a';
    const id = await offered(services, { source: well, url, title: 'Its title', on: '2026-02-01' });
    const items = [listed('What the minutes called it', null)];
    const [mentionId = 0] = await addMentions(on('2026-02-11'), {
      way: 'minutes',
      origin: null,
      reachedOn: '2026-02-10',
      items,
      by,
    });
    const verdict = async () => (await compareAll(services.fork().em))[0]?.verdict;
    expect(await verdict()).toBe('missed');

    await decideMention(services.fork(), { mentionId, publicationId: id, by });
    expect(await verdict()).toBe('before');

    await decideMention(services.fork(), { mentionId, publicationId: null, by });
    expect(await verdict()).toBe('missed');

    await decideMention(services.fork(), { mentionId, publicationId: 'found', by });
    expect((await compareAll(services.fork().em))[0]).toMatchObject({ isDecided: false });
  });
});

describe.each(databaseKinds)('sources by what they yielded, on %s', (kind) => {
  it('puts a rare one that alone had something good above a busy one', async () => {
    const { services, on, source } = await aYear(kind);
    const rare = await source('A rare one', 'https://rare.example/feed');
    const busy = await source('A busy one', 'https://busy.example/feed');
    const idle = await source('An idle one', 'https://idle.example/feed');
    const give = (from: Source, at: number) =>
      offered(services, {
        source: from,
        url: `https://${from.name.split(' ')[1]}.example/${at}`,
        title: `Number ${at}`,
        on: '2026-02-01',
      });
    const good = await give(rare, 1);
    const others = [];
    for (let at = 0; at < 25; at += 1) others.push(await give(busy, at));
    await keepPublications(on('2026-02-02'), { publicationIds: [good], by });
    await setAsidePublications(on('2026-02-02'), {
      publicationIds: others,
      reason: 'not-relevant',
      note: null,
      by,
    });

    const quarter = daysOfQuarter('2026-Q1');
    if (!quarter) throw new Error('no quarter');
    const ranked = await rankSources(services.fork(), { quarter });

    expect(ranked.map(({ name, onlyItsKept, found }) => [name, onlyItsKept, found])).toEqual([
      ['A rare one', 1, 1],
      ['A busy one', 0, 25],
      ['An idle one', 0, 0],
    ]);
    expect(ranked[0]?.words).toContain('Rare, and worth it');
    expect(ranked[1]?.words).toContain('None of 25 publications judged was kept');
    expect(ranked[2]?.id).toBe(idle.id);
  });
});
