import { type Codes, noCodes, putCodes } from './codes.ts';

/**
 * What a reader keeps of each publication, one array for each thing known, so that ordering, narrowing
 * and counting ask no database. A publication has a place, in the order of ids; one that is gone leaves
 * its place empty. About fifty bytes a publication.
 */
export interface Columns extends Arrays {
  /** Places in use. */
  size: number;
  /** Publications that are there. */
  count: number;
  codes: Codes;
}

interface Arrays {
  id: Float64Array;
  /** 1: is there; 0: is gone. */
  isThere: Uint8Array;
  /** 20260930, 0 where nobody said. */
  publishedOn: Int32Array;
  /** In milliseconds. */
  firstSeen: Float64Array;
  titleWords: Int32Array;
  /** Words of all its fields, as FTS5 counts them. */
  length: Int32Array;
  /** 1: statutory, or of a national body. */
  isNational: Uint8Array;
}

/** A publication as its row has it. */
export interface PublicationRow {
  id: number;
  /** "YYYY-MM-DD", or empty. */
  publishedOn: string;
  firstSeen: number;
  titleWords: number;
  length: number;
  isNational: boolean;
  /** Numbers of its values, "3,17": accepted, and those that a rule suggests. */
  facets: string;
  suggestedFacets: string;
}

/** A day, or the beginning of one, as a number in the order of days: "2026-09" is 20260900. */
export const dayNumber = (day: string): number =>
  Number(day.replaceAll('-', '').slice(0, 8).padEnd(8, '0')) || 0;

const arrays = (capacity: number): Arrays => ({
  id: new Float64Array(capacity),
  isThere: new Uint8Array(capacity),
  publishedOn: new Int32Array(capacity),
  firstSeen: new Float64Array(capacity),
  titleWords: new Int32Array(capacity),
  length: new Int32Array(capacity),
  isNational: new Uint8Array(capacity),
});

/** Without any publication. @param expected how many there will be, about */
export function emptyColumns(expected: number): Columns {
  const capacity = Math.ceil(expected * 1.1) + 64;
  return { ...arrays(capacity), size: 0, count: 0, codes: noCodes(capacity) };
}

function makeRoom(columns: Columns): void {
  if (columns.size < columns.id.length) return;
  const larger = arrays(Math.ceil(columns.size * 1.5));
  for (const name of Object.keys(larger) as (keyof Arrays)[]) larger[name].set(columns[name]);
  Object.assign(columns, larger);
}

/** The first place whose id is not smaller. */
export function placeFrom({ id: ids, size }: Columns, id: number): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a publication stands, gone or not; -1 where it never was. */
export function placeOf(columns: Columns, id: number): number {
  const place = placeFrom(columns, id);
  return place < columns.size && columns.id[place] === id ? place : -1;
}

/** @returns false where it would have to stand between others */
export function putRow(columns: Columns, row: PublicationRow): boolean {
  const isKnown = placeOf(columns, row.id) >= 0;
  const place = placeFrom(columns, row.id);
  if (!isKnown && place < columns.size) return false;
  makeRoom(columns);
  if (!isKnown) columns.size += 1;
  columns.count += 1 - (columns.isThere[place] ?? 0);
  columns.id[place] = row.id;
  columns.isThere[place] = 1;
  columns.publishedOn[place] = dayNumber(row.publishedOn);
  columns.firstSeen[place] = row.firstSeen;
  columns.titleWords[place] = row.titleWords;
  columns.length[place] = row.length;
  columns.isNational[place] = row.isNational ? 1 : 0;
  putCodes(columns.codes, place, row);
  return true;
}

/** Leaves its place empty. */
export function removeRow(columns: Columns, id: number): void {
  const place = placeOf(columns, id);
  if (place < 0) return;
  columns.count -= columns.isThere[place] ?? 0;
  columns.isThere[place] = 0;
}

/** Bytes they hold. */
export const bytesOfColumns = ({ codes, ...columns }: Columns): number =>
  [...Object.values(columns), ...Object.values(codes)].reduce<number>(
    (sum, one) => sum + (ArrayBuffer.isView(one) ? one.byteLength : 0),
    0,
  );
