import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { Digest } from './digest.ts';

export const leftOutKinds = ['later', 'out', 'backlog', 'taken-down'] as const;

export type LeftOutKind = (typeof leftOutKinds)[number];

const DigestLeftOutSchema = defineEntity({
  name: 'DigestLeftOut',
  tableName: 'digest_left_out',
  uniques: [{ properties: ['digest', 'publication'] }],
  properties: {
    id: p.integer().primary(),
    digest: () => p.manyToOne(Digest).deleteRule('cascade'),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    kind: p.string().length(20).$type<LeftOutKind>(),
    /** Why, as a sentence. */
    reason: p.text(),
  },
});

/** A kept publication that a frozen digest does not carry, and why not. */
export class DigestLeftOut extends DigestLeftOutSchema.class {}
DigestLeftOutSchema.setClass(DigestLeftOut);
