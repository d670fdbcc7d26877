import type { DatabaseSync } from 'node:sqlite';

const keyOf = (name: string, value: string) => `${name} ${value}`;

/** The numbers that stand for values of facets. Those that are new are read when they are met. */
export function prepareFacetCodes(db: DatabaseSync) {
  const after = db.prepare('select code, name, value from facet_code where code > ? order by code');
  const meanings = new Map<number, { name: string; value: string }>();
  const codes = new Map<string, number>();
  let last = 0;

  function readNew(): void {
    for (const row of after.all(last)) {
      const [code, name, value] = [Number(row.code), String(row.name), String(row.value)];
      meanings.set(code, { name, value });
      codes.set(keyOf(name, value), code);
      last = code;
    }
  }

  return {
    /** What a number stands for. */
    meaningOf(code: number) {
      if (code > last) readNew();
      return meanings.get(code);
    },
    /** The numbers of values of a facet, as far as a publication has them. */
    codesOf(name: string, values: string[]): number[] {
      if (values.some((value) => !codes.has(keyOf(name, value)))) readNew();
      return values.flatMap((value) => codes.get(keyOf(name, value)) ?? []);
    },
    /** Numbers may have been given anew. */
    forget(): void {
      meanings.clear();
      codes.clear();
      last = 0;
    },
  };
}
