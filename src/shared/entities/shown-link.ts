import type { Publication } from './library/publication.ts';
import { nameOf } from './people/user.ts';
import type { Bearing, Link } from './plans/link.ts';
import { type QuotationPlace, type Reliance, relianceOf } from './reliance.ts';
import { type Standing, standingOf } from './standing.ts';
import { type TextExit, textExitOf } from './text-exit.ts';

/** A publication where it is named in passing. */
export interface NamedPublication {
  id: number;
  title: string;
  publisher: string;
  /** "YYYY-MM-DD"; null when nobody said. */
  publishedOn: string | null;
  /** What to know before relying on it; empty when it stands well. */
  standing: Standing[];
}

export const namedPublication = (publication: Publication): NamedPublication => ({
  id: publication.id,
  title: publication.title,
  publisher: publication.publisher,
  publishedOn: publication.publishedOn ?? null,
  standing: standingOf(publication),
});

/** A link as people see it, from either of its ends. */
export interface ShownLink {
  id: number;
  entry: { id: number; ref: string; text: string; status: string };
  plan: { id: number; title: string };
  publication: NamedPublication;
  bearing: Bearing;
  rationale: string;
  /** Null where its publication's text may not be shown. */
  quote: string | null;
  documentId: number | null;
  page: number | null;
  /** The version relied on. */
  version: number | null;
  /** The publication changed since the link was made. */
  hasNewerVersion: boolean;
  /** Where its quotation stands now, what became of it, and whether somebody is to look. */
  place: QuotationPlace;
  needsLook: boolean;
  holds: Reliance['holds'];
  earlier: Reliance['earlier'];
  linkedBy: string | null;
  linkedAt: Date;
  removed: { at: Date; reason: string | null; by: string | null } | null;
}

/** What `shownLink` needs loaded with a link. */
export const linkParts = [
  'publication.source',
  'entry.plan',
  'version.publication.source',
  'document',
  'linkedBy',
  'removedBy',
  'heldBy',
] as const;

/** A quotation stays the text of the publication it was taken from, also after a merge moved the link. */
function exitOf({ publication, version }: Link): TextExit {
  const [own, origin] = [textExitOf(publication), textExitOf(version?.publication ?? publication)];
  return { ...own, inPart: (text) => origin.inPart(own.inPart(text)) };
}

/** @param link with its `linkParts` loaded */
export function shownLink(link: Link): ShownLink {
  const { entry, publication, version } = link;
  const exit = exitOf(link);
  return {
    id: link.id,
    entry: { id: entry.id, ref: entry.ref, text: entry.text, status: entry.status },
    plan: { id: entry.plan.id, title: entry.plan.title },
    publication: namedPublication(publication),
    bearing: link.bearing,
    rationale: link.rationale,
    quote: exit.inPart(link.quote),
    documentId: link.document?.id ?? null,
    page: link.page ?? null,
    version: version?.number ?? null,
    hasNewerVersion: !!version && version.number < publication.versionNumber,
    ...relianceOf(link, exit),
    linkedBy: nameOf(link.linkedBy),
    linkedAt: link.linkedAt,
    removed: link.removedAt
      ? { at: link.removedAt, reason: link.removedReason ?? null, by: nameOf(link.removedBy) }
      : null,
  };
}
