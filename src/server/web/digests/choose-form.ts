import { z } from 'zod';
import { choices, digestGroups } from '#shared/entities/index.ts';

const publicationId = z.coerce
  .number('Choose a publication')
  .int()
  .positive('Choose a publication');

/** What the buttons of a draft send about one publication: where it belongs, in which group, or both. */
export const chooseForm = z
  .object({
    publicationId,
    choice: z.enum(choices).optional(),
    group: z.enum(digestGroups).nullable().default(null),
    reason: z.string().optional(),
    /** Why it was to go out once more, for the undo. */
    again: z.string().optional(),
  })
  .refine(({ choice, group }) => choice ?? group, 'Say where it belongs')
  .transform(({ choice = 'in', ...given }) => ({ ...given, choice }));

/** What is sent to let a publication go out once more. */
export const againForm = z.object({ publicationId, reason: z.string().default('') });

/** What was done, in words. */
export function saidOf({ choice, again }: z.output<typeof chooseForm>): string {
  if (again) return 'It is not sent again.';
  if (choice === 'later') return 'It waits for the next digest.';
  if (choice === 'out') return 'It is left out for good, and listed below.';
  return 'The digest was changed.';
}

/** What the form that takes it back sends; null where another button of the page does. */
export function undoOf(given: z.output<typeof chooseForm>): Record<string, string> | null {
  const publicationId = String(given.publicationId);
  if (given.choice !== 'later' && given.choice !== 'out') return null;
  if (given.again) return { publicationId, choice: 'again', reason: given.again };
  return { publicationId, choice: 'in' };
}
