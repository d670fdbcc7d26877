import { describe, expect, it } from 'vitest';
import { AuditEntry, Link, PossibleDuplicate, Publication } from '#shared/entities/index.ts';
import {
  reviseLink,
  sayStillHolds,
  undoRevision,
  undoStillHolds,
} from '#shared/plans/evidence/revise-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { showLink } from '#shared/plans/links/show-link.ts';
import { mergePublications, undoDuplicateDecision } from '#shared/publications/decide-duplicate.ts';
import { eraseText } from '#shared/publications/erase-text.ts';
import { followQuotations } from '#worker/evidence/follow-quotations.ts';
import { givenNewVersion } from '../support/builders/new-version.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };

const first = [
  { number: 46, text: 'Hotels.\n\nStaff were not told whom to call. The police were told late.' },
  {
    number: 47,
    text: 'Interviews.\n\nReturn home interviews should be offered within 72 hours. Most were not offered at all.\n\nRecords were kept apart.',
  },
];

describe.each(databaseKinds)('a quotation on %s', (kind) => {
  async function given(quote: string | null, page: number | null = 47) {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, { documents: [{ pages: first }] });
    const entry = await givenPlanEntry(em);
    const { id } = await linkToEntry(services.fork(), {
      publicationId: publication.id,
      entryId: entry.id,
      bearing: 'supports',
      rationale: 'It says so.',
      quote,
      page,
      by,
    });
    return {
      services,
      linkId: id,
      publicationId: publication.id,
      async isNow(...pages: { number: number | null; text: string }[]) {
        await givenNewVersion(services.orm.em.fork(), publication.id, [{ pages }]);
        await followQuotations(services.fork());
        return showLink(services.fork(), id);
      },
    };
  }
  const quote = 'Return home interviews should be offered within 72 hours.';

  it('is kept with what stands before and after it, and its version', async () => {
    const { services, linkId } = await given(quote);

    const link = await services.orm.em
      .fork()
      .findOneOrFail(Link, linkId, { populate: ['version'] });

    expect(link).toMatchObject({
      quoteBefore: expect.stringMatching(/Interviews\.$/),
      quoteAfter: expect.stringMatching(/^Most were not/),
      page: 47,
      checkedVersion: 1,
      fate: 'unchanged',
    });
    expect(link.version?.number).toBe(1);
  });

  it('is looked for in the other text when its publication is merged into another of the same version', async () => {
    const { services, linkId, publicationId } = await given(quote);
    const em = services.orm.em.fork();
    const other = await givenPublication(em, {
      url: 'https://elsewhere.example/1',
      documents: [{ pages: [{ number: 1, text: 'It says nothing of interviews at all.' }] }],
    });
    const pair = em.create(PossibleDuplicate, {
      first: publicationId,
      second: other,
      distance: 1,
      foundAt: services.clock(),
    });
    await em.flush();

    await mergePublications(services.fork(), { pairId: pair.id, keptId: other.id, by });
    await followQuotations(services.fork());
    expect(await showLink(services.fork(), linkId)).toMatchObject({
      place: { kind: 'gone' },
      needsLook: true,
    });
    await undoDuplicateDecision(services.fork(), { pairId: pair.id, by });
    await followQuotations(services.fork());
    expect((await showLink(services.fork(), linkId)).place.kind).toBe('unchanged');
  });

  it('is told as moved where the pages are others, with its new page', async () => {
    const { isNow } = await given(quote);

    const link = await isNow(
      { number: 1, text: 'A foreword.' },
      ...first.map((page) => ({ ...page, number: page.number + 3 })),
    );

    expect(link).toMatchObject({
      needsLook: false,
      page: 47,
      place: { kind: 'moved', version: 2, page: 50, words: quote },
    });
  });

  it('is told as edited with the words that changed, and waits for somebody to look', async () => {
    const { isNow } = await given(quote);

    const link = await isNow({ number: 47, text: first[1]?.text.replace('should', 'must') ?? '' });

    expect(link).toMatchObject({
      needsLook: true,
      quote,
      place: {
        kind: 'edited',
        words: quote.replace('should', 'must'),
        changes: [
          { kind: 'same', words: 'Return home interviews' },
          { kind: 'removed', words: 'should' },
          { kind: 'added', words: 'must' },
          { kind: 'same', words: 'be offered within 72 hours.' },
        ],
      },
    });
  });

  it('is told as gone, or that nobody can tell', async () => {
    const { isNow } = await given(quote);

    const gone = await isNow({ number: 47, text: 'Interviews.\n\nMost were not offered at all.' });
    expect(gone).toMatchObject({
      needsLook: true,
      place: { kind: 'gone', page: null, words: null },
    });

    const both = `Something new. ${quote} More of it.`;
    const twice = await isNow({ number: 1, text: both }, { number: 2, text: both });
    expect(twice).toMatchObject({ needsLook: true, place: { kind: 'cannot-tell', page: null } });
  });

  it('is looked for once a version, and found the same when that is done again', async () => {
    const { isNow, services, linkId } = await given(quote);
    await isNow({ number: 47, text: 'Interviews.\n\nMost were not offered at all.' });
    expect(await followQuotations(services.fork())).toBe(0);
    const before = await showLink(services.fork(), linkId);

    // As after a kill between looking and writing.
    await services.orm.em.fork().nativeUpdate(Link, { id: linkId }, { checkedVersion: 1 });
    expect(await followQuotations(services.fork())).toBe(1);

    expect(await showLink(services.fork(), linkId)).toEqual(before);
  });

  it('of an earlier version of Skylark gets what stood around it from the version it was taken from', async () => {
    const { isNow, services, linkId } = await given(quote);
    await services.orm.em.fork().nativeUpdate(
      Link,
      { id: linkId },
      {
        quoteBefore: null,
        quoteAfter: null,
        checkedVersion: null,
        fate: null,
        fateAt: null,
        pageNow: null,
      },
    );

    const link = await isNow({ number: 48, text: first[1]?.text ?? '' });

    expect(link).toMatchObject({ place: { kind: 'moved', page: 48 } });
    expect(await services.orm.em.fork().findOneOrFail(Link, linkId)).toMatchObject({
      quoteBefore: expect.stringMatching(/Interviews\.$/),
    });
  });

  it('that is none is told as changed where the text did', async () => {
    const { isNow } = await given(null, null);

    expect(await isNow({ number: 1, text: 'Other words.' })).toMatchObject({
      needsLook: true,
      place: { kind: 'edited', words: null, changes: null },
    });
  });

  it('is said to hold, which stays so until it changes again, and is taken back', async () => {
    const { isNow, services, linkId } = await given(quote);
    const edited = { number: 47, text: first[1]?.text.replace('should', 'must') ?? '' };
    await isNow(edited);

    await sayStillHolds(services.fork(), { linkId, by, version: 2 });
    await expect(sayStillHolds(services.fork(), { linkId, by })).rejects.toThrow(
      'Nothing has changed',
    );
    expect(await isNow({ number: 1, text: 'A page more.' }, edited)).toMatchObject({
      needsLook: false,
      holds: { version: 3 },
    });
    expect(await isNow({ number: 1, text: 'All of it is gone.' })).toMatchObject({
      needsLook: true,
    });
    await undoStillHolds(services.fork(), { linkId, by });

    expect(await showLink(services.fork(), linkId)).toMatchObject({ needsLook: true, holds: null });
    const audit = await services.orm.em
      .fork()
      .find(AuditEntry, { action: { $like: 'link.holds%' } });
    expect(audit.map(({ action }) => action)).toEqual(['link.holds', 'link.holds-undone']);
  });

  it('is revised to what stands there now, and that is taken back', async () => {
    const { isNow, services, linkId } = await given(quote);
    const now = quote.replace('should', 'must');
    await isNow({ number: 48, text: `Interviews.\n\n${now} Most were not offered at all.` });

    await expect(
      reviseLink(services.fork(), { linkId, quote: now, page: 48, version: 1, by }),
    ).rejects.toThrow('changed again meanwhile');
    await reviseLink(services.fork(), { linkId, quote: now, page: 48, version: 2, by });
    expect(await showLink(services.fork(), linkId)).toMatchObject({
      quote: now,
      page: 48,
      version: 2,
      needsLook: false,
      earlier: [{ quote, page: 47, by: 'test' }],
    });
    await undoRevision(services.fork(), { linkId, by });
    await followQuotations(services.fork());

    expect(await showLink(services.fork(), linkId)).toMatchObject({
      quote,
      page: 47,
      version: 1,
      needsLook: true,
      earlier: [],
    });
  });

  it('on a wrong page is refused with the page on which it is', async () => {
    await expect(given(quote, 46)).rejects.toThrow(
      'These words are not on page 46: they are on page 47',
    );
  });

  it('is in nothing once its publication is erased', async () => {
    const { isNow, services, linkId, publicationId } = await given(quote);
    await isNow({ number: 47, text: first[1]?.text.replace('should', 'must') ?? '' });
    const em = services.orm.em.fork();
    const publication = await em.findOneOrFail(Publication, publicationId);

    await eraseText(em, publication, { withNotes: false, withTitle: false });

    expect(await services.orm.em.fork().findOneOrFail(Link, linkId)).toMatchObject({
      quote: null,
      quoteBefore: null,
      quoteAfter: null,
      quoteNow: null,
      earlier: [],
    });
  });
});
