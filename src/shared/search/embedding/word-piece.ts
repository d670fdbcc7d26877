/**
 * Cuts a text into the pieces of words that a BERT model knows (Devlin et al. 2018, "uncased"): folded
 * and cut at spaces and punctuation, then each word into the longest pieces in the vocabulary.
 */

/** A word of more letters than this is one that the model does not know. */
const longestWord = 100;

export interface WordPieces {
  /**
   * Numbers of the pieces of a text, between the marks of its beginning and end.
   *
   * @param most at most so many, the two marks counted; what is behind them is left out
   */
  idsOf(text: string, most: number): number[];
}

const isControl = /[\p{C}\u{fffd}]/u;
const isSpace = /[\t-\r\p{Z}]/u;
/** All signs of ASCII that are neither letters nor digits count, though some are symbols to Unicode. */
const isPunctuation = /[\p{P}$+<=>^`|~]/u;
/** Scripts written without spaces, as BERT has them: each sign is a word. */
const isIdeograph =
  /[\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\u{f900}-\u{faff}\u{2f800}-\u{2fa1f}]/u;

const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{Mn}/gu, '');

/** The words of a text as they are looked up; signs are words of their own. */
export function* wordsToCut(text: string): Generator<string> {
  let word = '';
  for (const sign of withoutAccents(text)) {
    const stands = isPunctuation.test(sign) || isIdeograph.test(sign);
    const isBetween = isSpace.test(sign);
    if (!stands && !isBetween) {
      // By itself: at the end of a word, Greek's sigma would become another.
      if (!isControl.test(sign)) word += sign.toLowerCase();
      continue;
    }
    if (word) yield word;
    word = '';
    if (stands) yield sign;
  }
  if (word) yield word;
}

/**
 * @param words the vocabulary, each word at its number; a piece within a word begins with "##"
 * @throws {Error} when it lacks the marks that every text needs
 */
export function wordPieces(words: readonly string[]): WordPieces {
  const known = new Map(words.map((word, at) => [word, at]));
  const numberOf = (mark: string): number => {
    const found = known.get(mark);
    if (found === undefined) throw new Error(`The vocabulary lacks ${mark}.`);
    return found;
  };
  const [unknown, begin, end] = [numberOf('[UNK]'), numberOf('[CLS]'), numberOf('[SEP]')];

  /** The longest piece of a word that begins here. */
  function pieceAt(signs: string[], from: number): { id: number; to: number } | null {
    for (let to = signs.length; to > from; to -= 1) {
      const piece = signs.slice(from, to).join('');
      const id = known.get(from === 0 ? piece : `##${piece}`);
      if (id !== undefined) return { id, to };
    }
    return null;
  }

  function piecesOf(word: string): number[] {
    const signs = [...word];
    if (signs.length > longestWord) return [unknown];
    const whole = known.get(word);
    if (whole !== undefined) return [whole];
    const ids: number[] = [];
    for (let from = 0; from < signs.length; ) {
      const piece = pieceAt(signs, from);
      // One piece that is not there makes the whole word unknown.
      if (!piece) return [unknown];
      ids.push(piece.id);
      from = piece.to;
    }
    return ids;
  }

  return {
    idsOf(text, most) {
      const ids = [begin];
      for (const word of wordsToCut(text)) {
        ids.push(...piecesOf(word));
        if (ids.length >= most) break;
      }
      return [...ids.slice(0, most - 1), end];
    },
  };
}
