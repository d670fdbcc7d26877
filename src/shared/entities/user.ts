import { defineEntity, p } from '@mikro-orm/core';

const PartnerSchema = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  properties: {
    id: p.integer().primary(),
    name: p.string().length(300).unique(),
  },
});

/** An agency. */
export class Partner extends PartnerSchema.class {}
PartnerSchema.setClass(Partner);

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'app_user',
  properties: {
    id: p.integer().primary(),
    /** Lower case. */
    email: p.string().length(320).unique(),
    name: p.string().length(200).nullable(),
    /** A row of the table of permissions (`shared/people/permissions.ts`). */
    role: p.string().length(50).default('member'),
    partner: () => p.manyToOne(Partner).nullable().deleteRule('set null').index(),
    isActive: p.boolean().default(true),
    createdAt: p.datetime(3),
    lastSignedInAt: p.datetime(3).nullable(),
  },
});

/** A person who signs in. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);

/** A person in words; null for a part of the program, or somebody who has left. */
export const nameOf = (user: Pick<User, 'name' | 'email'> | null | undefined): string | null =>
  user ? (user.name ?? user.email) : null;

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

const SignInAttemptSchema = defineEntity({
  name: 'SignInAttempt',
  tableName: 'sign_in_attempt',
  indexes: [{ properties: ['subject', 'at'] }],
  properties: {
    id: p.integer().primary(),
    /** SHA-256 of what is limited: an email or an asker's address. */
    subject: p.string().length(64),
    at: p.datetime(3),
  },
});

/** Somebody asked for a sign-in link: counted for the rate limit, deleted after a day. */
export class SignInAttempt extends SignInAttemptSchema.class {}
SignInAttemptSchema.setClass(SignInAttempt);

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    tokenHash: p.string().length(64).unique(),
    createdAt: p.datetime(3),
    lastSeenAt: p.datetime(3),
    expiresAt: p.datetime(3),
  },
});

/** A signed-in browser. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    name: p.string().length(200),
    tokenHash: p.string().length(64).unique(),
    createdAt: p.datetime(3),
    lastUsedAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
});

/** Lets a program act as its user. */
export class ApiToken extends ApiTokenSchema.class {}
ApiTokenSchema.setClass(ApiToken);
