import type { Page } from '../reading/reading.ts';

/** Characters a passage has at most, unless one sentence is longer. */
const longest = 1200;

/** A paragraph in pieces of at most `longest`, cut between sentences, or between words if need be. */
function pieces(paragraph: string): string[] {
  if (paragraph.length <= longest) return [paragraph];
  const sentences = paragraph.match(/[^.!?]+(?:[.!?]+["”’)\]]*\s*|$)/g) ?? [paragraph];
  return gather(
    sentences.flatMap((sentence) =>
      sentence.length <= longest
        ? [sentence]
        : (sentence.match(/.{1,1200}(?:\s|$)|\S{1,1200}/gs) ?? []),
    ),
    '',
  );
}

/** Joins neighbours as long as they fit into one passage. */
function gather(parts: string[], joint: string): string[] {
  const passages: string[] = [];
  let current = '';
  for (const part of parts) {
    const joined = current ? `${current}${joint}${part}` : part;
    if (joined.length > longest && current) {
      passages.push(current);
      current = part;
    } else current = joined;
  }
  if (current.trim()) passages.push(current);
  return passages.map((passage) => passage.trim());
}

/** Pages as passages of up to some 1,200 characters; no passage crosses a page. */
export function splitPassages(pages: Page[]): { page: number | null; text: string }[] {
  return pages.flatMap(({ number, text }) => {
    const paragraphs = text
      .split(/\n{2,}/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean);
    return gather(paragraphs.flatMap(pieces), '\n\n').map((passage) => ({
      page: number,
      text: passage,
    }));
  });
}
