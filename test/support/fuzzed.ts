import type { Readers } from '#worker/reading/reading.ts';

/** Kinds of file that the fuzz run damages; a finding's name begins with its kind. */
export const fuzzedKinds = ['feed', 'page', 'listing', 'xml', 'pdf', 'docx'] as const;
export type Fuzzed = (typeof fuzzedKinds)[number];

/** Findings of the fuzz run, kept so that they stay mended. */
export const fuzzFolder = new URL('../reading/fuzz-findings/', import.meta.url);

const url = 'https://a.example/x';
const mediaTypes: Partial<Record<Fuzzed, string>> = {
  page: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Reads a file through the reader of its kind. @throws {SourceFailure} */
export function read(readers: Readers, kind: Fuzzed, bytes: Uint8Array): Promise<unknown> {
  if (kind === 'feed') return readers.readFeed(bytes, { url });
  if (kind === 'xml') return readers.readXml(bytes, { url });
  if (kind === 'listing') return readers.readListing(bytes, { url });
  return readers.readDocument(bytes, { url, mediaType: mediaTypes[kind] ?? null });
}
