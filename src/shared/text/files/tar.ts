/** A file in an archive. */
export interface Packed {
  /** Letters, digits, dots and hyphens; at most 100. */
  name: string;
  bytes: Uint8Array;
}

const block = 512;

/** A field of a header, filled up with NUL (POSIX.1-1988, ustar). */
function put(header: Buffer, at: number, text: string): void {
  header.write(text, at, 'latin1');
}

const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');

function headerOf({ name, bytes }: Packed, at: Date): Buffer {
  const header = Buffer.alloc(block);
  put(header, 0, name);
  put(header, 100, octal(0o644, 7));
  put(header, 108, octal(0, 7));
  put(header, 116, octal(0, 7));
  put(header, 124, octal(bytes.length, 11));
  put(header, 136, octal(Math.max(0, Math.floor(at.getTime() / 1000)), 11));
  // The sum is taken with spaces in its own place.
  put(header, 148, ' '.repeat(8));
  put(header, 156, '0');
  put(header, 257, 'ustar\u000000');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(header, 148, `${octal(sum, 6)}\u0000 `);
  return header;
}

/** Files as a tar archive, which every system can open; the same files give the same bytes. */
export function packTar(files: Packed[], at: Date): Buffer {
  const parts = files.flatMap((file) => [
    headerOf(file, at),
    Buffer.from(file.bytes),
    Buffer.alloc((block - (file.bytes.length % block)) % block),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

const fieldOf = (header: Buffer, from: number, length: number) =>
  header.toString('latin1', from, from + length).split('\u0000')[0] ?? '';

/** The files of such an archive; null when it is none, or is cut off. */
export function unpackTar(archive: Uint8Array): Packed[] | null {
  const bytes = Buffer.from(archive);
  const files: Packed[] = [];
  for (let at = 0; at + block <= bytes.length; ) {
    const header = bytes.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return files;
    const size = Number.parseInt(fieldOf(header, 124, 12), 8);
    const end = at + block + size;
    if (fieldOf(header, 257, 6) !== 'ustar' || !(size >= 0) || end > bytes.length) return null;
    files.push({ name: fieldOf(header, 0, 100), bytes: bytes.subarray(at + block, end) });
    at += block + Math.ceil(size / block) * block;
  }
  return null;
}
