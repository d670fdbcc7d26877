import { DatabaseSync } from 'node:sqlite';
import { getLoadablePath } from 'sqlite-vec';

/** Teaches a connection that allows extensions the tables of vectors, and nothing more after that. */
export function loadVectors(db: DatabaseSync): void {
  db.loadExtension(getLoadablePath());
  db.enableLoadExtension(false);
}

/** Why the embedded index cannot keep vectors on this machine, as a sentence; null when it can. */
export function vectorFault(): string | null {
  const db = new DatabaseSync(':memory:', { allowExtension: true });
  try {
    loadVectors(db);
    return null;
  } catch {
    return `The part of the search index that compares meanings (sqlite-vec) cannot be loaded on ${process.platform} ${process.arch}: what is close in meaning is left out, and words are searched as ever.`;
  } finally {
    db.close();
  }
}

/** Bytes as vectors are bound. */
export const bytesOf = (vector: Float32Array): Uint8Array =>
  new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);

/** What the vectors of a file are. */
export interface KeptVectors {
  model: string;
  /** How many numbers each has; null before the first. */
  dimension: number | null;
}

/** What the vectors of this file are; null when it was never to keep any. */
export function keptVectors(db: DatabaseSync): KeptVectors | null {
  const isMade = db.prepare("select 1 from sqlite_master where name = 'meaning_model'").get();
  const row = isMade && db.prepare('select model, dimension from meaning_model').get();
  if (!row) return null;
  return {
    model: String(row.model),
    dimension: row.dimension === null ? null : Number(row.dimension),
  };
}
