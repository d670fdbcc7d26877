const comma = ','.charCodeAt(0);
const zero = '0'.charCodeAt(0);

/** Calls with each number of a list of them, "3,17"; holes ("3,,17") are passed over. */
function eachNumber(list: string, take: (code: number) => void): void {
  for (let at = 0, code = 0; at <= list.length; at += 1) {
    const sign = at < list.length ? list.charCodeAt(at) : comma;
    if (sign !== comma) code = code * 10 + sign - zero;
    else {
      if (code > 0) take(code);
      code = 0;
    }
  }
}

/** The numbers of the values of each publication, one behind the other. */
export interface Codes {
  /** Where those of a place begin, where its accepted ones end, and where all of them end. */
  start: Uint32Array;
  accepted: Uint32Array;
  end: Uint32Array;
  pool: Uint32Array;
  /** Of the pool, in use: what a place had before stays in it until all are read anew. */
  used: number;
  /** Larger than any number so far. */
  limit: number;
}

export const noCodes = (places: number): Codes => ({
  start: new Uint32Array(places),
  accepted: new Uint32Array(places),
  end: new Uint32Array(places),
  pool: new Uint32Array(places * 8),
  used: 0,
  limit: 1,
});

function larger(from: Uint32Array): Uint32Array {
  const to = new Uint32Array(Math.ceil(from.length * 1.5) + 64);
  to.set(from);
  return to;
}

/** Gives a place its numbers, accepted and suggested, as lists. */
export function putCodes(
  codes: Codes,
  place: number,
  { facets, suggestedFacets }: { facets: string; suggestedFacets: string },
): void {
  const take = (code: number) => {
    if (codes.used === codes.pool.length) codes.pool = larger(codes.pool);
    codes.pool[codes.used] = code;
    codes.used += 1;
    if (code >= codes.limit) codes.limit = code + 1;
  };
  for (const name of ['start', 'accepted', 'end'] as const)
    if (place >= codes[name].length) codes[name] = larger(codes[name]);
  codes.start[place] = codes.used;
  eachNumber(facets, take);
  codes.accepted[place] = codes.used;
  eachNumber(suggestedFacets, take);
  codes.end[place] = codes.used;
}
