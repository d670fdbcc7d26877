/** Vectors as bytes: four for each number, least significant first, whatever machine this is. */

const isLittle = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** A copy in the order of bytes in which vectors are kept. */
export function bytesOfVector(vector: Float32Array): Buffer {
  const bytes = Buffer.from(Float32Array.from(vector).buffer);
  return isLittle ? bytes : bytes.swap32();
}

/** @throws {RangeError} when it is not a whole number of numbers */
export function vectorOfBytes(bytes: Uint8Array): Float32Array {
  const copy = Buffer.from(bytes);
  if (!isLittle) copy.swap32();
  return new Float32Array(Uint8Array.from(copy).buffer);
}

/** The cosine of two vectors of length 1; 0 where they are of different length. */
export function cosine(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) return 0;
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
