import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';
import { User } from './user.ts';

const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  properties: {
    id: p.integer().primary(),
    user: () => p.manyToOne(User).deleteRule('cascade').index(),
    name: p.string().length(200).type(ShortLineType),
    tokenHash: p.string().length(64).unique(),
    createdAt: p.datetime(3),
    lastUsedAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
});

/** Lets a program act as its user. */
export class ApiToken extends ApiTokenSchema.class {}
ApiTokenSchema.setClass(ApiToken);
