import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Embedder } from '#shared/search/embedding/embedder.ts';
import { contentHash } from '#shared/text/hash.ts';
import { bytesOfVector, vectorOfBytes } from '#shared/text/vector-bytes.ts';

/** The same embedder, that reads each text once and keeps what came of it in a temporary file. */
export function withCache(embedder: Embedder): Embedder & { keep(): void } {
  const file = path.join(
    os.tmpdir(),
    `skylark-bench-vectors-${contentHash(embedder.model).slice(0, 12)}.json`,
  );
  const kept = new Map<string, string>(
    existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : [],
  );
  let isChanged = false;
  return {
    ...embedder,
    async embed(texts, given) {
      const fresh = [...new Set(texts)].filter((text) => !kept.has(contentHash(text)));
      const vectors = await embedder.embed(fresh, given);
      for (const [at, vector] of vectors.entries()) {
        kept.set(contentHash(fresh[at] ?? ''), bytesOfVector(vector).toString('base64'));
        isChanged = true;
      }
      return texts.map((text) =>
        vectorOfBytes(Buffer.from(kept.get(contentHash(text)) ?? '', 'base64')),
      );
    },
    keep() {
      if (isChanged) writeFileSync(file, JSON.stringify(Object.fromEntries(kept)));
    },
  };
}
