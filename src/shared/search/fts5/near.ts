import type { DatabaseSync } from 'node:sqlite';
import { type Marker, markAll, snippet } from '../highlight.ts';
import type { NearSearch, SearchHit } from '../search-index.ts';
import type { Sql } from './narrowing.ts';
import { bytesOf, keptVectors } from './vectors.ts';

/** Texts looked at: a long review has many that are near. */
const nearest = 200;

interface Asked extends Omit<NearSearch, 'query'> {
  /** Conditions on `p.id` and `p.published_on`. */
  where: Sql;
  /** Publications that have all of these are left out. */
  words: string;
  /** What is marked, where it stands all the same. */
  marker: Marker;
}

/** Finds what is close in meaning by the vectors of one model. */
export function prepareNear(db: DatabaseSync, model: string) {
  const isKept = () => keptVectors(db)?.model === model;
  const unknown = 'from publication p where p.id not in (select publication_id from meaning)';

  function near({ vector, without, floor, limit, where, words, marker }: Asked): SearchHit[] {
    const kept = keptVectors(db);
    if (kept?.model !== model || kept.dimension !== vector.length) return [];
    const rows = db
      .prepare(
        `select id, distance from meaning_vector where vector match ? and k = ${nearest} and id in (
           select t.id from meaning_text t join publication p on p.id = t.publication_id
           where p.id not in (select value from json_each(?))
             and p.id not in (select rowid from publication_fts where publication_fts match ?)${where.text}
         ) order by distance`,
      )
      .all(bytesOf(vector), JSON.stringify(without), words, ...where.values)
      .filter(({ distance }) => 1 - Number(distance) >= floor);
    const textOf = db.prepare(
      `select t.publication_id, t.passage, p.title, s.document_id, s.page, s.text
       from meaning_text t join publication p on p.id = t.publication_id
       left join passage s on s.id = p.first_passage + t.passage where t.id = ?`,
    );
    const hits = new Map<number, SearchHit>();
    for (const row of rows) {
      if (hits.size >= limit) break;
      const found = textOf.get(Number(row.id));
      const id = Number(found?.publication_id);
      if (!found || hits.has(id)) continue;
      hits.set(id, {
        id,
        titleHtml: markAll(String(found.title), marker),
        passages:
          found.text === null
            ? []
            : [
                {
                  documentId: Number(found.document_id),
                  page: found.page === null ? null : Number(found.page),
                  html: snippet(String(found.text), marker).html,
                },
              ],
      });
    }
    return [...hits.values()];
  }

  return {
    near,
    missing: (limit: number): { id: number; number: number }[] =>
      isKept()
        ? db
            .prepare(`select p.id, p.number ${unknown} order by p.id desc limit ?`)
            .all(limit)
            .map(({ id, number }) => ({ id: Number(id), number: Number(number) }))
        : [],
    countMissing: (): number =>
      isKept() ? Number(db.prepare(`select count(*) as n ${unknown}`).get()?.n ?? 0) : 0,
  };
}
