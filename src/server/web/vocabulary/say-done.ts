import type { Context } from 'hono';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';

/** What was done, with the button that takes it back. */
export function sayDone(c: Context<WebEnv>, message: string, changeId: number | null): void {
  if (changeId === null) setFlash(c, 'There was nothing to change.');
  else setFlash(c, message, { text: 'Undo', action: `/vocabulary/changes/${changeId}/undo` });
}
