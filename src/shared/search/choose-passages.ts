import { type Marker, snippet } from './highlight.ts';
import type { FoundPassage, IndexedPassage } from './search-index.ts';

/** Passages shown for a hit. */
export const mostShown = 3;

/** Of the passages an engine found in a publication, those to show: the ones with most of the words. */
export function choosePassages(found: IndexedPassage[], marker: Marker): FoundPassage[] {
  return found
    .map(({ documentId, page, text }, at) => ({ documentId, page, at, ...snippet(text, marker) }))
    .filter(({ html }) => html.includes('<mark>'))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, mostShown)
    .map(({ documentId, page, html }) => ({ documentId, page, html }));
}
