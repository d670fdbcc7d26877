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

/**
 * Vectors of length 1 as one byte for each number, one after another: a quarter of the size. Likeness
 * differs by some thousandths.
 */
export function roughBytesOf(vectors: readonly Float32Array[]): Buffer {
  return Buffer.concat(
    vectors.map((vector) => {
      const most = vector.reduce((best, one) => Math.max(best, Math.abs(one)), 1e-9);
      return Buffer.from(Int8Array.from(vector, (one) => Math.round((one / most) * 127)).buffer);
    }),
  );
}

/** The vectors of such bytes, of length 1. @param count how many there are */
export function vectorsOfRoughBytes(bytes: Uint8Array, count: number): Float32Array[] {
  const length = count > 0 ? bytes.length / count : 0;
  return Array.from({ length: count }, (_, at) => {
    const vector = Float32Array.from(
      Int8Array.from(bytes.subarray(at * length, (at + 1) * length)),
    );
    const size = Math.sqrt(cosine(vector, vector)) || 1;
    return vector.map((one) => one / size);
  });
}
