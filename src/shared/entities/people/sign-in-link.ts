import { defineEntity, p } from '@mikro-orm/core';
import { User } from './user.ts';

const SignInLinkSchema = defineEntity({
  name: 'SignInLink',
  tableName: 'sign_in_link',
  indexes: [{ properties: ['requestedFrom', 'createdAt'] }],
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    /** SHA-256 of the token: the token itself is never stored. */
    tokenHash: p.string().length(64).unique(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    /** SHA-256 of the asker's address, for the rate limit. */
    requestedFrom: p.string().length(64).nullable(),
  },
});

/** A one-time link: GET shows a button, POST consumes it. */
export class SignInLink extends SignInLinkSchema.class {}
SignInLinkSchema.setClass(SignInLink);
