import { z } from 'zod';
import { mayShowClasses, sourceKinds } from '#shared/entities/index.ts';
import { isWebAddress } from '#shared/text/address.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';

/** The address of a folder of a mailbox; user and password stand in the settings. */
export const isMailboxAddress = (url: string): boolean =>
  /^imaps?:\/\/[^@/]+(\/|$)/i.test(url.trim()) && URL.canParse(url.trim());

/** A source as the starter register, exports and the API write it. */
export const sourceShape = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,98}$/, 'Use lower-case letters, digits and hyphens')
    .optional(),
  name: z
    .string()
    .overwrite(lineOfText)
    .min(1, 'Enter a name')
    .max(300, 'Keep it to 300 characters'),
  publisher: z
    .string()
    .overwrite(lineOfText)
    .min(1, 'Enter the publisher')
    .max(300, 'Keep it to 300 characters'),
  publisherType: z.string().trim().max(50).nullish(),
  kind: z.enum(sourceKinds, 'Choose a kind'),
  url: z
    .string()
    .trim()
    .refine(
      (url) => isWebAddress(url) || isMailboxAddress(url),
      'Enter a web address, like https://www.example.org/feed',
    ),
  query: z.string().trim().max(4000).nullish(),
  licence: z.string().trim().max(1000).nullish(),
  region: z.string().trim().max(100).nullish(),
  mayShow: z.enum(mayShowClasses, 'Choose what may be shown').default('link'),
  note: z.string().trim().max(2000).nullish(),
  verified: z.boolean().optional(),
  startPaused: z.boolean().optional(),
  /** What its first scan brings is not backlog: it may enter digests. */
  includesFirstScan: z.boolean().optional(),
});
export type SourceShape = z.infer<typeof sourceShape>;

/** A key made of a name: "Northmere: news" becomes "northmere-news". */
export const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'source';
