import { keepStates } from '#shared/database/keep-state.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { type Plan, PlanEntry } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import {
  type EntryChange,
  type EntryValues,
  entryField,
  ofEachField,
} from '../fields/entry-fields.ts';
import { keptBy } from '../fields/kept-by.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';
import { refRule } from '../files/plan-columns.ts';
import { addPriorities } from '../priorities/add-priority.ts';
import { heldPlan } from './held-plan.ts';

/** The next reference of a plan: one more than the last number in those that begin alike. */
export function nextRef(refs: string[], parentRef: string | null): string {
  if (parentRef !== null) {
    const below = refs.flatMap((ref) =>
      ref.startsWith(`${parentRef}.`) ? Number(ref.slice(parentRef.length + 1)) || 0 : [],
    );
    return `${parentRef}.${Math.max(0, ...below) + 1}`;
  }
  const last = refs.flatMap((ref) => [/^(.*?)(\d+)$/.exec(ref)]).findLast((found) => found);
  const [, before = 'R', digits = '0'] = last ?? [];
  const numbers = refs
    .filter((ref) => ref.startsWith(before) && /^\d+$/.test(ref.slice(before.length)))
    .map((ref) => Number(ref.slice(before.length)));
  return before + String(Math.max(0, ...numbers) + 1).padStart(digits.length, '0');
}

/** A reference that no other entry of the plan has. @throws {Invalid} */
export async function freeRef(em: Services['em'], plan: Plan, given: string): Promise<string> {
  const ref = keptBy(refRule, given, 'ref');
  if ((await em.count(PlanEntry, { plan, ref })) > 0)
    throw new Invalid(`The plan has an entry ${ref} already`, 'ref');
  return ref;
}

export interface NewEntry {
  planId: number;
  /** Left out: the next of the plan, or below its recommendation. */
  ref?: string | null | undefined;
  /** The recommendation it is an action under; null where it stands by itself. */
  parentRef?: string | null | undefined;
  change: EntryChange;
  by: Actor;
}

/**
 * Adds an entry at the end of a plan, or below its recommendation's last action.
 *
 * @throws {NotFound} @throws {Invalid}
 */
export async function addEntry(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { planId, ref: given, parentRef, change, by }: NewEntry,
): Promise<number> {
  const at = clock();
  return em.transactional(async (em) => {
    const plan = await heldPlan(em, planId);
    const entries = await em.find(PlanEntry, { plan }, { orderBy: { position: 'asc', id: 'asc' } });
    const parent = parentRef ? entries.find(({ ref }) => ref === parentRef) : null;
    if (parentRef && !parent)
      throw new Invalid(`There is no entry ${parentRef} in it`, 'parentRef');
    // Those that it stands beside: what is under others counts for itself.
    const beside = entries.filter((one) => (one.parent ?? null) === (parent ?? null));
    const refs = beside.map(({ ref }) => ref);
    const ref = given?.trim() ? await freeRef(em, plan, given) : nextRef(refs, parent?.ref ?? null);
    const values = checkedChange({ ...change, text: change.text ?? '' }, await knownFor(em));
    const empty = ofEachField((name) => entryField(name).empty) as EntryValues;
    const position = (entries.at(-1)?.position ?? 0) + 1;
    const entry = em.create(PlanEntry, { ...empty, plan, ref, position, parent: parent ?? null });
    setFields(entry, values);
    await em.flush();
    if (entry.priority) await addPriorities(em, { planId, titles: [entry.priority], at, by });
    const after = stateOfEntry(entry);
    await keepStates(em, [{ noun: 'entry', id: entry.id, planId, before: null, after }], {
      at,
      by,
    });
    const subject = { type: 'entry', id: entry.id };
    const told = { ref, ...(parent ? { parentRef: parent.ref } : {}), ...values };
    recordAudit(em, { by, at, action: 'entry.added', subject, after: told });
    return entry.id;
  });
}
