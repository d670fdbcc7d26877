import { defineEntity, p } from '@mikro-orm/core';

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
