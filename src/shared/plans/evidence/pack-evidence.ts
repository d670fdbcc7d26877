import { createHash } from 'node:crypto';
import { type Packed, packTar, unpackTar } from '#shared/text/files/tar.ts';

const manifestName = 'manifest.json';
const sumsName = 'SHA256SUMS';
/** What a manifest says it is. */
export const evidenceKind = 'skylark-evidence-1';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const textFile = (name: string, text: string): Packed => ({ name, bytes: Buffer.from(text) });

/** Files and what is known of them as one archive, with a list of hashes that `sha256sum -c` reads. */
export function packEvidence(files: Packed[], about: object, at: Date): Buffer {
  const manifest = {
    kind: evidenceKind,
    ...about,
    files: files.map(({ name, bytes }) => ({
      name,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
  };
  const all = [...files, textFile(manifestName, `${JSON.stringify(manifest, null, 2)}\n`)];
  const sums = all.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join('');
  return packTar([...all, textFile(sumsName, sums)], at);
}

/** What a check of an archive found. */
export interface Verified {
  isIntact: boolean;
  /** What is wrong, as sentences. */
  problems: string[];
  /** Files that are what the list says. */
  files: string[];
  manifest: Record<string, unknown> | null;
}

const nothing = (problem: string): Verified => ({
  isIntact: false,
  problems: [problem],
  files: [],
  manifest: null,
});

function manifestOf(files: Packed[]): Record<string, unknown> | null {
  const file = files.find(({ name }) => name === manifestName);
  try {
    const read: unknown = JSON.parse(Buffer.from(file?.bytes ?? []).toString());
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Files that the manifest names with another hash, or not at all. */
function besidesManifest(files: Packed[], manifest: Record<string, unknown>): string[] {
  const named = (Array.isArray(manifest.files) ? manifest.files : []) as Record<string, unknown>[];
  const known = new Map(named.map(({ name, sha256 }) => [name, sha256]));
  return files.flatMap(({ name, bytes }) =>
    name === manifestName || name === sumsName || known.get(name) === sha256(bytes)
      ? []
      : `${name} is not what the manifest says.`,
  );
}

/** Whether an archive of evidence is as it was packed: each file by its hash, none too few or too many. */
export function verifyEvidence(archive: Uint8Array): Verified {
  const files = unpackTar(archive);
  if (!files) return nothing('This is no archive of evidence, or it is cut off.');
  const list = files.find(({ name }) => name === sumsName);
  const manifest = manifestOf(files);
  if (!list || manifest?.kind !== evidenceKind) {
    return nothing('This archive holds no evidence: its manifest or list of hashes is missing.');
  }
  const sums = new Map(
    Array.from(
      Buffer.from(list.bytes)
        .toString()
        .matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm),
      ([, sum = '', name = '']) => [name, sum],
    ),
  );
  const there = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const problems = [
    ...[...sums].flatMap(([name, sum]) => {
      const bytes = there.get(name);
      if (!bytes) return `${name} is missing.`;
      return sha256(bytes) === sum ? [] : `${name} was changed: its hash is another.`;
    }),
    ...files.flatMap(({ name }) =>
      name === sumsName || sums.has(name) ? [] : `${name} is not in the list of hashes.`,
    ),
    ...besidesManifest(files, manifest),
  ];
  return {
    isIntact: problems.length === 0,
    problems: [...new Set(problems)],
    files: [...sums.keys()].filter(
      (name) => sha256(there.get(name) ?? Buffer.of()) === sums.get(name),
    ),
    manifest,
  };
}
