import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { Publication } from '../library/publication.ts';
import { LineType, ShortLineType } from '../line-type.ts';
import { Digest } from './digest.ts';
import type { DigestGroup } from './digest-choice.ts';

const DigestLineSchema = defineEntity({
  name: 'DigestLine',
  tableName: 'digest_line',
  uniques: [{ properties: ['digest', 'publication'] }],
  properties: {
    id: p.integer().primary(),
    digest: () => p.manyToOne(Digest).deleteRule('cascade'),
    publication: () => p.manyToOne(Publication).deleteRule('restrict').index(),
    group: fromList<DigestGroup>(),
    position: p.integer(),
    /** All as frozen at approval. */
    title: p.text().type(LineType),
    publisher: p.string().length(300).type(ShortLineType),
    publishedOn: p.string().length(10).nullable(),
    url: p.text().nullable(),
    summary: p.text().nullable(),
    /** "What this means here". */
    meaning: p.text().nullable(),
    /** Why this line is here, as a sentence. */
    why: p.text(),
    /** Why it goes out once more, in a coordinator's words. */
    again: p.text().nullable(),
  },
});

/** One publication in a frozen digest. */
export class DigestLine extends DigestLineSchema.class {}
DigestLineSchema.setClass(DigestLine);
