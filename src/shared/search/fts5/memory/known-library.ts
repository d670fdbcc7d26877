import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { nationalFacet } from '../schema.ts';
import { type Change, prepareChanges } from './changes.ts';
import { type Columns, emptyColumns, type PublicationRow, putRow, removeRow } from './columns.ts';
import { prepareFacetCodes } from './facet-codes.ts';
import { averagesIn, wordsIn } from './fts5-blobs.ts';

/** Of more publications than this that changed, all are read anew. */
const mostFollowed = 1000;
/** Changes that are remembered, for what is kept of words to follow too. */
const mostRemembered = 2000;

/** What a reader knows of all publications, as they stand in the transaction it is in. */
export interface KnownLibrary {
  columns: Columns;
  /** Raised when places are given anew: what was said of them before is said of others. */
  edition: number;
  /** The last change that is known. */
  seq: number;
  /** Publications as bm25() counts them: those that were replaced are counted still. */
  rows: number;
  /** Words of a publication, on average. */
  meanLength: number;
  facetCodes: ReturnType<typeof prepareFacetCodes>;
  /** Ids of what changed after a change, each once; null when that is not known any more. */
  changedSince(seq: number): number[] | null;
  /** Brings it to where the file is. Within a transaction: what is asked next then sees the same. */
  follow(): void;
}

const columnsOf = `
  select p.id, p.published_on, p.first_seen, p.title_words, p.facets, p.suggested_facets, d.sz
  from publication p left join publication_fts_docsize d on d.id = p.id`;

const rowOf = (row: SQLOutputValue[], isNational: (id: number) => boolean): PublicationRow => {
  const [id, publishedOn, firstSeen, titleWords, facets, suggestedFacets, size] = row;
  return {
    id: Number(id),
    publishedOn: String(publishedOn),
    firstSeen: Number(firstSeen),
    titleWords: Number(titleWords),
    length: wordsIn(size),
    isNational: isNational(Number(id)),
    facets: String(facets),
    suggestedFacets: String(suggestedFacets),
  };
};

/** Statements that read publications, as arrays: of many rows, their names take as long as they do. */
function prepareRows(db: DatabaseSync) {
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return (...values: number[]) => statement.all(...values) as unknown as SQLOutputValue[][];
  };
  const every = prepare(`${columnsOf} order by p.id`);
  const one = prepare(`${columnsOf} where p.id = ?`);
  const national = prepare(
    `select publication_id from facet where name = '${nationalFacet}' and value = 'yes'`,
  );
  const isNational = prepare(
    `select 1 from facet where publication_id = ? and name = '${nationalFacet}' and value = 'yes'`,
  );
  const count = prepare('select count(*) from publication');

  return {
    all(): Columns {
      const columns = emptyColumns(Number(count()[0]?.[0] ?? 0));
      const ofNation = new Set(national().map(([id]) => Number(id)));
      for (const row of every())
        putRow(
          columns,
          rowOf(row, (id) => ofNation.has(id)),
        );
      return columns;
    },
    /** @returns false where places do not allow it */
    bring(columns: Columns, id: number): boolean {
      const [row] = one(id);
      if (row)
        return putRow(
          columns,
          rowOf(row, () => isNational(id).length > 0),
        );
      removeRow(columns, id);
      return true;
    },
  };
}

/** Knows nothing before it is asked to follow. */
export function prepareKnownLibrary(db: DatabaseSync): KnownLibrary {
  const rows = prepareRows(db);
  const changes = prepareChanges(db);
  const version = db.prepare('pragma data_version');
  const averages = db.prepare('select block from publication_fts_data where id = 1');
  let seenVersion: unknown = null;
  let remembered: Change[] = [];

  function readAnew(): void {
    known.edition += 1;
    known.seq = changes.last();
    remembered = [];
    known.facetCodes.forget();
    known.columns = rows.all();
  }

  function followChanges(): void {
    const news = changes.since(known.seq);
    const ids = new Set(news?.map(({ id }) => id));
    const isEnough =
      news !== null &&
      ids.size <= mostFollowed &&
      [...ids].every((id) => rows.bring(known.columns, id));
    if (!isEnough) {
      readAnew();
      return;
    }
    remembered = [...remembered, ...news].slice(-mostRemembered);
    known.seq = news.at(-1)?.seq ?? known.seq;
  }

  const known: KnownLibrary = {
    columns: emptyColumns(0),
    edition: 0,
    seq: 0,
    rows: 0,
    meanLength: 1,
    facetCodes: prepareFacetCodes(db),
    changedSince(after) {
      const [first] = remembered;
      if (after < known.seq && (!first || first.seq > after + 1)) return null;
      return [...new Set(remembered.filter(({ seq }) => seq > after).map(({ id }) => id))];
    },
    follow() {
      const now = version.get()?.data_version;
      if (now === seenVersion) return;
      if (known.edition === 0) readAnew();
      else followChanges();
      const counted = averagesIn(averages.get()?.block);
      known.rows = counted.rows;
      known.meanLength = counted.words / Math.max(counted.rows, 1);
      seenVersion = now;
    },
  };
  return known;
}
