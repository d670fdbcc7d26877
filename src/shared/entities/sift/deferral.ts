import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { User } from '../people/user.ts';

const DeferralSchema = defineEntity({
  name: 'Deferral',
  tableName: 'deferral',
  properties: {
    id: p.integer().primary(),
    publication: () => p.oneToOne(Publication).owner().deleteRule('cascade'),
    /** The week in which it was put off ("2026-W38", as London counts): it comes back with the next. */
    week: p.string().length(8),
    why: p.text(),
    by: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    at: p.datetime(3),
  },
});

/** That a publication was put off in one week's sift, to come back in the next. */
export class Deferral extends DeferralSchema.class {}
DeferralSchema.setClass(Deferral);
