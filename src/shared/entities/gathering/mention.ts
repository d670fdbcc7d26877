import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { LineType, ShortLineType } from '../line-type.ts';
import { User } from '../people/user.ts';
import { Candidate } from './candidate.ts';

/** How a publication reached the group besides the scan; a row of `shared/sources/missed/words.ts` each. */
export const mentionWays = ['by-hand', 'newsletter', 'minutes', 'list'] as const;
export type MentionWay = (typeof mentionWays)[number];

const MentionSchema = defineEntity({
  name: 'Mention',
  tableName: 'mention',
  properties: {
    id: p.integer().primary(),
    way: p.string().length(20).$type<MentionWay>(),
    /** As it stood there; null where only an address did. */
    title: p.text().type(LineType).nullable(),
    url: p.text().nullable(),
    publisher: p.string().length(300).type(ShortLineType).nullable(),
    /** "YYYY-MM-DD", where that was said. */
    publishedOn: p.string().length(10).nullable(),
    /** Which newsletter, meeting or list it was, in words. */
    origin: p.string().length(300).nullable(),
    /** When it reached the group; of a day alone, its end. */
    reachedAt: p.datetime(3).index(),
    addedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    addedAt: p.datetime(3),
    /** What became of it, where somebody added it to the library with it. */
    candidate: () => p.manyToOne(Candidate).nullable().deleteRule('set null').index(),
    /** The publication of the library that it is: found by address or title, or said by a person. */
    publication: () => p.manyToOne(Publication).nullable().deleteRule('set null').index(),
    /** A person said which publication it is, or that it is none of the library's. */
    decidedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    decidedAt: p.datetime(3).nullable(),
    /** That it was set aside when it reached the group: whatever was decided since. */
    wasSetAside: p.json<{ reason: string; at: string }>().nullable(),
    /** A person said that it does not count: not of our field, or not a publication. */
    leftOutAt: p.datetime(3).nullable(),
    leftOutBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
  },
});

/** A publication that reached the group by another way than the scan: what the scan is measured by. */
export class Mention extends MentionSchema.class {}
MentionSchema.setClass(Mention);
