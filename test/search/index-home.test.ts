import { expect, it } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { openServices } from '#shared/services.ts';
import { freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';

const settings = async () => ({
  DATABASE_URL: await freshDatabaseUrl('postgres'),
  LOG_LEVEL: 'silent',
  EMBEDDER: 'off',
});

it('lets processes with one data folder share the embedded index', async () => {
  const given = { ...(await settings()), DATA_DIR: temporaryFolder() };
  const server = await openServices(loadConfig(given));

  const worker = await openServices(loadConfig(given));

  expect((await worker.search.search({ words: '' })).total).toBe(0);
  await Promise.all([server.close(), worker.close()]);
});

it('refuses a second data folder on the same database, and says what to do', async () => {
  const given = await settings();
  const first = await openServices(loadConfig({ ...given, DATA_DIR: temporaryFolder() }));

  await expect(
    openServices(loadConfig({ ...given, DATA_DIR: temporaryFolder() })),
  ).rejects.toMatchObject({ name: 'WrongSettings', message: expect.stringContaining('MEILI_URL') });
  await first.close();
});
