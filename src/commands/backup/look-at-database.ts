import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Invalid } from '#shared/errors.ts';

/** Tables that every version of Skylark has had, among them the list of its migrations. */
const tables = ['mikro_orm_migrations', 'source', 'candidate', 'publication'];

const knownMigrations = (): Set<string> =>
  new Set(
    readdirSync(new URL('../../shared/database/migrations/sqlite', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.replace(/\.ts$/, '')),
  );

export interface DatabaseLook {
  publications: number;
  /** Migrations that this version of Skylark has and the database has not. */
  missing: number;
}

/** @throws {Invalid} when the file is not SQLite at all, or damaged */
export function soundness(db: DatabaseSync, name: string): void {
  let said: unknown;
  try {
    said = db.prepare('pragma quick_check(1)').get()?.quick_check;
  } catch (error) {
    throw new Invalid(`${name} is not an SQLite database: ${(error as Error).message}.`);
  }
  if (said !== 'ok') throw new Invalid(`${name} is damaged: ${String(said)}`);
}

/**
 * Looks whether a file is a sound database of Skylark, of this version or one that it can bring up to
 * date. Changes nothing.
 *
 * @param name how messages call the file
 * @throws {Invalid} saying what it is instead
 */
export function lookAtDatabase(file: string, name: string): DatabaseLook {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    soundness(db, name);
    const present = new Set(
      db
        .prepare("select name from sqlite_schema where type = 'table'")
        .all()
        .map((row) => row.name),
    );
    if (!tables.every((table) => present.has(table))) {
      throw new Invalid(`${name} is an SQLite database, but not one of Skylark.`);
    }
    const known = knownMigrations();
    const applied = db.prepare('select name from mikro_orm_migrations').all();
    const unknown = applied.find((row) => !known.has(String(row.name)));
    if (unknown) {
      throw new Invalid(
        `${name} was written by a newer version of Skylark (it has ${String(unknown.name)}). Use that version, or a newer one.`,
      );
    }
    const count = db.prepare('select count(*) as publications from publication').get();
    return {
      publications: Number(count?.publications),
      missing: known.size - applied.length,
    };
  } finally {
    db.close();
  }
}
