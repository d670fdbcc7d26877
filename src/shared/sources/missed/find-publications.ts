import type { EntityManager } from '#shared/database/open-database.ts';
import { Identifier } from '#shared/entities/index.ts';
import { canonicalAddress, entryAddress, isWebAddress } from '#shared/text/address.ts';
import { plainTitle } from '#shared/text/different-things.ts';
import { contentHash } from '#shared/text/hash.ts';

/** What is known of something that is looked for. */
export interface Wanted {
  title: string | null;
  url: string | null;
  publisher: string | null;
}

/** Longest address that the table of identities holds as it is (as `worker/record/identify.ts` has it). */
const longestValue = 650;
const identity = (value: string) =>
  value.length <= longestValue ? value : `sha256:${contentHash(value)}`;

const addressesOf = (url: string | null): string[] =>
  url && isWebAddress(url)
    ? [...new Set([entryAddress(url), canonicalAddress(url)])].map(identity)
    : [];

/** A list says the publisher behind the title: "Licensed to notice – Marlby Inspectorate". */
const lastPart = /\s+[|–—-]\s+[^|–—]{2,80}$/u;
/** Fewer words are the title of many things. */
const enoughWords = 3;

/** The forms under which a title may stand in the library, the surest first. */
export function titleKeys(title: string | null): string[] {
  if (!title) return [];
  const shorter = title.replace(lastPart, '');
  return [...new Set([plainTitle(title), plainTitle(shorter)])].filter(
    (key) => key.split(' ').length >= enoughWords,
  );
}

interface Titled {
  id: number;
  title: string;
  publisher: string;
}

/** Rows of titles read at once: the whole library passes by, in pieces. */
const piece = 5000;

/** Publications above this id by the titles that are wanted; those merged into another are left out. */
async function withTitles(
  em: EntityManager,
  wanted: ReadonlySet<string>,
  above: number,
): Promise<Map<string, Titled[]>> {
  const found = new Map<string, Titled[]>();
  for (let last = above; wanted.size > 0; ) {
    const rows: Titled[] = await em.execute(
      'select id, title, publisher from publication where id > ? and merged_into_id is null order by id limit ?',
      [last, piece],
    );
    for (const row of rows) {
      const key = plainTitle(row.title);
      if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), row]);
    }
    if (rows.length < piece) break;
    last = Number(rows.at(-1)?.id);
  }
  return found;
}

/** Of several with one title only that of the publisher that was named; else nobody can say which. */
function oneOf(rows: Titled[], publisher: string | null): number | null {
  if (rows.length === 1) return Number(rows[0]?.id);
  const own = rows.filter(
    (row) => publisher && plainTitle(row.publisher) === plainTitle(publisher),
  );
  return own.length === 1 ? Number(own[0]?.id) : null;
}

async function byAddress(em: EntityManager, wanted: Wanted[]): Promise<Map<string, number>> {
  const values = [...new Set(wanted.flatMap(({ url }) => addressesOf(url)))];
  const rows =
    values.length === 0
      ? []
      : await em.find(Identifier, { scheme: 'address', value: { $in: values } });
  return new Map(rows.map(({ value, publication }) => [value, publication.id]));
}

/**
 * The publications of the library that some things are: by an address that identifies one, else by
 * the title where only one has it. A likely title is not enough: a wrong match would hide a miss.
 *
 * @param given.above only publications with a higher id, where those below were looked at before
 * @returns ids in the order of what was wanted; null where there is none, or nobody can say which
 */
export async function findPublications(
  em: EntityManager,
  wanted: Wanted[],
  given: { above?: number } = {},
): Promise<(number | null)[]> {
  const addresses = await byAddress(em, wanted);
  const atAddress = wanted.map(
    ({ url }) =>
      addressesOf(url)
        .map((value) => addresses.get(value))
        .find(Boolean) ?? null,
  );
  const keys = new Set(
    wanted.flatMap(({ title }, at) => (atAddress[at] === null ? titleKeys(title) : [])),
  );
  const titles = await withTitles(em, keys, given.above ?? 0);
  return wanted.map(({ title, publisher }, at) => {
    const found = titleKeys(title)
      .map((key) => titles.get(key))
      .find(Boolean);
    return atAddress[at] ?? (found ? oneOf(found, publisher) : null);
  });
}
