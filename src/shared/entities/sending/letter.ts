import { defineEntity, p } from '@mikro-orm/core';
import { User } from '../people/user.ts';
import { sendingColumns } from './sending.ts';

/** Mails that the program writes by itself, beside digests and alerts. */
export const letterKinds = [
  'digest-reminder',
  'source-troubles',
  'mail-refused',
  'mail-well',
  'invitation',
  'dates-near',
] as const;
export type LetterKind = (typeof letterKinds)[number];

const LetterSchema = defineEntity({
  name: 'Letter',
  tableName: 'letter',
  uniques: [{ properties: ['kind', 'about', 'user'] }],
  indexes: [{ properties: ['state', 'nextAttemptAt'] }],
  properties: {
    id: p.integer().primary(),
    kind: p.string().length(50).$type<LetterKind>(),
    /** What it is about, such as a week or an instant: nobody is told twice of the same. */
    about: p.string().length(200),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    /** What its composer needs. */
    content: p.json<unknown>().nullable(),
    createdAt: p.datetime(3),
    ...sendingColumns(),
  },
});

/** A mail to one user that is neither a digest nor an alert: a reminder, a trouble, an invitation. */
export class Letter extends LetterSchema.class {}
LetterSchema.setClass(Letter);
