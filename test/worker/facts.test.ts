import { expect, it } from 'vitest';
import { offerOf, type Retrieved } from '#worker/connectors/connector.ts';
import { typeOf } from '#worker/record/facts.ts';
import { titleOf } from '#worker/record/follow-source.ts';

it.each([
  // OAI-PMH, OpenAlex, Crossref, GOV.UK
  ['Article', 'doc-research'],
  ['article', 'doc-research'],
  ['journal article', 'doc-research'],
  ['Conference or Workshop Item', 'doc-research'],
  ['preprint', 'doc-research'],
  ['Thesis', 'doc-research'],
  ['news_article', 'doc-news'],
  ['national_statistics_announcement', 'doc-statistics'],
  ['statutory_guidance', 'doc-statutory-guidance'],
  ['form', null],
  [null, null],
])('what its source calls %s has the type %s', (documentType, type) => {
  const fact = typeOf({ title: 'On return interviews', documentType, categories: [] }, []);
  expect(fact?.value ?? null).toBe(type);
});

it.each([
  ['words of its address', 'Child S review', 'Child S: transport and licensing'],
  ['its address', 'https://a.example/Child-S-review.html', 'Child S: transport and licensing'],
  ['a title', 'Child S, as the feed calls it', 'Child S, as the feed calls it'],
])('an offer with %s for a title is called what knows best', (_, title, called) => {
  const offer = offerOf({ key: 'k', url: 'https://a.example/Child-S-review.html', title });
  const retrieved = { title: 'Child S: transport and licensing' } as Retrieved;

  expect(titleOf({ offer }, retrieved)).toBe(called);
  expect(titleOf({ offer }, null)).toBe(title);
});
