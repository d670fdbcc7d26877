import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentItem, factsOfItem } from '#worker/connectors/govuk/content-item.ts';
import { markupOfItem } from '#worker/connectors/govuk/markup-of-item.ts';
import { typeOf } from '#worker/record/facts.ts';
import { aSource, connectorTools, visit } from '../support/connector-tools.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const corpora = '../shared/corpora';

interface Manifest<Expected> {
  cases: ({ id: string; file: string } & Expected)[];
}

const casesOf = <Expected>(suite: string) =>
  existsSync(`${corpora}/${suite}`)
    ? (JSON.parse(readFileSync(`${corpora}/${suite}/manifest.json`, 'utf8')) as Manifest<Expected>)
        .cases
    : [];

const json = (suite: string, file: string) =>
  JSON.parse(readFileSync(`${corpora}/${suite}/${file}`, 'utf8'));

interface Item {
  expect: {
    document_type: string;
    title?: string;
    description?: string;
    public_updated_at?: string;
    first_published_at?: string;
    withdrawn: boolean;
    organisations?: string[];
    bodyHtmlChars?: number;
  };
}

/** The day in London by another way than the product's own. */
const day = (instant: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(instant));

const items = casesOf<Item>('govuk-content');

describe.skipIf(items.length === 0)(
  'the corpus of content items (skipped where it is absent)',
  () => {
    it.each(items)('$id is read by the rules of the format', ({ file, expect: wanted }) => {
      const item = contentItem.parse(json('govuk-content', file));
      const facts = factsOfItem(item);

      expect(facts.title).toBe(wanted.title?.trim() ?? null);
      expect(facts.summary).toBe(wanted.description?.trim() || null);
      if (wanted.first_published_at) expect(facts.publishedOn).toBe(day(wanted.first_published_at));
      else if (facts.publishedOn && facts.updatedOn) {
        expect(
          facts.publishedOn <= facts.updatedOn || wanted.document_type.endsWith('evidence'),
        ).toBe(true);
      }
      expect(facts.updatedOn).toBe(wanted.public_updated_at ? day(wanted.public_updated_at) : null);
      if (wanted.document_type !== 'html_publication') {
        expect(facts.documentType).toBe(wanted.document_type);
      }
      expect(facts.withdrawn !== null).toBe(wanted.withdrawn);
      if (wanted.withdrawn) expect(facts.withdrawn?.note).toMatch(/^[A-Z][^<>]*$/);
      if (wanted.organisations?.length) expect(wanted.organisations).toContain(facts.publisher);
      if ((wanted.bodyHtmlChars ?? 0) > 200) expect(markupOfItem(item).length).toBeGreaterThan(400);
    });

    it('has a type for each kind that our vocabulary knows', () => {
      const typed = (documentType: string) =>
        typeOf({ title: 'A page', documentType, categories: [] }, [])?.value ?? null;
      expect(
        [...new Set(items.map(({ expect: { document_type } }) => document_type))]
          .filter((type) =>
            /consultation|evidence|guid|statistic|news|speech|statement|paper|research/.test(type),
          )
          .filter((type) => !typed(type)),
      ).toEqual(['service_manual_guide']);
    });
  },
);

const answers = casesOf<{ results: number }>('govuk-search');

describe.skipIf(answers.length === 0)(
  'the corpus of search answers (skipped where it is absent)',
  () => {
    it.each(answers)('$id is offered whole', async ({ file, results }) => {
      const answer = json('govuk-search', file);
      const { url } = await loopbackServer((_, response) => {
        response.end(JSON.stringify({ ...answer, total: answer.results.length }));
      });

      const reading = await visit(
        aSource('govuk-search', `${url}/api/search.json`),
        await connectorTools(),
      );

      expect(answer.results).toHaveLength(results);
      // A page that is listed twice is one.
      const distinct = new Map<string, (typeof answer.results)[number]>(
        answer.results.map((result: { link: string }) => [result.link, result]),
      );
      expect(reading.offers).toHaveLength(distinct.size);
      for (const offer of reading.offers) {
        const given = distinct.get(offer.key);
        expect(offer.title).toBe(given.title);
        expect(offer.url.replace(/^https?:\/\/[^/]+\//, '')).toBe(
          given.link.replace(/^https?:\/\/[^/]+\/|^www[^/]+\/|^\//, ''),
        );
        expect(offer.updatedAt).toBe(given.public_timestamp ?? null);
        expect(offer.publishedOn).toBe(
          given.first_published_at ? day(given.first_published_at) : null,
        );
      }
    });
  },
);
