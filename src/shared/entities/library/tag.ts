import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import { Publication } from './publication.ts';

const TagSchema = defineEntity({
  name: 'Tag',
  tableName: 'tag',
  uniques: [{ properties: ['publication', 'label'] }],
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade'),
    label: p.string().length(60).type(ShortLineType).index(),
    addedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    addedAt: p.datetime(3),
  },
});

/** A free label a person adds. */
export class Tag extends TagSchema.class {}
TagSchema.setClass(Tag);
