import type { z } from 'zod';
import { Invalid } from '#shared/errors.ts';

/** A value as its rule keeps it: what a verb asks, whoever called it. @throws {Invalid} */
export function keptBy<Value>(rule: z.ZodType<Value>, value: unknown, field: string): Value {
  const ruled = rule.safeParse(value);
  if (ruled.success) return ruled.data;
  throw new Invalid(ruled.error.issues[0]?.message ?? 'It cannot be used', field);
}
