/** A piece of a paper, as page and Word file both show it. All text is plain. */
export type Block =
  | { kind: 'heading'; text: string; level: 2 | 3 }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | {
      kind: 'table';
      caption: string;
      columns: { text: string; isNumeric?: boolean }[];
      rows: string[][];
    };

/** Something drawn up to be shown to others: what it says once is said by every form of it. */
export interface Paper {
  title: string;
  /** Under the title, in a sentence. */
  subtitle: string;
  blocks: Block[];
}

export const heading = (text: string, level: 2 | 3 = 2): Block => ({
  kind: 'heading',
  text,
  level,
});
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** A list, or a sentence where nothing is to be listed. */
export const listOr = (items: string[], otherwise: string): Block =>
  items.length > 0 ? { kind: 'list', items } : paragraph(otherwise);
