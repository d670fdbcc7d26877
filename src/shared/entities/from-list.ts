import { p } from '@mikro-orm/core';

/**
 * A value from a list that may grow: zod guards it where it comes in, no CHECK does. A column that took
 * the place of a checked one has a default on SQLite, which every insert overrules.
 */
export const fromList = <Value extends string>() =>
  p.string().length(50).$type<Value>().ignoreSchemaChanges('default');
