import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { NearAsked, NearText } from '../answer-query.ts';
import { allWords } from './expression.ts';
import { conditions } from './narrowing.ts';
import { bytesOf, keptVectors } from './vectors.ts';

/** Texts looked at: a long review has many that are near. */
const nearest = 200;

/** A text with its publication, as a row has it. */
function nearText(row: Record<string, SQLOutputValue>): NearText {
  const { publication_id, title, document_id, page, text } = row;
  const place = { documentId: Number(document_id), page: page === null ? null : Number(page) };
  const passage = text === null ? null : { ...place, text: String(text) };
  return { id: Number(publication_id), title: String(title), passage };
}

/** Finds what is close in meaning by the vectors of one model. */
export function prepareNear(db: DatabaseSync, model: string) {
  const isKept = () => keptVectors(db)?.model === model;
  const unknown = 'from publication p where p.id not in (select publication_id from meaning)';

  /** Texts by their distance, those of publications with all the words left out. */
  function textsNear({ vector, without, floor, terms, narrowing }: NearAsked): number[] {
    const where = conditions(narrowing);
    return db
      .prepare(
        `select id, distance from meaning_vector where vector match ? and k = ${nearest} and id in (
           select t.id from meaning_text t join publication p on p.id = t.publication_id
           where p.id not in (select value from json_each(?))
             and p.id not in (select rowid from publication_fts where publication_fts match ?)${where.text}
         ) order by distance`,
      )
      .all(bytesOf(vector), JSON.stringify(without), allWords(terms), ...where.values)
      .filter(({ distance }) => 1 - Number(distance) >= floor)
      .map(({ id }) => Number(id));
  }

  /** The text that is closest of each publication. */
  function near(asked: NearAsked): NearText[] {
    const kept = keptVectors(db);
    if (kept?.model !== model || kept.dimension !== asked.vector.length) return [];
    const textOf = db.prepare(
      `select t.publication_id, p.title, s.document_id, s.page, s.text
       from meaning_text t join publication p on p.id = t.publication_id
       left join passage s on s.id = p.first_passage + t.passage where t.id = ?`,
    );
    const closest = new Map<number, NearText>();
    for (const text of textsNear(asked)) {
      if (closest.size >= asked.limit) break;
      const row = textOf.get(text);
      const found = row && nearText(row);
      if (found && !closest.has(found.id)) closest.set(found.id, found);
    }
    return [...closest.values()];
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
