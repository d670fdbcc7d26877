import { z } from 'zod';
import type { PassingOver } from '#shared/digests/digest-wording.ts';
import { type SharedForm, seenRule } from '../../request/shared-form.ts';
import { severalOf } from '../../request/submit.ts';

/** What was typed into the boxes "reason-KEY". */
const reasonsIn = (fields: Record<string, unknown>): PassingOver =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('reason-') && typeof value === 'string'
        ? [[name.slice('reason-'.length), value]]
        : [],
    ),
  );

/** Ticked as to go out although they do not stand well. */
export const confirmForm = z
  .looseObject({ confirmed: severalOf(z.coerce.number().int()) })
  .transform(({ confirmed, ...rest }) => ({ confirmed, reasons: reasonsIn(rest) }));
/** A text as it was seen and as it is to be; without a publication, the words at the top. */
export const wordingForm = z.object({
  publicationId: z
    .string()
    .regex(/^\d*$/)
    .transform((given) => (given ? Number(given) : null)),
  from: z.string(),
  to: z.string().min(1),
});
/** In characters: what an undo may carry in a cookie. */
export const longestUndo = 1200;

export const introForm = z.object({
  intro: z.string('Enter the words at the top'),
  seen: seenRule,
});

/** The words at the top, which two coordinators may write at once. */
export const sharedIntro: SharedForm = {
  of: 'digest',
  fields: ['intro'],
  label: () => 'The text at the top',
  words: (_, value) => (typeof value === 'string' ? value : null),
};
