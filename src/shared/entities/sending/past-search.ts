import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';

const PastSearchSchema = defineEntity({
  name: 'PastSearch',
  tableName: 'past_search',
  uniques: [{ properties: ['user', 'hash'] }],
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade'),
    /** SHA-256 of the parameters: they are too long for an index. */
    hash: p.string().length(64),
    parameters: p.text(),
    searchedAt: p.datetime(3),
  },
});

/** What a person searched for lately: for that person alone, offered while typing. */
export class PastSearch extends PastSearchSchema.class {}
PastSearchSchema.setClass(PastSearch);
