import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { User } from '../people/user.ts';
import { Digest } from './digest.ts';

export const digestGroups = ['decided', 'discussion', 'information'] as const;

export type DigestGroup = (typeof digestGroups)[number];

/**
 * in: it stands in the digest of that week, or the next that is open. later: it waits for the one
 * after that week. out: it is left out by name. again: it went out before, and goes once more.
 */
export const choices = ['in', 'later', 'out', 'again'] as const;

export type Choice = (typeof choices)[number];

const DigestChoiceSchema = defineEntity({
  name: 'DigestChoice',
  tableName: 'digest_choice',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').unique(),
    /** The week from whose draft it was made. */
    week: p.string().length(8),
    choice: p.string().length(10).$type<Choice>(),
    /** Another group than the rules give. */
    group: p.string().length(20).$type<DigestGroup>().nullable(),
    /** A person's words; always there for "again". */
    reason: p.text().nullable(),
    chosenBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    chosenAt: p.datetime(3),
    /** The digest that was frozen with it: then the choice has done its work. */
    usedIn: () => p.manyToOne(Digest).nullable().deleteRule('set null').index(),
  },
});

/** What a coordinator chose last about where one publication stands among the digests. */
export class DigestChoice extends DigestChoiceSchema.class {}
DigestChoiceSchema.setClass(DigestChoice);
