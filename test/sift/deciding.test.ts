import { beforeEach, describe, expect, it } from 'vitest';
import { loadVocabulary } from '#shared/database/load-vocabulary.ts';
import type { Orm } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { seenTag } from '#shared/database/seen.ts';
import { approveDigest } from '#shared/digests/approve-digest.ts';
import { ensureDigest } from '#shared/digests/weeks.ts';
import {
  Assessment,
  Assignment,
  AuditEntry,
  Concept,
  Deferral,
  Link,
  type PlanEntry,
  Publication,
  PublicationConcept,
  SiftStep,
  Suggestion,
} from '#shared/entities/index.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { assign, handBack } from '#shared/sift/assign.ts';
import { decideInSift, decideTogether } from '#shared/sift/decide-in-sift.ts';
import { listSteps } from '#shared/sift/list-steps.ts';
import { undoSteps } from '#shared/sift/undo-steps.ts';
import type { Decision, Keeping } from '#shared/sift/verdicts.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

const at = new Date('2026-09-09T10:00:00Z');
const clock = () => at;

describe.each(databaseKinds)('deciding in the sift, on %s', (kind) => {
  let orm: Orm;
  let by: Actor;
  let bob: Actor;
  let publication: Publication;
  let entry: PlanEntry;
  let keeping: Keeping;
  let suggestionIds: number[];

  beforeEach(async () => {
    orm = await freshDatabase(kind);
    const em = orm.em.fork();
    await loadVocabulary(em);
    by = actorOf(await givenUser(em, { email: 'ann@marlby.example' }));
    bob = actorOf(await givenUser(em, { email: 'bob@marlby.example' }));
    publication = await givenPublication(em, {
      documents: [
        { pages: [{ number: 4, text: 'They spoke of county lines. Boys were seen as runners.' }] },
      ],
    });
    entry = await givenPlanEntry(em);
    const suggestions = ['county-lines', 'rhi'].map((concept) =>
      em.create(Suggestion, {
        publication: publication.id,
        concept: em.getReference(Concept, concept),
        words: ['county lines'],
        strength: 'strong',
        createdAt: at,
      }),
    );
    const ofEntry = em.create(Suggestion, {
      publication: publication.id,
      entry: entry.id,
      words: ['missing'],
      strength: 'strong',
      createdAt: at,
    });
    await em.flush();
    suggestionIds = [...suggestions, ofEntry].map(({ id }) => id);
    keeping = {
      verdict: 'kept',
      suggestionIds: suggestionIds.slice(0, 2),
      meaning: 'Ask our panel about runners.',
      facts: { region: 'region-england', publishedOn: '2026-08-01' },
      link: { entryId: entry.id, bearing: 'gap', quote: 'Boys were seen as runners.', page: 4 },
    };
  });

  const work = () => ({ em: orm.em.fork(), clock });
  const decide = (decision: Decision, who = by, seen?: string) =>
    decideInSift(work(), {
      publicationId: publication.id,
      by: who,
      decision,
      seen: seen === undefined ? undefined : { of: ['publication'], tags: [seen] },
    });
  const tag = () => seenTag(orm.em.fork(), 'publication', publication.id);
  const read = () => orm.em.fork().findOneOrFail(Publication, publication.id);
  const all = <Row extends object>(entity: new () => Row) =>
    orm.em.fork().find(entity as never, {}) as Promise<Row[]>;

  it('keeps with facts, two themes, a meaning and a link in one go, each with its audit entry', async () => {
    await decide(keeping, by, await tag());

    expect(await read()).toMatchObject({
      status: 'kept',
      siftedAt: at,
      keptWas: null,
      region: 'region-england',
      publishedOn: '2026-08-01',
      publishedOnBasis: 'person',
    });
    expect((await all(PublicationConcept)).map(({ concept }) => concept.id).sort()).toEqual([
      'county-lines',
      'rhi',
    ]);
    expect((await all(Suggestion)).map(({ state }) => state)).toEqual(Array(3).fill('accepted'));
    expect(await all(Assessment)).toMatchObject([{ meaning: 'Ask our panel about runners.' }]);
    expect(await all(Link)).toMatchObject([
      {
        bearing: 'gap',
        rationale: 'Ask our panel about runners.',
        quote: 'Boys were seen as runners.',
        page: 4,
      },
    ]);
    expect((await all(AuditEntry)).map(({ action }) => action)).toEqual([
      'publication.kept',
      'publication.corrected',
      'suggestion.accepted',
      'suggestion.accepted',
      'publication.assessed',
      'link.added',
    ]);
  });

  it.each([
    ['a quotation that is not there', { link: { quote: 'Nowhere to be read.' } }, 'quote'],
    ['no reason for a link', { meaning: '' }, 'meaning'],
    ['too long a meaning', { meaning: 'x'.repeat(301) }, 'meaning'],
  ])('does nothing at all for %s', async (_, wrong, field) => {
    const link = { ...keeping.link, ...(wrong as { link?: object }).link } as Keeping['link'];

    await expect(decide({ ...keeping, ...wrong, link } as Keeping)).rejects.toMatchObject({
      name: 'Invalid',
      field,
    });

    expect(await read()).toMatchObject({ status: 'new', region: null });
    expect(await all(PublicationConcept)).toEqual([]);
    expect(await all(SiftStep)).toEqual([]);
    expect(await all(AuditEntry)).toEqual([]);
  });

  it('undoes all of it exactly, and the next person finds it as it was', async () => {
    const before = await tag();
    const row = await read();
    const { batch } = await decide(keeping);

    await undoSteps(work(), { batch, by });

    expect(await tag()).toBe(before);
    const { status, siftedBy, siftedAt, publishedOnBasis, regionBasis, keptWas } = await read();
    const { publishedOnBasis: basis } = row;
    expect({ status, siftedBy, siftedAt, publishedOnBasis, regionBasis, keptWas }).toEqual({
      ...{ status: 'new', siftedBy: null, siftedAt: null, publishedOnBasis: basis },
      ...{ regionBasis: null, keptWas: null },
    });
    expect((await all(Suggestion)).map(({ state }) => state)).toEqual(Array(3).fill('open'));
    expect(await all(Assessment)).toEqual([]);
    expect(await all(Link)).toMatchObject([{ removedReason: 'Undone in the sift.' }]);
    await expect(undoSteps(work(), { batch, by })).rejects.toThrow('undone already');
    expect(await listSteps(work(), { limit: 5 })).toEqual([]);
  });

  it('leaves an assessment and a theme that were there before as they were', async () => {
    await assessPublication(work(), {
      publicationId: publication.id,
      meaning: 'Bob’s.',
      impact: 4,
      by: bob,
    });
    await orm.em.fork().nativeUpdate(Publication, publication.id, { status: 'new', keptWas: null });
    const { batch } = await decide({ ...keeping, link: null });
    expect(await all(Assessment)).toMatchObject([
      { meaning: 'Ask our panel about runners.', impact: 4 },
    ]);

    await undoSteps(work(), { batch, by });

    expect(await all(Assessment)).toMatchObject([
      { meaning: 'Bob’s.', impact: 4, assessedBy: { id: bob.userId } },
    ]);
  });

  it('undoes nothing that somebody changed since, and says who did', async () => {
    const { batch } = await decide(keeping);
    await assessPublication(work(), {
      publicationId: publication.id,
      meaning: 'Bob knows more.',
      by: bob,
    });

    await expect(undoSteps(work(), { batch, by })).rejects.toThrow(
      /was changed since by bob@marlby\.example on 9 September 2026 at 11:00am, so this was not undone/,
    );
    expect(await read()).toMatchObject({ status: 'kept' });
    expect(await all(Link)).toMatchObject([{ removedAt: null }]);
  });

  it('lets what others added since stand when it is undone', async () => {
    const { batch } = await decide({ ...keeping, link: null });
    await linkToEntry(work(), {
      publicationId: publication.id,
      entryId: entry.id,
      bearing: 'updates',
      rationale: 'New.',
      by: bob,
    });

    await undoSteps(work(), { batch, by });

    expect(await all(Link)).toMatchObject([{ bearing: 'updates', removedAt: null }]);
  });

  it('undoes nothing that went out with a digest', async () => {
    const { batch } = await decide(keeping);
    const week = '2026-W37';
    const later = () => new Date('2026-09-14T08:00:00Z');
    await ensureDigest({ em: orm.em.fork(), clock: later }, week);
    await approveDigest({ em: orm.em.fork(), clock: later }, { week, by });

    await expect(undoSteps(work(), { batch, by })).rejects.toThrow(
      /went out with the digest for the week to 13 September 2026/,
    );
    expect(await read()).toMatchObject({ status: 'kept' });
  });

  it('tells the second of two what the first changed, and overwrites nothing', async () => {
    const seen = await tag();
    await decide(keeping, by, seen);

    await expect(
      decide({ verdict: 'set-aside', reason: 'too-thin' }, bob, seen),
    ).rejects.toMatchObject({
      name: 'ChangedMeanwhile',
      meanwhile: { by: { name: 'ann@marlby.example' }, changed: { status: 'kept' } },
    });
    expect(await read()).toMatchObject({ status: 'kept' });
  });

  it('sets aside with a reason and a note, puts off with why, and assigns: each can be undone', async () => {
    const before = await tag();
    const decisions: Decision[] = [
      { verdict: 'set-aside', reason: 'too-thin', note: 'An appointment.' },
      { verdict: 'later', why: 'Wait for the annex' },
      { verdict: 'assigned', to: Number(bob.userId), note: 'Is it ours?' },
    ];
    for (const decision of decisions) {
      const { batch } = await decide(decision);
      expect(await tag()).not.toBe(before);
      expect(await listSteps(work(), { by: Number(by.userId), limit: 5 })).toMatchObject([
        { batch, verdict: decision.verdict, by: 'ann@marlby.example' },
      ]);
      await undoSteps(work(), { batch, by });
      expect(await tag()).toBe(before);
    }
    expect([await all(Deferral), await all(Assignment)]).toEqual([[], []]);
  });

  it.each([
    [{ verdict: 'later', why: ' ' }, 'why'],
    [{ verdict: 'assigned', to: 999 }, 'to'],
  ] as [Decision, string][])('refuses %j in words', async (decision, field) => {
    await expect(decide(decision)).rejects.toMatchObject({ name: 'Invalid', field });
  });

  it('takes back what was handed back when it is assigned anew, and lets only the asked hand back', async () => {
    const publicationId = publication.id;
    await assign(work(), { publicationId, to: Number(bob.userId), by });
    await expect(
      handBack(work(), { publicationId, by, answer: 'No.', mayJudge: false }),
    ).rejects.toMatchObject({ name: 'Forbidden' });
    await handBack(work(), { publicationId, by: bob, answer: 'Ours: page 4.', mayJudge: false });
    expect(await all(Assignment)).toMatchObject([{ answer: 'Ours: page 4.', answeredAt: at }]);
    await expect(handBack(work(), { publicationId, by: bob, mayJudge: false })).rejects.toThrow(
      'handed back already',
    );

    const { batch } = await decide({ verdict: 'assigned', to: Number(by.userId) });
    expect(await all(Assignment)).toMatchObject([{ answer: null, answeredAt: null }]);
    await undoSteps(work(), { batch, by });
    expect(await all(Assignment)).toMatchObject([
      { answer: 'Ours: page 4.', to: { id: bob.userId } },
    ]);
  });

  describe('several at once', () => {
    it('are decided and undone together', async () => {
      const other = await givenPublication(orm.em.fork(), { title: 'Another' });
      const publicationIds = [other.id, publication.id];
      const decision: Decision = { verdict: 'set-aside', reason: 'not-relevant' };

      const { batch } = await decideTogether(work(), { publicationIds, by, decision });
      expect(await orm.em.fork().count(Publication, { status: 'set-aside' })).toBe(2);
      expect(await listSteps(work(), { limit: 5 })).toMatchObject([
        { batch, publications: [{ id: publication.id }, { id: other.id }] },
      ]);

      await undoSteps(work(), { batch, by });
      expect(await orm.em.fork().count(Publication, { status: 'new' })).toBe(2);
    });

    it('are left alone, all of them, when one was judged meanwhile, and it is said by whom', async () => {
      const other = await givenPublication(orm.em.fork(), { title: 'Another' });
      await decide({ verdict: 'kept' }, bob);

      await expect(
        decideTogether(work(), {
          publicationIds: [publication.id, other.id],
          by,
          decision: { verdict: 'set-aside', reason: 'duplicate' },
        }),
      ).rejects.toThrow(
        /Nothing was done to any of the 2: .* was kept by bob@marlby\.example on 9 September 2026 at 11:00am/,
      );
      expect(await orm.em.fork().count(Publication, { status: 'set-aside' })).toBe(0);
    });
  });
});
