import type { VectorsByHash } from '#shared/database/meaning/part-vectors.ts';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { Asked } from '#shared/text/bearing/features.ts';
import { type Part, partsOfPublication, partsToRead } from '#shared/text/bearing/parts-of.ts';
import type { PlanSpace } from '#shared/text/bearing/plan-space.ts';
import { contentHash } from '#shared/text/hash.ts';

type Texts = Pick<PublicationDocument, 'title' | 'summary' | 'passages'>;

/** The parts of a publication, and those of them that the model is to read. */
export function partsOf(space: PlanSpace, document: Texts): { parts: Part[]; toRead: Part[] } {
  const parts = partsOfPublication(space, document);
  return { parts, toRead: partsToRead(parts) };
}

/** The vectors of parts under their text; null where one of the heads was not read. */
export function vectorsFor(
  toRead: readonly Part[],
  kept: VectorsByHash | undefined,
): Map<string, Float32Array> | null {
  const vectors = new Map<string, Float32Array>();
  for (const { text, isHead } of toRead) {
    const vector = kept?.get(contentHash(text));
    if (vector) vectors.set(text, vector);
    else if (isHead) return null;
  }
  return vectors;
}

/** A publication as it is compared with entries. @param kept what the model made of its parts */
export function askPublication(
  space: PlanSpace,
  document: Texts,
  given: { themes: ReadonlySet<string>; kept: VectorsByHash | undefined },
): Asked {
  const { parts, toRead } = partsOf(space, document);
  const isRead = space.centre !== null;
  return { parts, themes: given.themes, vectors: isRead ? vectorsFor(toRead, given.kept) : null };
}
