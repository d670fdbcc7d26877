import type { FC, PropsWithChildren } from 'hono/jsx';
import type { SiftItem } from '#shared/sift/show-sift.ts';
import type { Problem } from '../../request/forms.ts';
import type { Place } from './place.ts';
import type { SiftChoices } from './sift-choices.ts';

/** A key of the keyboard, shown where scripts listen to it. */
export const Key: FC<PropsWithChildren> = ({ children }) => (
  <span class="key" aria-hidden="true">
    {children}
  </span>
);

/** What was typed into the form that is shown again: text by name, and lists. */
export type Typed = Record<string, unknown>;
export const textIn = (typed: Typed | undefined, name: string): string | undefined =>
  typeof typed?.[name] === 'string' ? (typed[name] as string) : undefined;
export const listIn = (typed: Typed | undefined, name: string): string[] | undefined =>
  typed?.[name] === undefined ? undefined : [typed[name]].flat().map(String);

export interface Deciding {
  item: SiftItem;
  place: Place;
  /** What stands behind it, where it is not the first. */
  next: number | null;
  choices: SiftChoices;
  typed?: Typed | undefined;
  problems: Problem[];
}
