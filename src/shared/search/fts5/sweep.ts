import type { DatabaseSync } from 'node:sqlite';

const wordTables = ['publication_fts', 'passage_fts', 'word_fts', 'spelling'];

/**
 * Takes what was replaced or removed out of the file itself. FTS5 only marks it in its segments until
 * they are merged, the words to spell by are kept for good, and free pages and the write-ahead log
 * have what stood there before.
 *
 * @returns false while somebody still reads what was: asked again, it goes on
 */
export function sweep(db: DatabaseSync): boolean {
  db.exec(`
    begin immediate;
    delete from spelled where word not in (select term from word_vocabulary);
    delete from spelling where word not in (select word from spelled);
    delete from facet_code where not exists
      (select 1 from facet where facet.name = facet_code.name and facet.value = facet_code.value);
    insert into changed (id) values (null);
    commit;
  `);
  for (const table of wordTables) db.exec(`insert into ${table}(${table}) values ('optimize')`);
  db.exec('vacuum');
  const state = db.prepare('pragma wal_checkpoint(truncate)').get();
  return Number(state?.busy) === 0;
}
