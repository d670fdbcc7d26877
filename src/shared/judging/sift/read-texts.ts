import type { EntityManager } from '#shared/database/open-database.ts';
import { type SiftText, type Terms, type TermTable, termsOf } from './terms-of.ts';

/** What this process has read of the texts that the order compares. */
export interface KnownTexts {
  table: TermTable;
  /** Terms by publication, with the number at which they were read. */
  texts: Map<number, { at: number; terms: Terms }>;
}

/** Ids in one question to the database. */
const atOnce = 400;

const listOf = (json: unknown): string[] => {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : json;
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
};

const grouped = <Row extends { id: number }, Value>(rows: Row[], heldIn: (row: Row) => Value) => {
  const groups = new Map<number, Value[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(heldIn(row));
    else groups.set(row.id, [heldIn(row)]);
  }
  return groups;
};

/** Title, summary, headings, source and themes of publications; nothing of what was taken down. */
export async function siftTexts(em: EntityManager, ids: number[]): Promise<Map<number, SiftText>> {
  const texts = new Map<number, SiftText>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const marks = some.map(() => '?').join(', ');
    const rows: { id: number; title: string; summary: string | null; source: string }[] =
      await em.execute(
        `select p.id, p.title, p.summary, s.name as source from publication p
           join source s on s.id = p.source_id where p.id in (${marks}) and p.takedown is null`,
        some,
      );
    const headings: { id: number; headings: unknown }[] = await em.execute(
      `select publication_id as id, headings from document where publication_id in (${marks}) order by id`,
      some,
    );
    const themes: { id: number; label: string }[] = await em.execute(
      `select t.id, c.label from (
         select publication_id as id, concept_id from publication_concept where publication_id in (${marks})
         union
         select publication_id as id, concept_id from suggestion
          where publication_id in (${marks}) and state <> 'rejected' and concept_id is not null
       ) t join concept c on c.id = t.concept_id order by t.id, c.label`,
      [...some, ...some],
    );
    const [headingsOf, themesOf] = [
      grouped(headings, (row) => listOf(row.headings)),
      grouped(themes, ({ label }) => label),
    ];
    for (const { id, title, summary, source } of rows) {
      const own = { title, summary: summary ?? '', source, themes: themesOf.get(id) ?? [] };
      texts.set(id, { ...own, headings: (headingsOf.get(id) ?? []).flat().slice(0, 40) });
    }
  }
  return texts;
}

const none: SiftText = { title: '', summary: '', headings: [], source: '', themes: [] };
const isSame = (a: Terms, b: Terms) =>
  a.terms.length === b.terms.length &&
  a.terms.every((term, at) => term === b.terms[at] && a.counts[at] === b.counts[at]);

/**
 * Reads what is new or changed since, and forgets what is no longer compared.
 *
 * @param wanted the number of each publication (`indexNumber`), which every change of its text raises
 * @returns whether anything that the order sees is another than before
 */
export async function readTexts(
  em: EntityManager,
  { table, texts }: KnownTexts,
  wanted: ReadonlyMap<number, number>,
): Promise<boolean> {
  let isChanged = false;
  for (const id of texts.keys()) {
    if (id > 0 && !wanted.has(id)) isChanged = texts.delete(id) || isChanged;
  }
  const due = [...wanted].filter(([id, at]) => texts.get(id)?.at !== at).map(([id]) => id);
  const read = due.length > 0 ? await siftTexts(em, due) : new Map<number, SiftText>();
  for (const id of due) {
    const terms = termsOf(table, read.get(id) ?? none);
    const before = texts.get(id);
    isChanged ||= !before || !isSame(before.terms, terms);
    texts.set(id, { at: wanted.get(id) ?? 0, terms: before && !isChanged ? before.terms : terms });
  }
  return isChanged;
}

/**
 * The plan's own words and themes: what is looked for, while nothing was kept. Ids below 0 stand for
 * its entries.
 */
export async function readPlan(
  em: EntityManager,
  { table, texts }: KnownTexts,
): Promise<{ ids: number[]; isChanged: boolean }> {
  const entries: { id: number; text: string; themes: unknown }[] = await em.execute(
    `select e.id, e.text, e.themes from plan_entry e join plan p on p.id = e.plan_id
      where e.retired_reason is null and p.archived_at is null order by e.id`,
  );
  const concepts: { id: string; label: string }[] = await em.execute(
    'select id, label from concept',
  );
  const labelOf = new Map(concepts.map(({ id, label }) => [id, label]));
  let isChanged = false;
  const ids = entries.map(({ id, text, themes }) => {
    const labels = listOf(themes).map((theme) => labelOf.get(theme) ?? '');
    const terms = termsOf(table, { ...none, title: text, themes: labels });
    const before = texts.get(-id);
    if (!before || !isSame(before.terms, terms)) {
      isChanged = true;
      texts.set(-id, { at: 0, terms });
    }
    return -id;
  });
  const known = new Set(ids);
  for (const id of texts.keys()) {
    if (id < 0 && !known.has(id)) isChanged = texts.delete(id);
  }
  return { ids, isChanged };
}
