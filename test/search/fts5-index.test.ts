import path from 'node:path';
import { describe } from 'vitest';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { conceptTerms } from '#shared/database/load-vocabulary.ts';
import { openFts5Index } from '#shared/search/fts5/open-fts5-index.ts';
import { meaningIndexContract } from '../contracts/meaning-index.contract.ts';
import { searchIndexContract } from '../contracts/search-index.contract.ts';
import { temporaryFolder } from '../support/databases.ts';

const vocabulary = taxonomy.concepts.map(conceptTerms);

const open = (model: string | null = null) =>
  openFts5Index({ file: path.join(temporaryFolder(), 'search.db'), vocabulary, readers: 1, model });

describe('the embedded index (FTS5)', () => {
  searchIndexContract(() => open());
});

describe('the embedded index (FTS5) with vectors', () => {
  meaningIndexContract(() => open('of-the-tests'));
});
