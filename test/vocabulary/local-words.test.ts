import { beforeEach, describe, expect, it } from 'vitest';
import {
  type VocabularyChange,
  vocabularyState,
} from '#shared/database/announce-vocabulary-change.ts';
import { loadVocabulary, readVocabulary } from '#shared/database/load-vocabulary.ts';
import { AuditEntry, Concept, LocalWord, StateValue } from '#shared/entities/index.ts';
import { expandQuery } from '#shared/search/query/expand-query.ts';
import { parseQuery } from '#shared/search/query/parse-query.ts';
import { vocabularyNames } from '#shared/search/query/vocabulary-names.ts';
import type { OpenServices } from '#shared/services.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';

describe.each(databaseKinds)('local words on %s', (kind) => {
  let services: OpenServices;
  let coordinator: Person;
  let member: Person;

  beforeEach(async () => {
    const app = await freshApp(kind);
    services = app.services;
    coordinator = await app.as('coordinator');
    member = await app.as('member');
  });

  const em = () => services.orm.em.fork();
  const add = (text: string, kindOfWord = 'synonym', person = coordinator) =>
    person.post('/vocabulary/county-lines/words', { text, kind: kindOfWord });
  const expansions = async (words: string) =>
    expandQuery(parseQuery(words), vocabularyNames(await readVocabulary(em()))).expanded;
  const changed = async () =>
    ((await em().findOne(StateValue, { name: vocabularyState }))?.value as VocabularyChange)
      ?.changed;

  it('are searched for both ways once a coordinator has added them', async () => {
    expect((await add('shire running')).status).toBe(303);
    expect((await add('XQL', 'abbreviation')).status).toBe(303);
    expect((await add('drug runners', 'retired')).status).toBe(303);

    expect((await expansions('shire running')).flatMap(({ to }) => to)).toContain('County lines');
    expect((await expansions('county lines')).flatMap(({ to }) => to)).toEqual(
      expect.arrayContaining(['shire running', 'XQL', 'drug runners']),
    );
    expect((await expansions('xql')).flatMap(({ to }) => to)).toContain('County lines');
    expect(await expansions('county lines')).toContainEqual(
      expect.objectContaining({ to: expect.arrayContaining(['drug runners']), olderWording: true }),
    );
    expect(await em().count(AuditEntry, { action: 'vocabulary.word-added' })).toBe(3);
  });

  it('tell the indexes of every change, each with an instant of its own', async () => {
    expect(await changed()).toBeUndefined();
    await add('shire running');
    const first = await changed();
    const word = await em().findOneOrFail(LocalWord, { text: 'shire running' });
    await coordinator.post(`/vocabulary/county-lines/words/${word.id}/remove`, {});

    expect(Date.parse((await changed()) ?? '')).toBeGreaterThan(Date.parse(first ?? ''));
    expect(await em().count(LocalWord)).toBe(0);
    expect(await em().count(AuditEntry, { action: 'vocabulary.word-removed' })).toBe(1);
  });

  it('stay when the vocabulary as shipped is loaded anew', async () => {
    await add('shire running');
    const { synonyms } = await em().findOneOrFail(Concept, 'county-lines');
    expect(synonyms).not.toContain('shire running');

    await loadVocabulary(em());
    await em().nativeUpdate(Concept, 'county-lines', { synonyms: ['county line'] });

    const concept = (await readVocabulary(em())).find(({ id }) => id === 'county-lines');
    expect(concept?.synonyms).toEqual(['county line', 'shire running']);
  });

  it.each([
    ['', 'synonym', 'Enter the words'],
    ['people', 'synonym', 'is an everyday word'],
    ['Children', 'retired', 'is an everyday word'],
    ['of the', 'synonym', 'is an everyday word'],
    ['IT', 'abbreviation', 'is an everyday word'],
    ['x'.repeat(61), 'synonym', 'Keep it to 60 characters'],
    ['—', 'synonym', 'letters or numbers'],
    ['xql', 'abbreviation', 'in capitals'],
    ['XQ L', 'abbreviation', 'without spaces'],
    ['xq', 'synonym', 'Two letters are too few'],
    ['COUNTY LINE', 'synonym', 'is a name of this concept already'],
    ['child sexual exploitation', 'synonym', 'means “Child sexual exploitation” already'],
    ['shire running', 'other', 'Say what the words are'],
  ])('%j as %s is refused with the reason', async (text, kindOfWord, message) => {
    const answer = await add(text, kindOfWord);

    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(message);
    expect(await em().count(LocalWord)).toBe(0);
    expect(await changed()).toBeUndefined();
  });

  it('are seen by members, and added by coordinators', async () => {
    await add('shire running');

    expect((await add('something else', 'synonym', member)).status).toBe(403);
    const page = await (await member.get('/vocabulary/county-lines')).text();
    expect(page).toContain('shire running');
    expect(page).not.toContain('Add a local name');
    expect(await (await member.get('/vocabulary')).text()).toContain('shire running');
    expect((await member.get('/vocabulary/no-such')).status).toBe(404);
  });
});
