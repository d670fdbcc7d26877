import { decodeHTML } from 'entities';
import type { SearchHit } from './search-index.ts';

/** Words of the search that are named as the reason. */
const most = 5;

/** The words of the search that stand in what was found, as they stand there. */
export function markedWords({ titleHtml, passages }: SearchHit): string[] {
  const html = [titleHtml, ...passages.map((passage) => passage.html)]
    .join(' · ')
    .replaceAll('</mark> <mark>', ' ');
  const words = new Map<string, string>();
  for (const [, word = ''] of html.matchAll(/<mark>(.*?)<\/mark>/g)) {
    const text = decodeHTML(word);
    if (!words.has(text.toLowerCase())) words.set(text.toLowerCase(), text);
  }
  return [...words.values()].slice(0, most);
}
