import type { PlanEntry } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { addMonths } from '#shared/london.ts';
import type { EntryChange } from './entry-fields.ts';
import { brokenRules } from './entry-rules.ts';

/** How long after something is embedded it is looked at again, unless somebody says otherwise. */
export const monthsToRecheck = 6;

/**
 * A change with what follows from it: a colour that was set for another state goes back to the rule,
 * what is embedded is looked at again, and what waits has a day since when.
 *
 * @param change values that keep the rules of their fields
 * @param today "YYYY-MM-DD"
 */
export function withConsequences(
  entry: PlanEntry,
  change: EntryChange,
  today: string,
): EntryChange {
  const status = change.status ?? entry.status;
  const isOther = status !== entry.status;
  const whole = { ...change };
  if (isOther && change.rag === undefined) Object.assign(whole, { rag: null, ragReason: null });
  if (change.rag === null && change.ragReason === undefined) whole.ragReason = null;
  if (isOther && status === 'embedded' && !change.recheckOn && !entry.recheckOn)
    whole.recheckOn = addMonths(today, monthsToRecheck);
  const waits = status === 'waits for somebody else';
  if (waits && !(change.waitsSince ?? entry.waitsSince)) whole.waitsSince = today;
  return isOther && !waits ? { ...whole, waitsFor: null, waitsOn: null, waitsSince: null } : whole;
}

/** The same, when no rule between fields is broken by it. @throws {Invalid} naming the field */
export function lawfulChange(entry: PlanEntry, change: EntryChange, today: string): EntryChange {
  const whole = withConsequences(entry, change, today);
  const [broken] = brokenRules(entry, whole, today);
  if (broken) throw new Invalid(broken.message, broken.field);
  return whole;
}
