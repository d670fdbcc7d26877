import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { User } from '../people/user.ts';
import { Digest } from './digest.ts';

const PassedOverSchema = defineEntity({
  name: 'PassedOver',
  tableName: 'passed_over',
  uniques: [{ properties: ['digest', 'key'] }],
  properties: {
    id: p.integer().primary(),
    digest: () => p.manyToOne(Digest).deleteRule('cascade'),
    /** Null where the words stand at the top of the digest. */
    publication: () => p.manyToOne(Publication).nullable().deleteRule('cascade').index(),
    /** Names the place and the words, the same whenever they are checked. */
    key: p.string().length(40),
    /** Which kind of wording, as in `wordingKinds`. */
    kind: p.string().length(20),
    /** The words that were left as they were. */
    words: p.text(),
    /** Why, in the words of whoever approved it. */
    reason: p.text(),
    passedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    passedAt: p.datetime(3),
  },
});

/** Words that the check before a digest leaves had found, and that a person left with a reason. */
export class PassedOver extends PassedOverSchema.class {}
PassedOverSchema.setClass(PassedOver);
