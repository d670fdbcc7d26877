import type { RawFeed } from './raw-feed.ts';
import { withFeedsmith } from './with-feedsmith.ts';

/** Entries tried one by one; a damaged feed with more is read as far as this. */
const mostPieces = 5000;

/**
 * Reads a feed that no reader takes whole, entry by entry: one broken entry costs only itself.
 *
 * @returns null when not one entry can be read
 */
export function pieceByPiece(text: string): RawFeed | null {
  const root = /<(rss|feed|rdf:RDF)(?:\s[^>]*)?>/i.exec(text);
  if (!root) return null;
  const [start, name = ''] = root;
  const first = text.search(/<(?:item|entry)[\s>]/i);
  if (first < 0) return null;
  const isAtom = name.toLowerCase() === 'feed';
  // What the feed says of itself stands before its entries; if that is broken, its root has to do.
  const head = text.slice(root.index, first).replace(/<\/channel\s*>/gi, '');
  const bare = isAtom ? start : `${start}<channel>`;
  const end = isAtom ? `</${name}>` : `</channel></${name}>`;
  const read = (before: string, piece: string) => {
    try {
      return withFeedsmith(`${before}${piece}${end}`);
    } catch {
      return null;
    }
  };
  const pieces = [...text.matchAll(/<(item|entry)(?=[\s>])[\s\S]*?<\/\1\s*>/gi)].slice(
    0,
    mostPieces,
  );
  const [one] = pieces;
  const frame = one && (read(head, one[0]) ?? read(bare, one[0]));
  const entries = pieces.flatMap(([piece]) => read(bare, piece)?.entries ?? []);
  if (entries.length === 0) return null;
  const about = frame ?? read(bare, '<item><title>.</title></item>');
  return about ? { ...about, entries } : null;
}
