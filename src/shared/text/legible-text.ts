/**
 * Characters that nobody sees and no search finds: soft hyphens, zero-width spaces and joins, marks of
 * direction, byte order marks, tags, controls. A joiner stays between letters of scripts that need it
 * and between the parts of an emoji; the second set of controls stays, which badly made PDFs use for
 * figures.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const invisible =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const idleJoiners =
  /(?<=[\p{Script=Latin}\p{N}\p{P}\s]|^)[\u200c\u200d]|[\u200c\u200d](?=[\p{Script=Latin}\p{N}\p{P}\s]|$)/gu;
/** Letters set as one ("ﬁ"), or in the form of their place in a word (Hebrew, Arabic). */
const ligatures = /[\ufb00-\ufdff\ufe70-\ufefc]/g;
/** Hyphens that differ only in where a line may break. */
const hyphens = /[\u2010\u2011\ufe63]/g;

/**
 * Text as a reader sees it, so that search finds what is read: without invisible characters, ligatures
 * as their letters, one kind of hyphen, accents composed. Space is left as it is.
 */
export function legibleText(text: string): string {
  // Most text has none of it.
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) return text;
  return text
    .replace(invisible, '')
    .replace(idleJoiners, '')
    .replace(controls, '')
    .replace(ligatures, (letters) => letters.normalize('NFKC'))
    .replace(hyphens, '-')
    .normalize('NFC');
}
