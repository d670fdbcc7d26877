import { Invalid } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { changeEntry, type EntryByPerson } from '../entries/change-entry.ts';
import { brokenRules } from '../fields/entry-rules.ts';
import { textRule } from '../fields/field-kinds.ts';
import { keptBy } from '../fields/kept-by.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';

/** Why an entry is no longer pursued. */
export const retirementRule = textRule(2000, 'Say why it is no longer pursued');

type Work = Pick<Services, 'em' | 'clock'>;

/**
 * Takes an entry out of what is pursued: it stays, with all that is said of it, and lists leave it out.
 * What was not done needs the risk that stays.
 *
 * @throws {Invalid} @throws {NotFound}
 */
export async function retireEntry(
  services: Work,
  {
    reason,
    unmetRisk,
    ...given
  }: EntryByPerson & { reason: string; unmetRisk?: string | null | undefined },
): Promise<void> {
  const retiredReason = keptBy(retirementRule, reason, 'reason');
  await changeEntry(services, given, async (em, entry, at) => {
    const risk = unmetRisk?.trim() ? { unmetRisk } : {};
    const change = checkedChange({ retiredReason, ...risk }, await knownFor(em));
    const [broken] = brokenRules(entry, change, londonDay(at));
    if (broken) throw new Invalid(broken.message, broken.field);
    const { before, after } = setFields(entry, change);
    return { action: 'entry.retired', before, after, reason: retiredReason };
  });
}

/** Takes a retired entry up again. @throws {NotFound} */
export async function bringBackEntry(services: Work, given: EntryByPerson): Promise<void> {
  await changeEntry(services, given, (_, entry) => {
    if (!entry.retiredReason) return null;
    return { action: 'entry.brought-back', ...setFields(entry, { retiredReason: null }) };
  });
}
