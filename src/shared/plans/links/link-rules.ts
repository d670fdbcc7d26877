import { z } from 'zod';
import { bearings } from '#shared/entities/index.ts';
import { optionalTextRule, textRule } from '../fields/field-kinds.ts';

const noEntry = 'Choose an entry';
const noPage = 'Enter a page number';

/** Why a link is taken away. */
export const removalReasonRule = textRule(2000, 'Say why the link is removed');

/** What a person says of a link, whichever way it comes. Messages are sentences for the page. */
export const linkShape = z.object({
  entryId: z.number(noEntry).int(noEntry).positive(noEntry),
  bearing: z.enum(bearings, 'Say how the publication bears on it'),
  rationale: textRule(2000, 'Say why'),
  quote: optionalTextRule(2000).optional(),
  page: z.number(noPage).int(noPage).positive(noPage).max(99_999, noPage).nullable().optional(),
  /** Where the quotation was selected, and what stands around it there: tells equal places apart. */
  documentId: z.number().int().positive().nullable().optional(),
  before: z.string().max(4000).nullable().optional(),
  after: z.string().max(4000).nullable().optional(),
});

/** What may be changed of a link; what is left out stays. */
export const linkChangeShape = linkShape.pick({ bearing: true, rationale: true }).partial();

/** A number that was typed: nothing typed is none. */
const typedNumber = (text: unknown) => {
  if (typeof text !== 'string') return undefined;
  return text.trim() === '' ? null : Number(text);
};

/** The same from a form, where everything is text. */
export const linkForm = linkShape.extend({
  entryId: z.preprocess(typedNumber, linkShape.shape.entryId),
  page: z.preprocess(typedNumber, linkShape.shape.page),
  documentId: z.preprocess(typedNumber, linkShape.shape.documentId).catch(null),
});
