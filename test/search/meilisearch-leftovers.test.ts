import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { freshServices } from '../support/fresh-services.ts';
import { closeAndDiscard } from '../support/meili-library.ts';
import {
  discardBeginningWith,
  indexesOn,
  leftOn,
  notePrefix,
} from '../support/run/meili-indexes.ts';

const meili = inject('meili');
const server = meili ?? { url: '', apiKey: null };
const namesOf = async () => (await indexesOn(server)).map(({ uid }) => uid);

// Skipped visibly where neither MEILI_URL nor a `meilisearch` program is found.
it.skipIf(!meili)(
  'tells at the end of a run what a test left on a Meilisearch server',
  async () => {
    const folder = inject('templates');
    const prefix = `test_${randomUUID().slice(0, 8)}`;
    const left = async () => (await leftOn(server, folder)).filter((one) => one.startsWith(prefix));

    notePrefix(folder, prefix);
    expect(await left()).toEqual([]);
    await fetch(`${server.url}/indexes`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(server.apiKey ? { authorization: `Bearer ${server.apiKey}` } : {}),
      },
      body: JSON.stringify({ uid: `${prefix}_publications`, primaryKey: 'id' }),
    });
    await expect.poll(left, { timeout: 20_000 }).toEqual([`${prefix}_publications`]);

    await discardBeginningWith(server, prefix);
    expect(await left()).toEqual([]);
  },
);

it.skipIf(!meili)('leaves nothing of a library that tests had there', async () => {
  const services = await freshServices('sqlite', {
    settings: { MEILI_URL: server.url, MEILI_API_KEY: server.apiKey ?? '' },
  });
  const before = new Set(await namesOf());
  await services.search.current();
  const mine = (await namesOf()).filter((one) => one.startsWith('skylark_'));
  expect(mine.length).toBeGreaterThan(0);

  await closeAndDiscard(services, async () => undefined);

  const now = await namesOf();
  expect(mine.filter((one) => !before.has(one) && now.includes(one))).toEqual([]);
});
