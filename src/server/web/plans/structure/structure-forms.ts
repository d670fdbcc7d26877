import { z } from 'zod';
import type { EntryView } from '#shared/plans/entries/show-entry.ts';
import type { PlainBox } from '../plain-form.tsx';

const text = z.string().trim().default('');
const needed = (message: string) => text.refine((words) => words !== '', message);

/** An entry of a plan as a select names it. */
export interface Place {
  ref: string;
  text: string;
}

const shortened = (text: string) => (text.length > 70 ? `${text.slice(0, 67)}…` : text);
const items = (places: Place[]) =>
  places.map(({ ref, text }) => ({ value: ref, text: `${ref} ${shortened(text)}` }));

export const planForm = z.object({ title: text, note: text });

export const planBoxes = (plan?: { title: string; note: string | null }): PlainBox[] => [
  { name: 'title', label: 'Title', kind: 'line', value: plan?.title },
  {
    name: 'note',
    label: 'Note (optional)',
    hint: 'Shown wherever the plan is.',
    kind: 'prose',
    value: plan?.note,
  },
];

export const splitForm = z.object({
  text: needed('Enter what it keeps'),
  secondText: needed('Enter what the second one says'),
  secondOwner: text,
  secondRef: text,
});

export const splitBoxes = ({ entry }: EntryView): PlainBox[] => [
  { name: 'text', label: `What ${entry.ref} keeps`, kind: 'prose', value: entry.text },
  { name: 'secondText', label: 'What the second one says', kind: 'prose' },
  {
    name: 'secondOwner',
    label: 'Owner of the second (optional)',
    hint: 'Left empty: the same.',
    kind: 'line',
    value: entry.ownerAgency,
  },
  {
    name: 'secondRef',
    label: 'Reference of the second (optional)',
    hint: `Left empty: ${entry.ref}b, or the next letter that is free.`,
    kind: 'short',
  },
];

/** Where an entry may be put. */
export interface Places {
  /** Entries of its plan that are not under it. */
  entries: Place[];
  plans: { id: number; title: string }[];
}

const stays = 'stays';
const first = 'first';
const none = 'none';

export const moveForm = z
  .object({
    parent: text.transform((ref) => (ref === stays ? undefined : ref)),
    after: text.transform((ref) => (ref === stays || ref === '' ? undefined : ref)),
    plan: text.transform((id) => (id && id !== stays ? Number(id) : undefined)),
  })
  .refine(({ parent, after, plan }) => !!parent || after !== undefined || plan !== undefined, {
    message: 'Choose where it is to stand',
    path: ['after'],
  })
  .transform(({ parent, after, plan }) => ({
    parentRef: parent === none ? null : parent || undefined,
    afterRef: after === first ? null : after,
    plan,
  }));

export const moveBoxes = (view: EntryView, places: Places): PlainBox[] => [
  {
    name: 'parent',
    label: 'The recommendation it is an action under',
    kind: 'select',
    items: [
      { value: stays, text: 'As it is' },
      { value: none, text: 'None: it stands by itself' },
      ...items(places.entries),
    ],
    value: stays,
  },
  {
    name: 'after',
    label: 'Where it stands',
    kind: 'select',
    items: [
      { value: stays, text: 'Where it is' },
      { value: first, text: 'First' },
      ...items(places.entries).map(({ value, text }) => ({ value, text: `After ${text}` })),
    ],
    value: stays,
  },
  ...(places.plans.length > 0
    ? [
        {
          name: 'plan',
          label: 'Plan',
          hint: 'What is under it goes with it.',
          kind: 'select' as const,
          items: [
            { value: stays, text: view.plan.title },
            ...places.plans.map(({ id, title }) => ({ value: String(id), text: title })),
          ],
          value: stays,
        },
      ]
    : []),
];

export const retireForm = z.object({
  reason: needed('Say why it is no longer pursued'),
  unmetRisk: text,
});

export const retireBoxes = ({ entry }: EntryView): PlainBox[] => [
  { name: 'reason', label: 'Why it is no longer pursued', kind: 'prose' },
  ...(entry.isClosed
    ? []
    : [
        {
          name: 'unmetRisk',
          label: 'The risk that stays',
          hint: 'It was not done: what may happen because of that, and who knows of it.',
          kind: 'prose' as const,
          value: entry.unmetRisk,
        },
      ]),
];
