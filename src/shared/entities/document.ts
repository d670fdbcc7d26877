import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from './publication.ts';

const DocumentSchema = defineEntity({
  name: 'Document',
  tableName: 'document',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    /** 0 is the page or file that the publication's own address leads to. */
    position: p.integer(),
    title: p.text(),
    url: p.text().nullable(),
    mediaType: p.string().length(150),
    /** Pages in the file; null where it has none. */
    pageCount: p.integer().nullable(),
    headings: p.json<string[]>().default([]),
    textProblem: p.text().nullable(),
    /** SHA-256 of the bytes as they arrived. */
    bytesHash: p.string().length(64).nullable(),
    fetchedAt: p.datetime(3).nullable(),
    httpStatus: p.integer().nullable(),
    etag: p.text().nullable(),
    lastModified: p.text().nullable(),
  },
});

/** One file or page of a publication. */
export class Document extends DocumentSchema.class {}
DocumentSchema.setClass(Document);

const PassageSchema = defineEntity({
  name: 'Passage',
  tableName: 'passage',
  indexes: [{ properties: ['document', 'position'] }],
  properties: {
    id: p.integer().primary(),
    document: () => p.manyToOne(Document).deleteRule('cascade'),
    position: p.integer(),
    /** Null in documents without pages. */
    page: p.integer().nullable(),
    text: p.text(),
  },
});

/** A stretch of a document's text with its page: what search finds and people quote. */
export class Passage extends PassageSchema.class {}
PassageSchema.setClass(Passage);

/** How one document was had: proof of what was read, when. */
export interface Capture {
  /** ISO instant. */
  fetchedAt: string | null;
  httpStatus: number | null;
  etag: string | null;
  lastModified: string | null;
  /** SHA-256 of the bytes as they arrived. */
  bytesHash: string | null;
}

/** One document as it was read. */
export interface VersionDocument {
  title: string;
  url: string | null;
  pages: { number: number | null; text: string }[];
  /** Not kept by the first release. */
  capture?: Capture;
}

const VersionSchema = defineEntity({
  name: 'Version',
  tableName: 'version',
  uniques: [{ properties: ['publication', 'number'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    number: p.integer(),
    readAt: p.datetime(3),
    httpStatus: p.integer().nullable(),
    title: p.text(),
    /** SHA-256 of the text; of title and summary where there is no text. */
    hash: p.string().length(64),
    /** Documents and pages as read, with how each was had. */
    content: p.json<VersionDocument[]>().lazy(),
    /** What changed, in the publisher's words or ours; null for the first. */
    changeNote: p.text().nullable(),
  },
});

/** The publication as it stood when we read it. */
export class Version extends VersionSchema.class {}
VersionSchema.setClass(Version);
