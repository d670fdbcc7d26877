import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';

const SavedSearchSchema = defineEntity({
  name: 'SavedSearch',
  tableName: 'saved_search',
  uniques: [{ properties: ['owner', 'name'] }],
  properties: {
    id: p.integer().primary(),
    name: p.string().length(200).type(ShortLineType),
    /** The search as an address has it: "q=RHI&theme=return-home-interviews&sort=newest". */
    parameters: p.text(),
    owner: () => p.manyToOne(User).deleteRule('cascade'),
    /** Everybody who signs in sees a shared one. */
    isShared: p.boolean().default(false).index(),
    createdAt: p.datetime(3),
    /** SHA-256 of the token that opens its feed: the token itself is never stored. */
    feedTokenHash: p.string().length(64).nullable(),
    feedTokenMadeAt: p.datetime(3).nullable(),
  },
});

/** A search with a name. */
export class SavedSearch extends SavedSearchSchema.class {}
SavedSearchSchema.setClass(SavedSearch);
