import { beforeEach, describe, expect, it } from 'vitest';
import { loadVocabulary } from '#shared/database/load-vocabulary.ts';
import type { EntityManager, Orm } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import {
  Assessment,
  AuditEntry,
  Concept,
  OutboxRow,
  Publication,
  PublicationConcept,
  Suggestion,
  Tag,
} from '#shared/entities/index.ts';
import { acceptSuggestion } from '#shared/judging/accept-suggestion.ts';
import { addConcept } from '#shared/judging/add-concept.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { listToJudge } from '#shared/judging/list-to-judge.ts';
import { rejectSuggestion } from '#shared/judging/reject-suggestion.ts';
import { removeConcept } from '#shared/judging/remove-concept.ts';
import { removeTag } from '#shared/judging/remove-tag.ts';
import { reopenPublications } from '#shared/judging/reopen-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

const at = new Date('2026-09-09T10:00:00Z');
const clock = () => at;

describe.each(databaseKinds)('judging on %s', (kind) => {
  let orm: Orm;
  let em: EntityManager;
  let by: Actor;
  let publication: Publication;

  beforeEach(async () => {
    orm = await freshDatabase(kind);
    const start = orm.em.fork();
    await loadVocabulary(start);
    by = actorOf(await givenUser(start, { email: 'coordinator@marlby.example' }));
    publication = await givenPublication(start);
    em = orm.em.fork();
  });

  const read = () => orm.em.fork().findOneOrFail(Publication, publication.id);
  const audit = () => orm.em.fork().find(AuditEntry, {}, { orderBy: { id: 'asc' } });
  const suggest = async (concept: string) => {
    const start = orm.em.fork();
    const suggestion = start.create(Suggestion, {
      publication: start.getReference(Publication, publication.id),
      concept: start.getReference(Concept, concept),
      words: ['county lines'],
      strength: 'strong',
      passage: 'They spoke of county lines.',
      page: 4,
      createdAt: at,
    });
    await start.flush();
    return suggestion.id;
  };

  describe('keeping and setting aside', () => {
    it('keeps a publication, says who did and when, and tells the index', async () => {
      await keepPublications({ em, clock }, { publicationIds: [publication.id], by });

      expect(await read()).toMatchObject({
        status: 'kept',
        siftedBy: { id: by.userId },
        siftedAt: at,
        indexNumber: 2,
      });
      expect(await audit()).toMatchObject([
        {
          action: 'publication.kept',
          actor: 'coordinator@marlby.example',
          subjectId: String(publication.id),
          before: { status: 'new' },
          after: { status: 'kept' },
        },
      ]);
      expect(await orm.em.fork().find(OutboxRow, {})).toMatchObject([
        { publicationId: publication.id, number: 2, change: 'put' },
      ]);
    });

    it('keeps the reason and the note of what is set aside', async () => {
      await setAsidePublications(
        { em, clock },
        { publicationIds: [publication.id], reason: 'out-of-area', note: ' Scotland only ', by },
      );

      expect(await read()).toMatchObject({
        status: 'set-aside',
        setAsideReason: 'out-of-area',
        setAsideNote: 'Scotland only',
      });
      expect(await audit()).toMatchObject([
        { action: 'publication.set-aside', reason: 'Scotland only' },
      ]);
    });

    it('takes a verdict back', async () => {
      const publicationIds = [publication.id];
      await setAsidePublications({ em, clock }, { publicationIds, reason: 'too-thin', by });
      await reopenPublications({ em, clock }, { publicationIds, by });

      expect(await read()).toMatchObject({
        status: 'new',
        setAsideReason: null,
        siftedBy: null,
        siftedAt: null,
        indexNumber: 3,
      });
    });

    it('records nothing when nothing changes', async () => {
      const publicationIds = [publication.id];
      await keepPublications({ em, clock }, { publicationIds, by });
      await keepPublications({ em: orm.em.fork(), clock }, { publicationIds, by });

      expect(await audit()).toHaveLength(1);
      expect(await orm.em.fork().count(OutboxRow)).toBe(1);
    });

    it('judges several at once, or none of them if one is not there', async () => {
      const other = await givenPublication(orm.em.fork(), { title: 'Another' });

      await expect(
        keepPublications({ em, clock }, { publicationIds: [publication.id, other.id, 999], by }),
      ).rejects.toMatchObject({ name: 'NotFound' });
      expect(await orm.em.fork().count(Publication, { status: 'kept' })).toBe(0);

      const services = { em: orm.em.fork(), clock };
      await keepPublications(services, { publicationIds: [publication.id, other.id], by });
      expect(await orm.em.fork().count(Publication, { status: 'kept' })).toBe(2);
    });
  });

  describe('concepts and suggestions', () => {
    it('lets an accepted suggestion count', async () => {
      const suggestionId = await suggest('county-lines');

      await acceptSuggestion({ em, clock }, { publicationId: publication.id, suggestionId, by });

      expect(await orm.em.fork().find(PublicationConcept, {})).toMatchObject([
        { concept: { id: 'county-lines' }, acceptedBy: { id: by.userId } },
      ]);
      expect(await orm.em.fork().findOneOrFail(Suggestion, suggestionId)).toMatchObject({
        state: 'accepted',
      });
      expect((await read()).indexNumber).toBe(2);
    });

    it('refuses to decide a suggestion twice', async () => {
      const suggestionId = await suggest('county-lines');
      const given = { publicationId: publication.id, suggestionId, by };
      await rejectSuggestion({ em, clock }, given);

      await expect(acceptSuggestion({ em: orm.em.fork(), clock }, given)).rejects.toMatchObject({
        name: 'Conflict',
      });
    });

    it('does not find a suggestion of another publication', async () => {
      const suggestionId = await suggest('county-lines');
      const other = await givenPublication(orm.em.fork());

      await expect(
        acceptSuggestion({ em, clock }, { publicationId: other.id, suggestionId, by }),
      ).rejects.toMatchObject({ name: 'NotFound' });
    });

    it('leaves a suggested plan entry to be linked with a rationale', async () => {
      const start = orm.em.fork();
      const entry = await givenPlanEntry(start);
      const suggestion = start.create(Suggestion, {
        publication: start.getReference(Publication, publication.id),
        entry,
        words: ['return home'],
        strength: 'weak',
        createdAt: at,
      });
      await start.flush();
      const given = { publicationId: publication.id, suggestionId: suggestion.id, by };

      await expect(acceptSuggestion({ em, clock }, given)).rejects.toMatchObject({
        name: 'Invalid',
      });
    });

    it('accepts the open suggestion of a concept that a person adds', async () => {
      const suggestionId = await suggest('county-lines');

      const given = { publicationId: publication.id, conceptId: 'county-lines', by };
      await addConcept({ em, clock }, given);
      await addConcept({ em: orm.em.fork(), clock }, given);

      expect(await orm.em.fork().findOneOrFail(Suggestion, suggestionId)).toMatchObject({
        state: 'accepted',
      });
      expect(await audit()).toHaveLength(1);
    });

    it('does not suggest again what a person took away', async () => {
      const suggestionId = await suggest('county-lines');
      const given = { publicationId: publication.id, conceptId: 'county-lines', by };
      await addConcept({ em, clock }, given);

      await removeConcept({ em: orm.em.fork(), clock }, given);

      expect(await orm.em.fork().count(PublicationConcept)).toBe(0);
      expect(await orm.em.fork().findOneOrFail(Suggestion, suggestionId)).toMatchObject({
        state: 'rejected',
      });
    });

    it.each(['no-such-concept', 'doc-lcspr'])('refuses %s as a concept', async (conceptId) => {
      await expect(
        addConcept({ em, clock }, { publicationId: publication.id, conceptId, by }),
      ).rejects.toMatchObject({ name: 'Invalid', field: 'conceptId' });
    });
  });

  describe('tags', () => {
    it('adds a tag once, however often and however spaced', async () => {
      const given = { publicationId: publication.id, by };
      await addTag({ em, clock }, { ...given, label: ' Taxi  &  “hotel”, training ' });
      await addTag({ em: orm.em.fork(), clock }, { ...given, label: 'Taxi & “hotel”, training' });

      expect(await orm.em.fork().find(Tag, {})).toMatchObject([
        { label: 'Taxi & “hotel”, training', addedBy: { id: by.userId } },
      ]);
      expect((await read()).indexNumber).toBe(2);
    });

    it.each(['   ', 'x'.repeat(61)])('refuses the tag %j', async (label) => {
      await expect(
        addTag({ em, clock }, { publicationId: publication.id, label, by }),
      ).rejects.toMatchObject({ name: 'Invalid', field: 'label' });
    });

    it('removes a tag, and does not find one that is not there', async () => {
      const given = { publicationId: publication.id, label: 'Taxis', by };
      await addTag({ em, clock }, given);
      await removeTag({ em: orm.em.fork(), clock }, given);

      expect(await orm.em.fork().count(Tag)).toBe(0);
      await expect(removeTag({ em: orm.em.fork(), clock }, given)).rejects.toMatchObject({
        name: 'NotFound',
      });
    });
  });

  describe('the assessment', () => {
    it('changes what is given and leaves the rest', async () => {
      const given = { publicationId: publication.id, by };
      await assessPublication({ em, clock }, { ...given, relevance: 3, horizon: 'now' });
      await assessPublication(
        { em: orm.em.fork(), clock },
        { ...given, meaning: 'Check that our\n interviews happen in 72 hours.' },
      );

      expect(
        await orm.em.fork().findOneOrFail(Assessment, { publication: publication.id }),
      ).toMatchObject({
        relevance: 3,
        horizon: 'now',
        meaning: 'Check that our interviews happen in 72 hours.',
      });
      const said = (await audit()).filter(({ action }) => action === 'publication.assessed');
      expect(said.map(({ before, after }) => [before, after])).toEqual([
        [
          { relevance: null, horizon: null },
          { relevance: 3, horizon: 'now' },
        ],
        [{ meaning: null }, { meaning: 'Check that our interviews happen in 72 hours.' }],
      ]);
    });

    it('takes back what is given as null, and tells relevance 0 from none', async () => {
      const given = { publicationId: publication.id, by };
      await assessPublication({ em, clock }, { ...given, relevance: 0, meaning: 'None.' });
      await assessPublication({ em: orm.em.fork(), clock }, { ...given, meaning: '' });

      expect(
        await orm.em.fork().findOneOrFail(Assessment, { publication: publication.id }),
      ).toMatchObject({
        relevance: 0,
        meaning: null,
      });
    });

    it.each([
      [{ relevance: 4 }, 'relevance'],
      [{ impact: 0 }, 'impact'],
      [{ impact: 2.5 }, 'impact'],
      [{ meaning: 'x'.repeat(301) }, 'meaning'],
    ])('refuses %j', async (judgement, field) => {
      await expect(
        assessPublication({ em, clock }, { publicationId: publication.id, by, ...judgement }),
      ).rejects.toMatchObject({ name: 'Invalid', field });
    });
  });

  describe('the facts', () => {
    it('corrects them, and says that a person did', async () => {
      await correctFacts(
        { em, clock },
        {
          publicationId: publication.id,
          by,
          title: 'A  better title',
          publishedOn: '2026-08-31',
          type: 'doc-lcspr',
          region: 'region-west-midlands',
        },
      );

      expect(await read()).toMatchObject({
        title: 'A better title',
        publishedOn: '2026-08-31',
        publishedOnBasis: 'person',
        type: 'doc-lcspr',
        typeBasis: 'A person gave it.',
        region: 'region-west-midlands',
        regionBasis: 'A person gave it.',
        publisher: 'Marlby Safeguarding Partnership',
      });
    });

    it('does not claim facts that a person left as they were', async () => {
      await correctFacts(
        { em, clock },
        { publicationId: publication.id, by, publishedOn: '2026-09-07', type: null },
      );

      expect(await read()).toMatchObject({ publishedOnBasis: 'source', typeBasis: null });
      expect(await audit()).toEqual([]);
    });

    it.each([
      [{ title: '  ' }, 'title'],
      [{ publisher: '' }, 'publisher'],
      [{ publishedOn: '2026-02-30' }, 'publishedOn'],
      [{ type: 'region-england' }, 'type'],
      [{ region: 'doc-lcspr' }, 'region'],
    ])('refuses %j', async (facts, field) => {
      await expect(
        correctFacts({ em, clock }, { publicationId: publication.id, by, ...facts }),
      ).rejects.toMatchObject({ name: 'Invalid', field });
    });
  });

  describe('what waits to be judged', () => {
    it('is listed without what was judged, what is like it first, each with its suggestions', async () => {
      await suggest('county-lines');
      const start = orm.em.fork();
      const newer = await givenPublication(start, {
        title: 'Newer',
        summary: 'Of the kind that was kept.',
        firstSeenAt: new Date('2026-09-09T06:00:00Z'),
        isBacklog: true,
      });
      const kept = await givenPublication(start, {
        title: 'Kept',
        summary: 'Of the kind that was kept.',
        status: 'kept',
      });

      const all = await listToJudge({ em, clock }, { part: 'all', page: 1, size: 20 });
      const backlog = await listToJudge({ em, clock }, { part: 'backlog', page: 1, size: 20 });
      const second = await listToJudge({ em, clock }, { part: 'all', page: 2, size: 1 });

      expect(all).toMatchObject({
        total: 2,
        items: [
          { id: newer.id, isBacklog: true, suggestions: [] },
          {
            id: publication.id,
            suggestions: [
              {
                concept: { id: 'county-lines', label: 'County lines', facet: 'harm' },
                words: ['county lines'],
                passage: 'They spoke of county lines.',
                page: 4,
              },
            ],
          },
        ],
      });
      expect(all.items.map(({ id }) => id)).not.toContain(kept.id);
      expect(backlog.items.map(({ id }) => id)).toEqual([newer.id]);
      expect(second.items.map(({ id }) => id)).toEqual([publication.id]);
    });

    it('shows no passage where the source allows only title and link', async () => {
      const start = orm.em.fork();
      const source = await givenSource(start, { mayShow: 'link' });
      publication = await givenPublication(start, { source, summary: 'Not to be shown.' });
      await suggest('county-lines');

      const { items } = await listToJudge({ em, clock }, { part: 'all', page: 1, size: 20 });

      expect(items.find(({ id }) => id === publication.id)).toMatchObject({
        summary: null,
        suggestions: [{ passage: null, page: 4 }],
      });
    });
  });
});
