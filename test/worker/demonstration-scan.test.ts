import { describe, expect, it } from 'vitest';
import {
  Candidate,
  Document,
  OutboxRow,
  Passage,
  Publication,
  Scan,
  Sighting,
  Suggestion,
  Version,
} from '#shared/entities/index.ts';
import { databaseKinds } from '../support/databases.ts';
import { watchTheDemonstration } from '../support/demonstration-worker.ts';

describe.each(databaseKinds)('scanning the demonstration publisher on %s', (kind) => {
  it('brings every publication into the library, each once, and says what it could not read', async () => {
    const { services, scanAll } = await watchTheDemonstration(kind);

    await scanAll();

    const em = services.orm.em.fork();
    const titled = (title: string) =>
      em.findOneOrFail(Publication, { title: { $like: `${title}%` } });
    const publications = await em.find(Publication, {});
    const addresses = publications.map(({ url }) => url);
    expect(publications.length).toBeGreaterThanOrEqual(40);
    expect(new Set(addresses).size).toBe(addresses.length);

    // The same page offered by two sources is one publication with two sightings.
    const places = await titled('Places and peers');
    expect(await em.count(Sighting, { publication: places })).toBe(2);
    expect(await em.count(Version, { publication: places })).toBe(1);

    // A page that answers 403, and one that is gone, are recorded from what the source said.
    const forbidden = await titled('Members');
    expect(forbidden).toMatchObject({
      readAt: null,
      textProblem: expect.stringContaining('answered 403 (forbidden)'),
    });
    expect((await titled('Young people_s views on night')).textProblem).toContain('answered 404');

    // A scan says that it is one.
    expect((await titled('Minutes of the children')).textProblem).toContain('scan');

    // One that was unavailable for a moment waits for a retry, with the reason.
    const waiting = await em.find(Candidate, { state: 'pending' });
    expect(waiting.map(({ reason }) => reason)).toEqual([expect.stringContaining('answered 503')]);

    // The long review by page, the phrase on page 47 alone.
    const review = await titled('Seen, heard, joined up');
    const [document] = await em.find(Document, { publication: review });
    const found = await em.find(Passage, { text: { $like: '%kitchen-table conversation model%' } });
    expect(document?.pageCount).toBe(100);
    expect(found.map(({ page }) => page)).toEqual([47]);

    // GOV.UK's own facts: page, file and change note.
    const national = await titled('Hidden in transit');
    expect(await em.count(Document, { publication: national })).toBe(2);
    expect(national).toMatchObject({
      type: 'doc-national-review',
      publisher: 'National Practice Panel (fictional)',
    });

    // Everything reached the index, and suggestions wait for a person.
    expect(await em.count(OutboxRow)).toBe(0);
    expect((await services.search.status()).publications).toBe(publications.length);
    expect(await em.count(Suggestion, { state: 'open' })).toBeGreaterThan(40);

    // A damaged feed is read as far as it goes, a failing one says why.
    const scans = await em.find(Scan, {}, { populate: ['source'] });
    const of = (key: string) => scans.find(({ source }) => source.key === key);
    expect(of('calderwick-council')).toMatchObject({ outcome: 'read', offered: 4 });
    expect(of('calderwick-council')?.warnings.join()).toContain('damaged');
    expect(of('ashcote-partnership')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('answered 503'),
    });
  });

  it('adds nothing the second time, and is told 304 where there are validators', async () => {
    const { services, scanAll } = await watchTheDemonstration(kind);
    await scanAll();
    const before = services.orm.em.fork();
    const counts = async (em = before) => [
      await em.count(Publication),
      await em.count(Version),
      await em.count(Sighting),
    ];
    const first = await counts();

    await services.orm.em
      .fork()
      .nativeUpdate(Candidate, { state: 'pending' }, { nextAttemptAt: new Date('2100-01-01') });
    await scanAll();

    expect(await counts(services.orm.em.fork())).toEqual(first);
    const scans = await services.orm.em
      .fork()
      .find(Scan, { isFirst: false }, { populate: ['source'] });
    const outcomes = Object.fromEntries(
      scans.map(({ source, outcome, fresh, changed }) => [
        source.key,
        `${outcome} ${fresh} ${changed}`,
      ]),
    );
    expect(outcomes).toMatchObject({
      'northmere-partnership': 'not-modified 0 0',
      inspectorate: 'not-modified 0 0',
      'harbour-lights': 'not-modified 0 0',
      'tolbridge-institute': 'not-modified 0 0',
      'calderwick-council': 'read 0 0',
      'government-exploitation': 'read 0 0',
    });
  });
});
