import { describe, expect, it } from 'vitest';
import { Suggestion } from '#shared/entities/index.ts';
import { rejectSuggestion } from '#shared/judging/reject-suggestion.ts';
import { addConceptToVocabulary } from '#shared/vocabulary/add-concept-to-vocabulary.ts';
import { mergeConcepts } from '#shared/vocabulary/merge-concepts.ts';
import { addRule, listRules, removeRule } from '#shared/vocabulary/rules/change-rules.ts';
import { effectOfRule } from '#shared/vocabulary/rules/effect-of-rule.ts';
import { undoVocabularyChange } from '#shared/vocabulary/undo-change.ts';
import { suggestByRules } from '#worker/suggest/suggest-by-rules.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices, indexNow } from '../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const rule = { search: 'hotel type:guidance', conceptId: 'rhi', forWaiting: true, by };

describe.each(databaseKinds)('a rule on %s', (kind) => {
  async function given() {
    const services = await freshServices(kind);
    const em = () => services.orm.em.fork();
    const publish = async (title: string, type: string | null) => {
      const url = `https://a.example/${encodeURIComponent(title)}`;
      const { id } = await givenPublication(em(), { title, type, url });
      await indexNow(services, [id]);
      return id;
    };
    const suggested = async () => {
      while ((await suggestByRules(services.fork())) > 0);
      return (await em().find(Suggestion, {}, { orderBy: { publication: 'asc' } })).map(
        ({ publication, concept, state }) => `${publication.id} ${concept?.id} ${state}`,
      );
    };
    return { services, em, publish, suggested };
  }

  it('is shown with its effect, and suggests its concept for what waits and what is recorded', async () => {
    const { services, em, publish, suggested } = await given();
    const waits = await publish('Guide for hotels', 'doc-guidance');
    await publish('Hotels in the news', 'doc-news');
    await publish('Guide for schools', 'doc-guidance');
    expect(await suggested()).toEqual([]);

    expect(await effectOfRule(services.fork(), rule)).toMatchObject({
      total: 1,
      known: 0,
      waiting: 1,
      titles: [{ id: waits, has: false }],
    });
    await addRule(services.fork(), rule);
    await expect(addRule(services.fork(), rule)).rejects.toThrow('such a rule');
    expect(await suggested()).toEqual([`${waits} rhi open`]);

    const later = await publish('Guide for a hotel', 'doc-guidance');
    expect(await suggested()).toEqual([`${waits} rhi open`, `${later} rhi open`]);
    const [one] = await em().find(Suggestion, { publication: waits });
    expect(one?.words).toContain('hotels');

    // Nothing is suggested twice, nor again when it was rejected.
    const suggestionId = one?.id ?? 0;
    await rejectSuggestion(services.fork(), { publicationId: waits, suggestionId, by });
    await em().execute('update publication set rules_version = 0');
    expect(await suggested()).toEqual([`${waits} rhi rejected`, `${later} rhi open`]);
  });

  it('goes with its concept into another and back, and suggests nothing once taken away', async () => {
    const { services, publish, suggested } = await given();
    const label = 'Welcome home chats';
    const conceptId = await addConceptToVocabulary(services.fork(), { label, facet: 'theme', by });
    const ruleId = await addRule(services.fork(), { ...rule, search: 'hotel', conceptId });
    const of = async () => (await listRules(services.fork()))[0]?.concept.id;
    const changeId = await mergeConcepts(services.fork(), { conceptId, into: 'rhi', by });
    expect(await of()).toBe('rhi');
    await undoVocabularyChange(services.fork(), { changeId: changeId ?? 0, by });
    expect(await of()).toBe(conceptId);

    await removeRule(services.fork(), { ruleId, by });
    await publish('Guide for hotels', 'doc-guidance');
    expect(await suggested()).toEqual([]);
  });
});
