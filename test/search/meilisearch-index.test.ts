import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import { deleteMeilisearchIndex } from '#shared/search/meilisearch/generation.ts';
import { openMeilisearchIndex } from '#shared/search/meilisearch/open-meilisearch-index.ts';
import { meaningIndexContract } from '../contracts/meaning-index.contract.ts';
import { searchIndexContract } from '../contracts/search-index.contract.ts';
import { notePrefix } from '../support/run/meili-indexes.ts';

const vocabulary = taxonomy.concepts.map(conceptTerms);
const meili = inject('meili');

const optionsWith = (model: string | null) => ({
  url: meili?.url ?? '',
  apiKey: meili?.apiKey ?? null,
  prefix: `test_${randomUUID().slice(0, 8)}`,
  vocabulary,
  model,
});

// Skipped visibly where neither MEILI_URL nor a `meilisearch` program is found.
describe.skipIf(!meili).each([
  ['the index on a Meilisearch server', null, searchIndexContract],
  ['the index on a Meilisearch server with vectors', 'of-the-tests', meaningIndexContract],
] as const)('%s', (_, model, contract) => {
  const options = optionsWith(model);
  beforeAll(() => notePrefix(inject('templates'), options.prefix));
  afterAll(() => deleteMeilisearchIndex(options));

  contract(async () => {
    const index = await openMeilisearchIndex(options);
    await index.clear();
    return index;
  });
});
