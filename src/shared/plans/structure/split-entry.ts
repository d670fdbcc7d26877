import { keepStates } from '#shared/database/keep-state.ts';
import { recordAudit } from '#shared/database/record-audit.ts';
import { PlanEntry } from '#shared/entities/index.ts';
import { stateOfEntry } from '#shared/entities/state-of-entry.ts';
import type { Services } from '#shared/services.ts';
import { changeEntry, type EntryByPerson } from '../entries/change-entry.ts';
import {
  type EntryChange,
  type EntryValues,
  entryField,
  ofEachField,
} from '../fields/entry-fields.ts';
import { knownFor } from '../fields/known-for.ts';
import { checkedChange } from '../fields/read-value.ts';
import { setFields } from '../fields/set-fields.ts';
import { freeRef } from './add-entry.ts';

/** A reference for the second half: "R4b", or the next letter that is free. */
async function halfRef(em: Services['em'], entry: PlanEntry): Promise<string> {
  const base = entry.ref.slice(0, 48);
  for (const letter of 'bcdefghijklmnopqrstuvwxyz') {
    const ref = `${base}${letter}`;
    if ((await em.count(PlanEntry, { plan: entry.plan, ref })) === 0) return ref;
  }
  return `${base}-2`;
}

/**
 * Splits an entry in two: it keeps the first words, with its history, and a new one beside it has the
 * second, with its dates, owners, priority and themes. What is linked and recorded stays with the first.
 *
 * @returns the id of the new one
 * @throws {NotFound} @throws {Invalid}
 */
export async function splitEntry(
  services: Pick<Services, 'em' | 'clock'>,
  {
    text,
    secondText,
    secondOwner,
    secondRef,
    ...given
  }: EntryByPerson & {
    text: string;
    secondText: string;
    secondOwner?: string | null | undefined;
    secondRef?: string | null | undefined;
  },
): Promise<number> {
  let id = 0;
  await changeEntry(services, given, async (em, entry, at) => {
    const known = await knownFor(em);
    const { before, after } = setFields(entry, checkedChange({ text }, known));
    const { priority, ownerAgency, dueOn, originalDueOn, themes, disposition, dispositionReason } =
      entry;
    const change: EntryChange = {
      text: secondText,
      ownerAgency: secondOwner || ownerAgency || null,
      ...{ priority: priority ?? null, dueOn: dueOn ?? null, themes },
      ...{ originalDueOn: originalDueOn ?? null },
      ...{ disposition: disposition ?? null, dispositionReason: dispositionReason ?? null },
    };
    const values = checkedChange(change, known);
    const ref = secondRef?.trim()
      ? await freeRef(em, entry.plan, secondRef)
      : await halfRef(em, entry);
    const empty = ofEachField((name) => entryField(name).empty) as EntryValues;
    const second = em.create(PlanEntry, {
      ...{ ...empty, plan: entry.plan, parent: entry.parent ?? null, ref },
      // The order among equals is that of their ids: right behind the first.
      position: entry.position,
    });
    setFields(second, values);
    await em.flush();
    id = second.id;
    const planId = entry.plan.id;
    const state = { noun: 'entry' as const, id, planId, before: null, after: stateOfEntry(second) };
    await keepStates(em, [state], { at, by: given.by });
    recordAudit(em, {
      by: given.by,
      at,
      action: 'entry.added',
      subject: { type: 'entry', id },
      after: { ref, splitFrom: entry.ref, ...values },
    });
    return { action: 'entry.split', before, after: { ...after, second: ref } };
  });
  return id;
}
