import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { Scan } from './scan.ts';
import { type MayShow, Source } from './source.ts';

/** What a source said of one publication when it offered it. All text is plain. */
export interface Offer {
  /** Identity within the source: the publisher's id or path; never a date or position. */
  key: string;
  url: string;
  title: string;
  summary: string | null;
  /** "YYYY-MM-DD", when the source says. */
  publishedOn: string | null;
  /** ISO instant of the last change, when the source says. */
  updatedAt: string | null;
  authors: string[];
  /** The publishing body, where one source carries many. */
  publisher: string | null;
  /** The source's own word for the kind of document ("Independent report"). */
  documentType: string | null;
  categories: string[];
  /** Markup carried by the source itself, sanitised: used when the page cannot be read. */
  contentHtml: string | null;
  /** Certain identities: {scheme: "govuk-content-id", value}. */
  identifiers: { scheme: string; value: string }[];
  /** Files offered beside the page. */
  attachments: { url: string; title: string; mediaType: string | null }[];
  /** What may be shown of it, where a person who added it says so. */
  mayShow?: MayShow;
}

const CandidateSchema = defineEntity({
  name: 'Candidate',
  tableName: 'candidate',
  uniques: [{ properties: ['source', 'key'] }],
  indexes: [{ properties: ['state', 'nextAttemptAt'] }],
  properties: {
    id: p.integer().primary(),
    source: () => p.manyToOne(Source).deleteRule('cascade'),
    key: p.string().length(700),
    /** Of the offer: a changed offer reopens the candidate. */
    offerHash: p.string().length(64),
    offer: p.json<Offer>(),
    /** The scan that first offered it. */
    scan: () => p.manyToOne(Scan).nullable().deleteRule('set null').index(),
    firstOfferedAt: p.datetime(3),
    lastOfferedAt: p.datetime(3),
    /**
     * pending: to be read. recorded: read and in the library.
     * unread: in the library from what the source said, and tried again.
     */
    state: p.enum(['pending', 'recorded', 'unread'] as const),
    attempts: p.integer().default(0),
    nextAttemptAt: p.datetime(3).nullable(),
    reason: p.text().nullable(),
    leasedBy: p.string().length(100).nullable(),
    leaseUntil: p.datetime(3).nullable(),
    publication: () => p.manyToOne(Publication).nullable().deleteRule('set null').index(),
  },
});

/** Something a source offered, remembered at once, retrieved later. */
export class Candidate extends CandidateSchema.class {}
CandidateSchema.setClass(Candidate);
