/**
 * Writes the migrations that bring the tables to what the entities say, one for each database, from
 * what an empty database of today's migrations lacks: `npm run migration -- NAME`. PostgreSQL comes
 * with the packages and is started for it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '#shared/database/open-database.ts';
import { startPostgres } from './postgres.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Give the migration a name: npm run migration -- links_suggested');
  process.exit(2);
}
const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-migration-'));
const postgres = await startPostgres();
try {
  for (const url of [path.join(folder, 'skylark.db'), postgres.url]) {
    const orm = await openDatabase(url);
    const { fileName } = await orm.migrator.create(undefined, false, false, name);
    console.log(fileName || 'The tables are what the entities say: nothing to migrate.');
    await orm.close();
  }
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
