import { defineEntity, p } from '@mikro-orm/core';
import { LineType } from '../line-type.ts';
import { Publication } from './publication.ts';

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
    title: p.text().type(LineType),
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
