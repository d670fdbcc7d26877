import { describe, expect, it } from 'vitest';
import { loadVocabulary, readVocabulary } from '#shared/database/load-vocabulary.ts';
import {
  Concept,
  PlanEntry,
  PublicationConcept,
  SavedSearch,
  StateValue,
  Suggestion,
  Tag,
} from '#shared/entities/index.ts';
import { addConcept } from '#shared/judging/add-concept.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { saveSearch } from '#shared/searches/save-search.ts';
import { addConceptToVocabulary } from '#shared/vocabulary/add-concept-to-vocabulary.ts';
import { mergeConcepts } from '#shared/vocabulary/merge-concepts.ts';
import { renameConcept } from '#shared/vocabulary/rename-concept.ts';
import { listTags, renameTags } from '#shared/vocabulary/rename-tags.ts';
import { retireConcept } from '#shared/vocabulary/retire-concept.ts';
import { splitConcept } from '#shared/vocabulary/split-concept.ts';
import { touchedByConcept } from '#shared/vocabulary/touched-by.ts';
import { undoVocabularyChange } from '#shared/vocabulary/undo-change.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };

describe.each(databaseKinds)('the vocabulary as the group makes it its own, on %s', (kind) => {
  it('makes one concept of two, everywhere, and two of it again', async () => {
    const services = await freshServices(kind);
    const em = () => services.orm.em.fork();
    const user = await givenUser(em());
    const [one, two] = [
      await givenPublication(em()),
      await givenPublication(em(), { url: 'https://a.example/2' }),
    ];
    const conceptId = await addConceptToVocabulary(services.fork(), {
      label: 'welcome home chats',
      facet: 'theme',
      by,
    });
    for (const [publicationId, id] of [
      [one.id, conceptId],
      [two.id, conceptId],
      [two.id, 'rhi'],
    ] as const)
      await addConcept(services.fork(), { publicationId, conceptId: id, by });
    const entry = await givenPlanEntry(em(), { themes: [conceptId, 'rhi', 'missing'] });
    await saveSearch(services.fork(), {
      name: 'Chats',
      parameters: `q=home&theme=${conceptId}`,
      isShared: true,
      alert: null,
      userId: user.id,
      by,
    });
    expect(await touchedByConcept(em(), { id: conceptId, facet: 'theme' })).toMatchObject({
      publications: { count: 2 },
      entries: { count: 1 },
      searches: { count: 1, names: ['Chats'] },
    });
    const state = async () => ({
      given: (await em().find(PublicationConcept, {}))
        .map(({ publication, concept }) => `${publication.id} ${concept.id}`)
        .sort(),
      themes: (await em().findOneOrFail(PlanEntry, entry.id)).themes.join(' '),
      search: (await em().find(SavedSearch, {}))[0]?.parameters,
    });
    const before = await state();

    const changeId = await mergeConcepts(services.fork(), { conceptId, into: 'rhi', by });

    expect(await state()).toEqual({
      given: [`${one.id} rhi`, `${two.id} rhi`],
      themes: 'rhi missing',
      search: 'q=home&theme=rhi',
    });
    const rhi = (await readVocabulary(em())).find(({ id }) => id === 'rhi');
    expect(rhi?.synonyms).toContain('welcome home chats');

    await undoVocabularyChange(services.fork(), { changeId: changeId ?? 0, by });
    expect(await state()).toEqual(before);
  });

  it('makes two concepts of one, loses nothing from entries and searches, and makes one of it again', async () => {
    const services = await freshServices(kind);
    const em = () => services.orm.em.fork();
    const user = await givenUser(em());
    const one = await givenPublication(em());
    const two = await givenPublication(em(), { url: 'https://a.example/2' });
    for (const publicationId of [one.id, two.id])
      await addConcept(services.fork(), { publicationId, conceptId: 'rhi', by });
    const entry = await givenPlanEntry(em(), { themes: ['rhi', 'missing'] });
    const search = { name: 'RHI', parameters: 'theme=rhi', isShared: false, alert: null };
    await saveSearch(services.fork(), { ...search, userId: user.id, by });
    const state = async () => ({
      given: (await em().find(PublicationConcept, {}))
        .map(({ publication, concept }) => `${publication.id} ${concept.id}`)
        .sort(),
      themes: (await em().findOneOrFail(PlanEntry, entry.id)).themes.join(' '),
      search: (await em().find(SavedSearch, {}))[0]?.parameters,
    });
    const before = await state();
    const splitting = { conceptId: 'rhi', label: 'Welcome calls', by };

    await expect(
      splitConcept(services.fork(), { ...splitting, publicationIds: [] }),
    ).rejects.toThrow('Tick at least one');
    const { changeId, into } = await splitConcept(services.fork(), {
      ...splitting,
      publicationIds: [two.id],
    });
    expect(await state()).toEqual({
      given: [`${one.id} rhi`, `${two.id} ${into}`],
      themes: `rhi ${into} missing`,
      search: `theme=rhi&theme=${into}`,
    });

    await undoVocabularyChange(services.fork(), { changeId, by });
    expect(await state()).toEqual(before);
    expect(await em().count(Concept, { id: into })).toBe(0);
  });

  it('keeps its own name when what is shipped changes, and finds the name of before', async () => {
    const services = await freshServices(kind);
    const em = () => services.orm.em.fork();
    const given = { conceptId: 'rhi', label: 'Welcome back talk', by };
    const changeId = await renameConcept(services.fork(), given);
    await em().nativeDelete(StateValue, { name: 'vocabulary.shipped' });
    await loadVocabulary(em());

    const rhi = (await readVocabulary(em())).find(({ id }) => id === 'rhi');
    expect(rhi).toMatchObject({ label: 'Welcome back talk' });
    expect(rhi?.synonyms).toContain('Return home interview');

    await undoVocabularyChange(services.fork(), { changeId: changeId ?? 0, by });
    expect(await em().findOneOrFail(Concept, 'rhi')).toMatchObject({
      label: 'Return home interview',
      shippedLabel: null,
    });
  });

  it('makes one of five spellings, in searches too, and five of it again', async () => {
    const services = await freshServices(kind);
    const em = () => services.orm.em.fork();
    const spellings = ['taxi', 'Taxi', 'taxis', 'Taxis', 'cabs'];
    for (const [at, label] of spellings.entries()) {
      const { id } = await givenPublication(em(), { url: `https://a.example/${at}` });
      await addTag(services.fork(), { publicationId: id, label, by });
      if (at === 0) await addTag(services.fork(), { publicationId: id, label: 'cabs', by });
    }
    const tags = async () =>
      (await em().find(Tag, {}))
        .map(({ publication, label }) => `${publication.id} ${label}`)
        .sort();
    const before = await tags();

    const changeId = await renameTags(services.fork(), { from: spellings, to: 'taxis', by });
    expect(await listTags({ em: em() })).toEqual([{ label: 'taxis', count: 5 }]);

    await undoVocabularyChange(services.fork(), { changeId: changeId ?? 0, by });
    expect(await tags()).toEqual(before);
  });

  it('closes open suggestions of what is retired, gives it no more, and opens them again', async () => {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const publication = await givenPublication(em);
    const suggestion = em.create(Suggestion, {
      publication,
      concept: 'rhi',
      words: ['RHI'],
      strength: 'strong',
      createdAt: services.clock(),
    });
    await em.flush();
    const changeId = await retireConcept(services.fork(), { conceptId: 'rhi', by });
    const state = async () =>
      (await services.orm.em.fork().findOneOrFail(Suggestion, suggestion.id)).state;

    expect(await state()).toBe('rejected');
    const given = { publicationId: publication.id, conceptId: 'rhi', by };
    await expect(addConcept(services.fork(), given)).rejects.toThrow('not used any more');
    await undoVocabularyChange(services.fork(), { changeId: changeId ?? 0, by });
    expect(await state()).toBe('open');
    await addConcept(services.fork(), given);
  });
});

it('tells the second of two people, by page and by API, and changes nothing for them', async () => {
  const { as, services } = await freshApp();
  const ann = await as('coordinator');
  const bob = await as('administrator');
  const page = await (await bob.get('/vocabulary/rhi/change')).text();
  const seen = /name="seen" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const etag = (await bob.api('GET', '/vocabulary/rhi')).headers.get('etag') ?? '';
  await ann.post('/vocabulary/rhi/rename', { label: 'Welcome back talk' });

  const retired = await bob.post('/vocabulary/rhi/retire', { seen });
  expect(retired.status).toBe(409);
  expect(await retired.text()).toContain('Its name is now “Welcome back talk”');
  const merged = await bob.api(
    'POST',
    '/vocabulary/rhi/merge',
    { into: 'missing' },
    { 'if-match': etag },
  );
  expect(merged.status).toBe(412);
  expect(await services.orm.em.fork().findOneOrFail(Concept, 'rhi')).toMatchObject({
    retiredAt: null,
    mergedIntoId: null,
  });
});

it('shows what a change touches before it is made, and offers its undo', async () => {
  const { as, services } = await freshApp();
  const coordinator = await as('coordinator');
  const publication = await givenPublication(services.orm.em.fork(), { title: 'About taxis' });
  await addTag(services.fork(), { publicationId: publication.id, label: 'cabs', by });

  const checked = await coordinator.post('/tags/check', { from: 'cabs', to: 'taxis' });
  expect(await checked.text()).toContain('1 publication: About taxis');
  const done = await coordinator.post('/tags/rename', { from: 'cabs', to: 'taxis' });
  expect(decodeURIComponent(done.headers.get('set-cookie') ?? '')).toContain(
    '/vocabulary/changes/1/undo',
  );
  expect((await coordinator.post('/vocabulary/rhi/merge', { into: 'doc-lcspr' })).status).toBe(422);
  const changing = await (await coordinator.get('/vocabulary/rhi/change')).text();
  expect(changing).toContain('What hangs on it');
  expect((await (await as('member')).get('/vocabulary/rhi/change')).status).toBe(403);
});
