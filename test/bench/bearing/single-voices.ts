import { DatabaseSync } from 'node:sqlite';
import type { Embedder } from '#shared/search/embedding/embedder.ts';
import { cosine } from '#shared/text/vector-bytes.ts';
import { wordsOf } from '#shared/text/words.ts';
import type { Labelled } from './gold.ts';
import type { Shown } from './scoring.ts';

/** An entry of the plan as the single voices know it. */
export interface VoiceEntry {
  ref: string;
  text: string;
  themes: readonly string[];
}

/** What is asked about: all its text, the parts that the model may read, and its themes. */
export interface VoiceItem {
  item: Labelled;
  text: string;
  parts: string[];
  themes: ReadonlySet<string>;
}

const most = 5;

function shownOf(item: Labelled, scores: { ref: string; score: number }[]): Shown {
  const ranked = scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return { item, refs: ranked.slice(0, most).map(({ ref }) => ref), best: ranked[0]?.score ?? 0 };
}

/** Plain full-text search: FTS5, Porter, any of the words. */
export function byWords(entries: VoiceEntry[], items: VoiceItem[]): Shown[] {
  const database = new DatabaseSync(':memory:');
  database.exec("create virtual table entry using fts5(ref unindexed, text, tokenize='porter')");
  const insert = database.prepare('insert into entry values (?, ?)');
  for (const { ref, text } of entries) insert.run(ref, text);
  const find = database.prepare(
    'select ref, -bm25(entry) as score from entry where entry match ? order by bm25(entry)',
  );
  const shown = items.map(({ item, text }) => {
    const words = [...new Set(wordsOf(text).map(({ folded }) => `"${folded}"`))];
    return shownOf(item, find.all(words.join(' OR ')) as { ref: string; score: number }[]);
  });
  database.close();
  return shown;
}

/** The sentence model alone: the closest part, by plain cosine. */
export async function byMeaning(
  entries: VoiceEntry[],
  items: VoiceItem[],
  embedder: Embedder,
): Promise<Shown[]> {
  const own = await embedder.embed(entries.map(({ text }) => text));
  const shown: Shown[] = [];
  for (const { item, parts } of items) {
    const read = await embedder.embed(parts);
    const scores = entries.map(({ ref }, at) => ({
      ref,
      score: Math.max(...read.map((part) => cosine(part, own[at] ?? new Float32Array()))),
    }));
    shown.push(shownOf(item, scores));
  }
  return shown;
}

/** Shared themes alone. */
export const byThemes = (entries: VoiceEntry[], items: VoiceItem[]): Shown[] =>
  items.map(({ item, themes }) =>
    shownOf(
      item,
      entries.map((entry) => ({
        ref: entry.ref,
        score: entry.themes.filter((theme) => themes.has(theme)).length,
      })),
    ),
  );
