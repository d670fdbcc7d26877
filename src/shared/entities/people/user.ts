import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { Partner } from './partner.ts';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'app_user',
  properties: {
    id: p.integer().primary(),
    /** Lower case. */
    email: p.string().length(320).unique(),
    name: p.string().length(200).type(ShortLineType).nullable(),
    /** A row of the table of permissions (`shared/people/permissions.ts`). */
    role: p.string().length(50).default('member'),
    partner: () => p.manyToOne(Partner).nullable().deleteRule('set null').index(),
    isActive: p.boolean().default(true),
    createdAt: p.datetime(3),
    lastSignedInAt: p.datetime(3).nullable(),
    /** When they last looked at a page, and when before the visit they are on: for "new since my last visit". */
    lastSeenAt: p.datetime(3).nullable(),
    visitBeforeAt: p.datetime(3).nullable(),
  },
});

/** A person who signs in. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);

/** A person in words; null for a part of the program, or somebody who has left. */
export const nameOf = (user: Pick<User, 'name' | 'email'> | null | undefined): string | null =>
  user ? (user.name ?? user.email) : null;
