import type { MayShow, Publication, SetAsideReason } from '#shared/entities/index.ts';
import type { ShownAudit } from '#shared/entities/shown-audit.ts';
import type { NamedPublication, ShownLink } from '#shared/entities/shown-link.ts';
import type { Standing } from '#shared/entities/standing.ts';
import type { OpenSuggestion } from '../judging/open-suggestion.ts';
import type { ConceptLabel } from '../library/concept-labels.ts';
import type { Similar } from '../library/find-similar.ts';

/** A fact and where it comes from, as a sentence. */
export interface FactOf<Value> {
  value: Value;
  basis: string | null;
}

export interface ShownDocument {
  id: number;
  title: string;
  url: string | null;
  mediaType: string;
  pageCount: number | null;
  textProblem: string | null;
  fetchedAt: Date | null;
  hasText: boolean;
}

export interface ShownAssessment {
  relevance: number | null;
  evidenceStrength: string | null;
  impact: number | null;
  horizon: string | null;
  meaning: string | null;
  by: string | null;
  at: Date;
}

/** Everything that the page of one publication, and the API, say of it. */
export interface PublicationView {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  /** "YYYY-MM-DD"; null when nobody said. */
  publishedOn: string | null;
  publishedOnBasis: 'source' | 'document' | 'person' | null;
  firstSeenAt: Date;
  type: FactOf<ConceptLabel> | null;
  region: FactOf<ConceptLabel> | null;
  language: string | null;
  /** Null where the licence class allows no more than title and link. */
  summary: string | null;
  source: { id: number; name: string; licence: string | null };
  mayShow: MayShow;
  /** What to know before relying on it; empty when it stands well. */
  standing: Standing[];
  isBacklog: boolean;
  describesAbuse: boolean;
  textProblem: string | null;
  readAt: Date | null;
  recheckAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnNote: string | null;
  goneAt: Date | null;
  /** A person decided that the text of the page that is gone may still be shown. */
  showsGoneText: boolean;
  takedown: {
    kind: 'restricted' | 'erased';
    at: Date;
    by: string | null;
    reason: string;
  } | null;
  /** The publication that this one was merged into. */
  mergedInto: NamedPublication | null;
  /** Probably the same, waiting for a person to say. */
  duplicates: (NamedPublication & { pairId: number })[];
  status: Publication['status'];
  setAsideReason: SetAsideReason | null;
  setAsideNote: string | null;
  siftedBy: string | null;
  siftedAt: Date | null;
  documents: ShownDocument[];
  sightings: { sourceId: number; sourceName: string; url: string; title: string; seenAt: Date }[];
  versions: {
    number: number;
    readAt: Date;
    httpStatus: number | null;
    title: string;
    hash: string;
    changeNote: string | null;
  }[];
  concepts: (ConceptLabel & { acceptedBy: string | null; acceptedAt: Date })[];
  suggestions: OpenSuggestion[];
  tags: { label: string; addedBy: string | null; addedAt: Date }[];
  assessment: ShownAssessment | null;
  links: ShownLink[];
  history: ShownAudit[];
  /** Null while search is not available. */
  similar: Similar[] | null;
}
