import type { Readable, Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { SourceFailure } from '#shared/errors.ts';

export interface BodyLimits {
  /** Bytes on the wire. */
  maxWireBytes: number;
  /** Bytes after decompression. */
  maxBytes: number;
  /** Milliseconds without a byte. */
  idleMilliseconds: number;
  /** Milliseconds for the whole body. */
  totalMilliseconds: number;
}

const mebibytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1_048_576))} MB`;

function decompressors(encoding: string, url: string): Transform[] {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name && name !== 'identity');
  return names.reverse().map((name) => {
    if (name === 'gzip' || name === 'x-gzip') return createGunzip();
    if (name === 'deflate') return createInflate();
    if (name === 'br') return createBrotliDecompress();
    if (name === 'zstd') return createZstdDecompress();
    throw new SourceFailure(
      'unreadable',
      `${url} is compressed in a way we cannot read (${name}).`,
    );
  });
}

/**
 * Reads a body to its end, decompressed, within limits of size and time that are counted while it
 * streams: a small file that unpacks to a huge one is stopped on the way.
 *
 * @throws {SourceFailure}
 */
export function readBody(
  body: Readable,
  given: { url: string; contentEncoding: string; contentLength: number | null },
  limits: BodyLimits,
): Promise<Uint8Array> {
  const { url } = given;
  const stages = decompressors(given.contentEncoding, url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let wire = 0;
    let size = 0;
    const fail = (failure: SourceFailure) => {
      stop();
      reject(failure);
    };
    const slow = (what: string) => fail(new SourceFailure('too-slow', `${url} ${what}.`));
    const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} seconds`;
    const total = setTimeout(
      () => slow(`was sent so slowly that we stopped after ${seconds(limits.totalMilliseconds)}`),
      limits.totalMilliseconds,
    );
    const awaitMore = () =>
      setTimeout(
        () => slow(`stopped coming: nothing more was sent for ${seconds(limits.idleMilliseconds)}`),
        limits.idleMilliseconds,
      );
    let idle = awaitMore();
    function stop() {
      clearTimeout(total);
      clearTimeout(idle);
      body.destroy();
      for (const stage of stages) stage.destroy();
    }

    body.on('data', (chunk: Buffer) => {
      wire += chunk.length;
      clearTimeout(idle);
      idle = awaitMore();
      if (wire > limits.maxWireBytes) {
        fail(
          new SourceFailure(
            'too-large',
            `${url} is larger than ${mebibytes(limits.maxWireBytes)}, the most that we fetch.`,
          ),
        );
      }
    });
    const broken = (cause: unknown) =>
      fail(new SourceFailure('interrupted', `${url} broke off after ${wire} bytes.`, { cause }));
    body.on('error', broken);
    let last: Readable = body;
    for (const stage of stages) {
      stage.on('error', (cause) =>
        fail(
          new SourceFailure(
            'interrupted',
            `${url} could not be unpacked: it is damaged or cut off.`,
            {
              cause,
            },
          ),
        ),
      );
      last = last.pipe(stage);
    }
    last.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) {
        fail(
          new SourceFailure(
            'too-large',
            `${url} unpacks to more than ${mebibytes(limits.maxBytes)}, the most that we read.`,
          ),
        );
      } else chunks.push(chunk);
    });
    last.on('end', () => {
      if (given.contentLength !== null && wire < given.contentLength) {
        broken(new Error(`${wire} of ${given.contentLength} bytes`));
        return;
      }
      stop();
      resolve(new Uint8Array(Buffer.concat(chunks)));
    });
  });
}
