import type { Document, Link } from '#shared/entities/index.ts';
import type { Finding, Place } from '#shared/text/quotation/find-again.ts';

/** What was found of a link's quotation in a version. */
export interface Settled {
  /** Number of the version. */
  version: number;
  kind: Finding['kind'];
  /** Where it stands now; null where it does not, or nobody can tell. */
  place: Pick<Place, 'page' | 'words'> | null;
  document: Document | null;
  at: Date;
}

const stands = (kind: Finding['kind']) => kind === 'unchanged' || kind === 'moved';

/**
 * Notes what became of a link's quotation, or of its publication's text where it has none. What changed
 * waits for somebody to look; it does not wait again while it stays as it was when somebody looked.
 */
export function settleFate(link: Link, { version, kind, place, document, at }: Settled): void {
  const words = kind === 'edited' ? (place?.words ?? null) : null;
  const isSame = link.fate === kind && (link.quoteNow ?? null) === words;
  if (!isSame) {
    link.fate = kind;
    link.fateAt = at;
    link.quoteNow = words;
  }
  link.checkedVersion = version;
  link.pageNow = place?.page ?? null;
  link.document = document;
  if (stands(kind)) link.needsLook = false;
  else if (!isSame) link.needsLook = true;
  else if (!link.needsLook) link.heldVersion = version;
}

/** A link relies anew on what its publication says now. */
export function settleAnew(link: Link, version: number, at: Date): void {
  link.checkedVersion = version;
  link.fate = 'unchanged';
  link.fateAt = at;
  link.pageNow = link.page ?? null;
  link.quoteNow = null;
  link.needsLook = false;
  link.heldBy = null;
  link.heldAt = null;
  link.heldVersion = null;
}
