import { defineEntity, p } from '@mikro-orm/core';
import { LineType } from '../line-type.ts';
import { Publication } from './publication.ts';

const DocumentSchema = defineEntity({
  name: 'Document',
  tableName: 'document',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    /** 0 is the page or file that the publication's own address leads to. */
    position: p.integer(),
    title: p.text().type(LineType),
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
