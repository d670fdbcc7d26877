import type { DatabaseSync } from 'node:sqlite';
import { hashOfTexts, meaningTexts } from '../embedding/meaning-texts.ts';
import type { PublicationDocument } from '../publication-document.ts';
import type { Meaning } from '../search-index.ts';
import { bytesOf, keptVectors } from './vectors.ts';

/** The vectors themselves are in `meaning_vector`, made with the first: until then nobody knows its width. */
const tables = `
  create table if not exists meaning_model (model text not null, dimension integer) strict;
  create table if not exists meaning (publication_id integer primary key, hash text not null) strict;
  create table if not exists meaning_text (
    id integer primary key,
    publication_id integer not null,
    passage integer
  ) strict;
  create index if not exists meaning_text_publication on meaning_text (publication_id);
`;

/** @returns why vectors of this length are refused; null when they are not */
function makeRoom(db: DatabaseSync, model: string, dimension: number): string | null {
  const kept = keptVectors(db);
  if (kept?.model !== model) return `The index keeps vectors of ${kept?.model}, not of ${model}.`;
  if (kept.dimension === dimension) return null;
  if (kept.dimension !== null) {
    return `The embedder answers vectors of ${dimension} numbers, and the index has those of ${kept.dimension}: is it another model under the same name? Then run index rebuild.`;
  }
  db.exec(
    `create virtual table meaning_vector using vec0(id integer primary key, vector float[${dimension}] distance_metric=cosine)`,
  );
  db.prepare('update meaning_model set dimension = ?').run(dimension);
  return null;
}

/** All of it or nothing. */
function atOnce<T>(db: DatabaseSync, act: () => T): T {
  db.exec('begin immediate');
  try {
    const done = act();
    db.exec('commit');
    return done;
  } catch (error) {
    // After a full disk SQLite has done so itself.
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** Keeps the vectors of one model in an index file, beside the words. */
export function prepareMeaningWriter(db: DatabaseSync, model: string) {
  db.exec(tables);
  if (!keptVectors(db))
    db.prepare('insert into meaning_model (model, dimension) values (?, null)').run(model);
  const hashOf = db.prepare('select hash from meaning where publication_id = ?');
  const numberOf = db.prepare('select number from publication where id = ?');
  const textsOf = db.prepare('select id from meaning_text where publication_id = ?');
  const forgetTexts = db.prepare('delete from meaning_text where publication_id = ?');
  const forgetHash = db.prepare('delete from meaning where publication_id = ?');
  const putHash = db.prepare('insert into meaning (publication_id, hash) values (?, ?)');
  const putText = db.prepare('insert into meaning_text (publication_id, passage) values (?, ?)');

  function forget(id: number): void {
    const texts = textsOf.all(id);
    if (texts.length > 0) {
      const forgetVector = db.prepare('delete from meaning_vector where id = ?');
      for (const text of texts) forgetVector.run(Number(text.id));
    }
    forgetTexts.run(id);
    forgetHash.run(id);
  }

  function keep({ id, number, hash, vectors }: Meaning): void {
    if (Number(numberOf.get(id)?.number ?? -1) !== number) return;
    forget(id);
    putHash.run(id, hash);
    if (vectors.length === 0) return;
    const putVector = db.prepare('insert into meaning_vector (id, vector) values (?, ?)');
    for (const { passage, vector } of vectors) {
      const { lastInsertRowid } = putText.run(id, passage);
      putVector.run(BigInt(lastInsertRowid), bytesOf(vector));
    }
  }

  return {
    forget,
    /** For a publication that is put again: its vectors stay while its texts do. */
    forgetIfChanged(document: PublicationDocument): void {
      const known = hashOf.get(document.id);
      if (known && known.hash !== hashOfTexts(meaningTexts(document))) forget(document.id);
    },
    /** Part of what clears the index. */
    clear(): void {
      for (const table of ['meaning', 'meaning_text']) db.exec(`delete from ${table}`);
      db.exec('drop table if exists meaning_vector; update meaning_model set dimension = null');
    },
    /** @returns why they are refused; null when they are kept */
    put(meanings: Meaning[]): string | null {
      return atOnce(db, () => {
        const dimension = meanings.flatMap(({ vectors }) => vectors)[0]?.vector.length;
        const refused = dimension === undefined ? null : makeRoom(db, model, dimension);
        if (!refused) for (const meaning of meanings) keep(meaning);
        return refused;
      });
    },
  };
}

export type MeaningWriter = ReturnType<typeof prepareMeaningWriter>;
