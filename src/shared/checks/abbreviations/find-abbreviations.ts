import type { FoundWords } from '../finding.ts';
import { everyday } from './everyday.ts';

/** Written out: what abbreviations stand for, by the vocabulary. @returns null where it does not know. */
export type SpellOut = (abbreviation: string) => string | null;

const pattern =
  /(?<![\p{L}\p{N}@#/_.&-])(?:\p{Lu}[\p{Lu}&]{1,9}(?:\+)?|\p{Lu}{1,3}\p{Ll}{1,2}\p{Lu}{1,4}|\p{Lu}\p{Lu}+\p{Ll}\p{Lu}?)(?:s|’s|'s)?(?![\p{L}\p{N}@_&]|[-/]\p{N})/gu;
const roman = /^[IVXLC]+$/;
const bare = (found: string) => found.replace(/(?:’s|'s|(?<=\p{Lu})s)$/u, '');

const smallWords = new Set([
  'of',
  'and',
  'the',
  'for',
  'in',
  'on',
  'to',
  'a',
  'an',
  'at',
  'by',
  'with',
]);

/** Do words begin with the letters of an abbreviation, small words and second parts of compounds apart? */
function areInitials(words: readonly string[], letters: string): boolean {
  const parts = words.flatMap((word) => word.split(/[-/‐‑&]/)).filter(Boolean);
  const firsts = (kept: string[]) => kept.map((word) => word.charAt(0).toLowerCase()).join('');
  const given = letters.toLowerCase().replace(/[^\p{L}]/gu, '');
  return [parts, parts.filter((word) => !smallWords.has(word.toLowerCase()))].some((kept) =>
    firsts(kept).includes(given),
  );
}

/** Is it spelt out anywhere: "Return home interview (RHI)", "RHI (return home interview)", "RHI, that is …"? */
function isSpeltOut(abbreviation: string, whole: string, known: string | null): boolean {
  if (known && whole.toLowerCase().includes(known.toLowerCase())) return true;
  const escaped = abbreviation.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const before = new RegExp(
    `((?:[\\p{L}\\p{N}’'&/‐‑-]+[ ,]+){1,12})[(\\[“‘"']+(?:the |or |an? |known as |“|‘)*${escaped}s?(?:’s|'s)?[)\\]”’"',;. ]`,
    'gu',
  );
  for (const { 1: words = '' } of whole.matchAll(before)) {
    if (areInitials(words.trim().split(/[ ,]+/), abbreviation)) return true;
  }
  const after = new RegExp(
    `${escaped}s?(?: ?\\(|, | – | - | stands for | means |: | \\[)((?:[\\p{L}’'‐‑&/-]+[ ]?){1,10})`,
    'gu',
  );
  for (const { 1: words = '' } of whole.matchAll(after)) {
    const parts = words.trim().split(' ');
    for (let count = 2; count <= parts.length; count++) {
      if (areInitials(parts.slice(0, count), abbreviation) && parts.slice(0, count).length >= 2) {
        return true;
      }
    }
  }
  return false;
}

const isShouted = (text: string) => {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length > 12 && (letters.match(/\p{Lu}/gu)?.length ?? 0) / letters.length > 0.7;
};

/** A number, a person's initials or a reference beside it says that it is none: "HC 1089", "(J.S.)". */
const isReference = (text: string, end: number) =>
  /^[ \u00a0]?(?:No\.? ?)?\d{2,}/.test(text.slice(end));

/**
 * Whether an abbreviation is spelt out anywhere in a document; each is looked for once.
 *
 * @param whole all texts of the document, one after another
 * @param spellOut what the vocabulary knows
 */
export function speltOutIn(whole: string, spellOut: SpellOut): (abbreviation: string) => boolean {
  const known = new Map<string, boolean>();
  return (abbreviation) => {
    const is = known.get(abbreviation) ?? isSpeltOut(abbreviation, whole, spellOut(abbreviation));
    known.set(abbreviation, is);
    return is;
  };
}

/** Abbreviations that are never spelt out anywhere in a document. */
export function findAbbreviations(
  text: string,
  isSpelt: (abbreviation: string) => boolean,
  spellOut: SpellOut,
): FoundWords[] {
  if (isShouted(text)) return [];
  return Array.from(text.matchAll(pattern)).flatMap(({ 0: found, index }) => {
    const abbreviation = bare(found);
    const end = index + abbreviation.length;
    if (everyday.has(abbreviation) || everyday.has(found) || roman.test(abbreviation)) return [];
    if (isReference(text, end)) return [];
    const known = spellOut(abbreviation);
    if (isSpelt(abbreviation)) return [];
    return [
      {
        start: index,
        end,
        better: known ? `${known} (${abbreviation})` : null,
        why: `Readers outside may not know what ${abbreviation} is. Spell it out where it first stands.`,
      },
    ];
  });
}
