import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { cosine, vectorOfBytes } from '#shared/text/vector-bytes.ts';
import type { NearAsked, NearText } from '../answer-query.ts';
import type { Nearest, NearestSearch } from '../search-index.ts';
import { allWords } from './expression.ts';
import { conditions, type Sql } from './narrowing.ts';
import { bytesOf, keptVectors } from './vectors.ts';

/** Texts looked at: a long review has many that are near. */
const nearest = 200;

interface Text {
  id: number;
  publicationId: number;
  nearness: number;
}

/** A text with its publication, as a row has it. */
function nearText(row: Record<string, SQLOutputValue>): NearText {
  const { publication_id, title, document_id, page, text } = row;
  const place = { documentId: Number(document_id), page: page === null ? null : Number(page) };
  const passage = text === null ? null : { ...place, text: String(text) };
  return {
    id: Number(publication_id),
    title: String(title),
    passage,
    ...(Number(row.is_guessed) === 1 && passage && { isGuessed: true as const }),
  };
}

/** Of a publication that was read as a whole only, the first passage stands in for the closest. */
const textOf = `
  select t.publication_id, p.title, s.document_id, s.page, s.text,
    t.passage is null as is_guessed
  from meaning_text t join publication p on p.id = t.publication_id
  left join passage s on s.id = p.first_passage + case
    when t.passage is null and not exists (
      select 1 from meaning_text o where o.publication_id = t.publication_id and o.passage is not null
    ) then 0 else t.passage end
    and s.id <= p.last_passage
  where t.id = ?`;

/** Texts by their distance; `among` is a query for the ids of those that are looked at, all when left out. */
function textsOf(db: DatabaseSync, vector: Float32Array, among?: Sql): Text[] {
  const rows = db
    .prepare(
      `select v.id, v.distance, t.publication_id from (
         select id, distance from meaning_vector where vector match ? and k = ${nearest}
         ${among ? `and id in (${among.text})` : ''}
       ) v join meaning_text t on t.id = v.id order by v.distance`,
    )
    .all(bytesOf(vector), ...(among?.values ?? []));
  return rows.map(({ id, distance, publication_id }) => ({
    id: Number(id),
    publicationId: Number(publication_id),
    nearness: 1 - Number(distance),
  }));
}

/** Which of these publications match. */
const matchingOf = (db: DatabaseSync, expression: string, ids: number[]): Set<number> =>
  new Set(
    db
      .prepare(
        `select rowid as id from publication_fts
         where publication_fts match ? and rowid in (select value from json_each(?))`,
      )
      .all(expression, JSON.stringify(ids))
      .map(({ id }) => Number(id)),
  );

/** Texts of publications without all the words, those behind the filters only. */
function textsNear(db: DatabaseSync, asked: NearAsked): Text[] {
  const { vector, without, terms, narrowing, limit } = asked;
  const where = conditions(narrowing);
  const strict = allWords(terms);
  if (where.text === '') {
    // To look at all and leave some out is quicker than to name all but those; mostly enough is left.
    const every = textsOf(db, vector);
    const ids = every.map(({ publicationId }) => publicationId);
    const gone = new Set([...matchingOf(db, strict, ids), ...without]);
    const left = every.filter(({ publicationId }) => !gone.has(publicationId));
    const isEnough = new Set(left.map(({ publicationId }) => publicationId)).size >= limit;
    if (isEnough || every.length < nearest) return left;
  }
  return textsOf(db, vector, {
    text: `select t.id from meaning_text t join publication p on p.id = t.publication_id
           where p.id not in (select value from json_each(?))
             and p.id not in (select rowid from publication_fts where publication_fts match ?)${where.text}`,
    values: [JSON.stringify(without), strict, ...where.values],
  });
}

/** The cosines of publications and a vector, by what they were read as a whole. */
function nearnessOf(db: DatabaseSync, vector: Float32Array, ids: number[]): Map<number, number> {
  const whole = db.prepare(
    'select id from meaning_text where publication_id = ? and passage is null',
  );
  const read = db.prepare('select vector from meaning_vector where id = ?');
  return new Map(
    ids.flatMap((id): [number, number][] => {
      const text = whole.get(id);
      const row = text && read.get(BigInt(Number(text.id)));
      return row?.vector instanceof Uint8Array
        ? [[id, cosine(vector, vectorOfBytes(row.vector))]]
        : [];
    }),
  );
}

/** What is not known yet, of one model. */
function prepareMissing(db: DatabaseSync, model: string) {
  const isKept = () => keptVectors(db)?.model === model;
  const unknown = 'from publication p where p.id not in (select publication_id from meaning)';
  return {
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

/** Finds what is close in meaning by the vectors of one model. */
export function prepareNear(db: DatabaseSync, model: string) {
  const canCompare = (vector: Float32Array) => {
    const kept = keptVectors(db);
    return kept?.model === model && kept.dimension === vector.length;
  };

  return {
    ...prepareMissing(db, model),
    /** The text that is closest of each publication. */
    near(asked: NearAsked): NearText[] {
      if (!canCompare(asked.vector)) return [];
      const read = db.prepare(textOf);
      const closest = new Map<number, NearText>();
      for (const { id, publicationId, nearness } of textsNear(db, asked)) {
        if (closest.size >= asked.limit || nearness < asked.floor) break;
        if (closest.has(publicationId)) continue;
        const row = read.get(id);
        if (row) closest.set(publicationId, nearText(row));
      }
      return [...closest.values()];
    },
    nearest({ vector, limit }: NearestSearch): Nearest[] {
      if (!canCompare(vector)) return [];
      const closest = new Map<number, number>();
      for (const { publicationId, nearness } of textsOf(db, vector))
        if (!closest.has(publicationId)) closest.set(publicationId, nearness);
      return [...closest].slice(0, limit).map(([id, nearness]) => ({ id, nearness }));
    },
    nearness: (vector: Float32Array, ids: number[]): Map<number, number> =>
      canCompare(vector) ? nearnessOf(db, vector, ids) : new Map(),
  };
}
