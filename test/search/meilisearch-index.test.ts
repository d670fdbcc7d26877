import { randomUUID } from 'node:crypto';
import { afterAll, describe, inject } from 'vitest';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import {
  deleteMeilisearchIndex,
  openMeilisearchIndex,
} from '#shared/search/meilisearch/open-meilisearch-index.ts';
import { searchIndexContract } from '../contracts/search-index.contract.ts';

const vocabulary = taxonomy.concepts.map(conceptTerms);
const meili = inject('meili');

// Skipped visibly where neither MEILI_URL nor a `meilisearch` program is found.
describe.skipIf(!meili)('the index on a Meilisearch server', () => {
  const options = {
    url: meili?.url ?? '',
    apiKey: meili?.apiKey ?? null,
    prefix: `test_${randomUUID().slice(0, 8)}`,
    vocabulary,
  };
  afterAll(() => deleteMeilisearchIndex(options));

  searchIndexContract(async () => {
    const index = await openMeilisearchIndex(options);
    await index.clear();
    return index;
  });
});
