import type { DatabaseSync } from 'node:sqlite';

/** Changes that are kept: who is further behind reads all publications anew. */
const kept = 2000;

/** Which publications changed, one after the other; without an id: any may have. */
export const changesTable = `
  create table if not exists changed (seq integer primary key autoincrement, id integer) strict;
`;

/** Notes what changes, as part of the transaction that changes it. */
export function prepareChangeWriter(db: DatabaseSync) {
  const put = db.prepare('insert into changed (id) values (?)');
  const trim = db.prepare('delete from changed where seq <= (select max(seq) from changed) - ?');
  return {
    note: (id: number) => void put.run(id),
    noteAll: () => void put.run(null),
    trim: () => void trim.run(kept),
  };
}

export interface Change {
  seq: number;
  id: number;
}

/** Reads what changed since. */
export function prepareChanges(db: DatabaseSync) {
  const last = db.prepare('select coalesce(max(seq), 0) as seq from changed');
  const first = db.prepare('select min(seq) as seq from changed');
  const since = db.prepare('select seq, id from changed where seq > ? order by seq');
  return {
    last: (): number => Number(last.get()?.seq ?? 0),
    /** Null when that is not known any more. */
    since(seq: number): Change[] | null {
      const rows = since.all(seq);
      if (rows.some(({ id }) => id === null)) return null;
      const oldest = first.get()?.seq;
      if (typeof oldest === 'number' && oldest > seq + 1) return null;
      return rows.map((row) => ({ seq: Number(row.seq), id: Number(row.id) }));
    },
  };
}
