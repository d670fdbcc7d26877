import { z } from 'zod';
import { answers } from '#shared/entities/index.ts';
import { severalOf } from '../../../request/submit.ts';

/** A list that is given: pasted or chosen as a file. */
export const listForm = z.object({
  title: z
    .string('Enter whose list it is')
    .trim()
    .min(1, 'Enter whose list it is')
    .max(300, 'Keep it to 300 characters'),
  text: z.string().max(200_000, 'Paste at most 200,000 characters at once').default(''),
  file: z.custom<File>((given) => given === undefined || given instanceof File).optional(),
  plan: z
    .string()
    .regex(/^\d*$/, 'Choose a plan')
    .default('')
    .transform((id) => (id ? Number(id) : null)),
});

/** What is said of a line; the buttons are the answers. */
export const lineForm = z.object({
  answer: z.enum([...answers, 'none'], 'Choose an answer'),
  entry: severalOf(z.coerce.number().int().positive()),
  refs: z.string().trim().max(500, 'Keep it to 500 characters').default(''),
  reason: z.string().trim().max(2000, 'Keep it to 2,000 characters').default(''),
});
