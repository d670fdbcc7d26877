import { z } from 'zod';
import { mentionWays } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { readDay } from '#shared/text/read-day.ts';
import { severalOf } from '../../request/submit.ts';

const about = {
  way: z.enum(mentionWays, 'Say where it stood'),
  origin: z
    .string()
    .trim()
    .max(300, 'Keep it to 300 characters')
    .default('')
    .transform((text) => text || null),
  reachedOn: z.string().default(''),
};

/** A list as it was pasted. */
export const listForm = z.object({
  text: z
    .string('Paste the list')
    .trim()
    .min(1, 'Paste the list')
    .max(200_000, 'Paste at most 200,000 characters at once'),
  ...about,
});

const listed = z.object({
  title: z.string().max(500).nullable(),
  url: z.string().max(2000).nullable(),
  publisher: z.string().max(300).nullable(),
  publishedOn: z.string().max(10).nullable(),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

/** What was understood of it, and ticked. */
export const noteForm = z.object({
  item: severalOf(z.string().transform(parsed).pipe(listed)).refine(
    (items) => items.length > 0,
    'Tick at least one publication',
  ),
  ...about,
});

/** Which publication it was, or whether it counts. */
export const decideForm = z
  .object({
    publicationId: z
      .union([z.enum(['none', 'found']), z.coerce.number().int().positive()], 'Enter its number')
      .optional(),
    isCounted: z.enum(['yes', 'no']).optional(),
  })
  .refine(({ publicationId, isCounted }) => publicationId !== undefined || isCounted, {
    path: ['publicationId'],
    message: 'Enter its number',
  });

/** A day as people write it; nothing when nothing was. @throws {Invalid} with field reachedOn */
export function dayOf(text: string): string | null {
  if (!text.trim()) return null;
  const read = readDay(text);
  if ('problem' in read) throw new Invalid(read.problem, 'reachedOn');
  return read.value;
}
