/** One word or mark of a text, as it is compared, and where it stands. */
export interface Token {
  /** In small letters, ligatures apart; every kind of dash is "-", every kind of quotation mark "'". */
  key: string;
  /** Characters from the beginning of the page's text; the end is past the last. */
  start: number;
  end: number;
}

/** Words with soft hyphens in them, marks one by one. */
const pattern = /[\p{L}\p{N}\p{M}\u00ad]+|[^\s\p{L}\p{N}\p{M}\u00ad]/gu;
const word = /[\p{L}\p{N}]/u;
const plain = /^[A-Za-z0-9]+$/;
const dash = /^[\p{Pd}\u2212\u2043]$/u;
const quotationMark = /^['"`\u00b4\u02bc\u2018-\u201f\u2039\u203a\u00ab\u00bb\u2032\u2033]$/u;
/** What begins an item of a list or a quoted line, where it stands by itself. */
const listMark = /^[-*>\u2022\u2023\u25aa\u25cf\u25e6\u2219\u00b7]$/u;

function keyOf(written: string): string {
  if (plain.test(written)) return written.toLowerCase();
  if (quotationMark.test(written)) return "'";
  if (dash.test(written)) return '-';
  return written.replaceAll('\u00ad', '').normalize('NFKC').toLowerCase();
}

const isSpace = (character: string | undefined) => character === undefined || /\s/.test(character);

/** Whether a key is a word or a number, not a mark. */
export const isWord = (key: string): boolean => word.test(key);

/**
 * What of a text counts when texts are compared: case, the kind of a dash or a quotation mark, white
 * space and the marks of lists and quoted lines do not; commas, hyphens, brackets and numbers do, also
 * the number of an item, by which people speak of it.
 *
 * @param from where the text begins in its page
 */
export function tokensOf(text: string, from = 0): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const [written] = match;
    const end = match.index + written.length;
    const key = keyOf(written);
    if (!key || (listMark.test(key) && isSpace(text[match.index - 1]) && isSpace(text[end])))
      continue;
    tokens.push({ key, start: from + match.index, end: from + end });
  }
  return tokens;
}
