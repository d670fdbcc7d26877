import { decodeAsSaid } from '../decode.ts';
import { decodeSingleBytes, fromWindows } from './decode-single-bytes.ts';

/** Longest stretch looked at to see whether every other byte is nought. */
const head = 4096;

/** UTF-16 without its mark: Latin text has a nought in every other byte. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const start = bytes.subarray(0, head);
  if (start.length < 4) return null;
  const noughts = [0, 0];
  start.forEach((byte, at) => {
    if (byte === 0) noughts[at % 2] = (noughts[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = noughts;
  const many = start.length / 2 / 2;
  if (odd > many && even < odd / 10) return 'utf-16le';
  if (even > many && odd < even / 10) return 'utf-16be';
  return null;
}

/** A sign of UTF-8 in more than one byte, bytes written as the signs of that number (RFC 3629). */
const inUtf8 =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/g;

/** One sign for each byte, the number of the sign being the byte. */
function signOfEachByte(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/**
 * UTF-8 that was cut off inside a sign, or into which lines of another file were pasted: what is
 * UTF-8 is read so, the other bytes as Windows writes them. Null when there is more of these.
 */
function mendedUtf8(bytes: Uint8Array): string | null {
  const text = signOfEachByte(bytes);
  const whole = text.match(inUtf8)?.length ?? 0;
  const others = text.replace(inUtf8, '').match(/[\x80-\xff]/g)?.length ?? 0;
  if (whole === 0 || others > whole) return null;
  const utf8 = new TextDecoder();
  return text
    .split(new RegExp(`(${inUtf8.source})`))
    .map((piece, at) =>
      at % 2 === 1
        ? utf8.decode(Uint8Array.from(piece, (sign) => sign.charCodeAt(0)))
        : piece.replace(/[\x80-\xff]/g, (sign) => fromWindows(sign.charCodeAt(0))),
    )
    .join('');
}

/**
 * The text of a file that a person saved, as spreadsheets write it: UTF-8 and UTF-16 with and
 * without a mark, Windows-1252, Mac Roman, and the code page of MS-DOS. Every byte becomes a sign:
 * nothing becomes U+FFFD that was not there before.
 */
export function decodeFile(bytes: Uint8Array): string {
  const wide = unmarkedUtf16(bytes);
  const text =
    (wide && new TextDecoder(wide).decode(bytes)) ??
    decodeAsSaid(bytes) ??
    mendedUtf8(bytes) ??
    decodeSingleBytes(bytes);
  return text.replace(/^\ufeff/, '');
}
