/** Words in a row that are taken together: enough that order matters, few enough to survive edits. */
const shingle = 3;

const words = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * 32-bit FNV-1a of some words with a space between them, and a final mix, so that words which differ in
 * one letter differ in many bits.
 */
function hashOf(words: string[], from: number, to: number, seed: number): number {
  let hash = seed;
  for (let at = from; at < to; at += 1) {
    if (at > from) hash = Math.imul(hash ^ 32, 0x01000193);
    const word = words[at] ?? '';
    for (let letter = 0; letter < word.length; letter += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(letter), 0x01000193);
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * 64-bit SimHash of a text over three-word shingles, as 16 hexadecimal digits. Texts that share
 * most of their words in order differ in few bits (Charikar, 2002).
 */
export function fingerprintOf(text: string): string {
  const all = words(text);
  const shingles = all.length === 0 ? 0 : Math.max(1, all.length - shingle + 1);
  /** Shingles that have each bit. */
  const counts = new Int32Array(64);
  for (let at = 0; at < shingles; at += 1) {
    const end = Math.min(at + shingle, all.length);
    const low = hashOf(all, at, end, 0x811c9dc5);
    const high = hashOf(all, at, end, 0x9e3779b9);
    for (let bit = 0; bit < 32; bit += 1) {
      counts[bit] = (counts[bit] as number) + ((low >>> bit) & 1);
      counts[bit + 32] = (counts[bit + 32] as number) + ((high >>> bit) & 1);
    }
  }
  let value = 0n;
  for (let bit = 63; bit >= 0; bit -= 1) {
    const isCommon = (counts[bit] as number) * 2 > shingles;
    value = (value << 1n) | (isCommon ? 1n : 0n);
  }
  return value.toString(16).padStart(16, '0');
}

/** Bits in which two fingerprints differ, 0 to 64. */
export function distanceBetween(one: string, other: string): number {
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let bits = 0;
  for (; differing > 0n; differing &= differing - 1n) bits += 1;
  return bits;
}

/** Up to this many differing bits, two long texts are probably the same. */
export const probablySame = 10;
