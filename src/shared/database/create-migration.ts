/**
 * Writes the migrations that bring the tables to what the entities say, for both databases:
 * `npm run migration -- NAME`, with TEST_POSTGRES_URL for the PostgreSQL one.
 */
import { MikroORM } from '@mikro-orm/core';
import { databaseOptions } from './open-database.ts';

const name = process.argv[2] ?? 'change';
for (const url of [':memory:', process.env.TEST_POSTGRES_URL]) {
  if (!url) {
    console.error('TEST_POSTGRES_URL is not set: no migration written for PostgreSQL.');
    continue;
  }
  const orm = await MikroORM.init(databaseOptions(url));
  const { fileName } = await orm.migrator.create(undefined, false, false, name);
  console.log(fileName);
  await orm.close();
}
