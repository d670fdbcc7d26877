import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import type { MayShow } from './source.ts';

const UploadSchema = defineEntity({
  name: 'Upload',
  tableName: 'upload',
  properties: {
    id: p.integer().primary(),
    /** SHA-256 of the bytes; a candidate's address is "upload:" and this. */
    hash: p.string().length(64).unique(),
    fileName: p.string().length(300).type(ShortLineType),
    mediaType: p.string().length(150),
    bytes: p.blob().lazy(),
    /** What may be shown of it, as whoever gave it says; null for a mail, of which nothing is kept. */
    mayShow: p.string().length(20).$type<MayShow>().nullable(),
    uploadedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    uploadedAt: p.datetime(3),
  },
});

/** A file a person gave, kept until its text is recorded. */
export class Upload extends UploadSchema.class {}
UploadSchema.setClass(Upload);
