import { isUtf8 } from 'node:buffer';
import { pipeline, Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { SourceFailure } from '#shared/errors.ts';

type Coding = 'gzip' | 'deflate' | 'br' | 'zstd';

/** Names of the codings that we unpack (RFC 9110, section 8.4.1, RFC 7932, RFC 8878), and what they are mistaken for. */
const codings: Record<string, Coding> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  gz: 'gzip',
  deflate: 'deflate',
  'x-deflate': 'deflate',
  zlib: 'deflate',
  br: 'br',
  brotli: 'br',
  'x-br': 'br',
  zstd: 'zstd',
  'x-zstd': 'zstd',
};

/** Registered with IANA or in use, and nothing that we could unpack. */
const unreadable =
  /^(?:x-)?(?:compress|bzip2?|lzma|xz|lz4|snappy|7z|zip|pack200-gzip|exi|aes128gcm|dcb|dcz)$/;

/** More are an attack on whoever unpacks them, not a way to send a page. */
const mostCodings = 5;
/** Bytes of the beginning by which a coding is recognised. */
const headBytes = 512;

/**
 * The codings of a Content-Encoding in the order in which they are undone. What names no coding
 * (`identity`, `none`, `utf-8`, `aws-chunked`, nothing) packs nothing.
 *
 * @throws {SourceFailure} for a coding that cannot be undone
 */
export function codingsOf(contentEncoding: string, url: string): Coding[] {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.replace(/;.*/, '').replace(/["']/g, '').trim());
  const odd = names.find((name) => unreadable.test(name));
  if (odd) {
    throw new SourceFailure('unreadable', `${url} is compressed in a way we cannot read (${odd}).`);
  }
  const known = names.flatMap((name) => codings[name] ?? []);
  if (known.length > mostCodings) {
    throw new SourceFailure('unreadable', `${url} is compressed ${known.length} times over.`);
  }
  return known.reverse();
}

const begins = (head: Buffer, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
export const isGzip = (head: Buffer): boolean => begins(head, 0x1f, 0x8b);
const isZstd = (head: Buffer) => begins(head, 0x28, 0xb5, 0x2f, 0xfd);

/** The two bytes in front of deflated data (RFC 1950, section 2.2), which some servers leave out. */
function isZlib(head: Buffer): boolean {
  const [method = 0, flags = 0] = head;
  return (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0;
}

/** Whether these bytes were sent as they are, whatever was said of them. */
function isText(head: Buffer): boolean {
  if (head.some((byte) => byte < 0x20 && !/[\t\n\f\r]/.test(String.fromCharCode(byte)))) {
    return false;
  }
  // The end may cut a sign in two.
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)));
}

/** What unpacks bytes that begin like this; null where they are not packed. */
function unpackerFor(coding: Coding, head: Buffer): Transform | null {
  if (head.length === 0) return null;
  if (coding === 'br') return createBrotliDecompress();
  if (isGzip(head)) return createGunzip();
  if (isZstd(head)) return createZstdDecompress();
  if (isText(head)) return null;
  if (coding === 'zstd') return createZstdDecompress();
  if (isZlib(head)) return createInflate();
  return coding === 'gzip' ? createGunzip() : createInflateRaw();
}

/** The first bytes, and all of them again. */
async function beginningOf(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let isOver = false;
  while (head.length < headBytes && !isOver) {
    const { value, done } = await chunks.next();
    isOver = done === true;
    if (!isOver) head = Buffer.concat([head, value]);
  }
  async function* whole() {
    try {
      if (head.length > 0) yield head;
      while (!isOver) {
        const { value, done } = await chunks.next();
        isOver = done === true;
        if (!isOver) yield value as Buffer;
      }
    } finally {
      await chunks.return?.();
    }
  }
  return { head: head.subarray(0, headBytes), whole: whole() };
}

/**
 * Undoes one coding while bytes stream: by the bytes themselves, as labels are wrong often (raw
 * deflate and gzip under `deflate`, plain text under `gzip`).
 *
 * @param coding null unpacks what is gzip although nothing was said
 */
export async function* unpacked(
  source: AsyncIterable<Buffer>,
  coding: Coding | null,
): AsyncGenerator<Buffer> {
  const { head, whole } = await beginningOf(source);
  const isPacked = coding !== null || isGzip(head);
  const unpacker = isPacked ? unpackerFor(coding ?? 'gzip', head) : null;
  if (!unpacker) {
    yield* whole;
    return;
  }
  const packed = Readable.from(whole, { objectMode: false });
  // A fault of either ends both, and is thrown where what is unpacked is read.
  pipeline(packed, unpacker, () => undefined);
  try {
    yield* unpacker;
  } finally {
    unpacker.destroy();
    packed.destroy();
  }
}
