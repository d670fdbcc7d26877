/** Text in which one byte is one sign: which of the three code pages of spreadsheets is it? */

const windows = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 128 }, (_, at) => at + 128),
);
const mac = new TextDecoder('macintosh').decode(
  Uint8Array.from({ length: 128 }, (_, at) => at + 128),
);
/** Code page 850, which “CSV (MS-DOS)” writes in Britain; no decoder knows it. */
const dos =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** The commonest first: where nothing speaks for another, it is this. */
const pages = [windows, mac, dos];

const signOf = (page: string, byte: number) =>
  byte < 128 ? String.fromCharCode(byte) : (page[byte - 128] ?? '');

/** What Windows-1252 makes of one byte. */
export const fromWindows = (byte: number): string => signOf(windows, byte);

const isLetter = (sign: string) => /\p{L}/u.test(sign);
const isLower = (sign: string) => /\p{Ll}/u.test(sign);
const isUpper = (sign: string) => /\p{Lu}/u.test(sign);
const isDigit = (sign: string) => /\d/.test(sign);
/** Where a word may begin or end: the edge of the file, a space, a separator, a quotation mark. */
const isEdge = (sign: string) => !/[\p{L}\d]/u.test(sign);

/** Letters that English, Welsh and the names of people here are written with. */
const usualLetters = /[àáâäèéêëìíîïòóôöùúûüçñÿåøßæœšžãõÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜÇÑŸÅØÆŒŠŽ]/;
const commonLetters = /[áâäéèêëíïóôöúüçñÉ]/;

function fitOfLetter(sign: string, before: string, after: string): number {
  if (!usualLetters.test(sign)) return -2;
  // A capital inside a word, or a small letter that stands alone, is another sign misread.
  if (isUpper(sign)) {
    if (isLower(before)) return -3;
    return isLetter(after) ? 1 : -1;
  }
  if (!isLetter(before) && !isLetter(after)) return -2;
  if (isUpper(after)) return -3;
  return commonLetters.test(sign) ? 3 : 1;
}

/** Marks, and how well each stands between what is before and behind it; the first that has the sign. */
const marks: [RegExp, (before: string, after: string) => number][] = [
  [/’/, (before, after) => (isEdge(before) ? (isEdge(after) ? 0 : -1) : 3)],
  [/[“‘]/, (before, after) => (isEdge(before) && !isEdge(after) ? 3 : -3)],
  [/”/, (before, after) => (isEdge(after) && !/\s/.test(before || ' ') ? 3 : -3)],
  [/[–—]/, (before, after) => (isLetter(before) === isLetter(after) ? 3 : 1)],
  [/[£€]/, (before, after) => (isDigit(after) ? 3 : isLetter(before) || isDigit(before) ? -1 : 1)],
  [/[½¼¾%²°]/, (before) => (isDigit(before) || isEdge(before) ? 1 : -2)],
  [/…/, (before, after) => (isLetter(before) || isEdge(after) ? 2 : -1)],
  [/[•·]/, (before, after) => (isEdge(before) && isEdge(after) ? 2 : -1)],
  [/[\u00a0®™©§]/, () => 1],
  [/[\u0080-\u009f]/, () => -4],
];

function fitOfMark(sign: string, before: string, after: string): number {
  const [, fit] = marks.find(([signs]) => signs.test(sign)) ?? [];
  return fit?.(before, after) ?? -2;
}

/** How well a text's signs above ASCII stand where they stand; higher is better. */
function fitOf(page: string, bytes: Uint8Array): number {
  let fit = 0;
  bytes.forEach((byte, at) => {
    if (byte < 128) return;
    const sign = signOf(page, byte);
    const before = at > 0 ? signOf(page, bytes[at - 1] ?? 0) : '';
    const after = at + 1 < bytes.length ? signOf(page, bytes[at + 1] ?? 0) : '';
    fit += isLetter(sign) ? fitOfLetter(sign, before, after) : fitOfMark(sign, before, after);
  });
  return fit;
}

/** Bytes of one of the three code pages as text: the one in which the signs make sense. */
export function decodeSingleBytes(bytes: Uint8Array): string {
  const fits = pages.map((page) => fitOf(page, bytes));
  const page = pages[fits.indexOf(Math.max(...fits))] ?? windows;
  return Array.from(bytes, (byte) => signOf(page, byte)).join('');
}
