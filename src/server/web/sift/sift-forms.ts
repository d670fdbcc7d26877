import { z } from 'zod';
import { bearings, setAsideReasons } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { longestMeaning } from '#shared/judging/assess-publication.ts';
import type { ConceptLabel } from '#shared/library/concept-labels.ts';
import { statusLabels } from '#shared/library/facet-labels.ts';
import { inWords } from '#shared/london.ts';
import { linkForm } from '#shared/plans/links/link-rules.ts';
import { type Keeping, longestWhy } from '#shared/sift/verdicts.ts';
import { counted, listed } from '#shared/text/in-words.ts';
import { readDay } from '#shared/text/read-day.ts';
import { type SharedForm, seenRule } from '../../request/shared-form.ts';
import { severalOf } from '../../request/submit.ts';
import { reasonLabels } from '../publications/wording.ts';
import { placeShape } from './place.ts';

const ids = severalOf(z.coerce.number().int().positive());

/** What every decision sends besides what it decides. */
const decided = {
  ...placeShape,
  seen: seenRule,
  /** What stood behind it in the list; none where it was the first: then the order says what is next. */
  next: z.coerce.number().int().positive().optional().catch(undefined),
};

const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const note = z.string().trim().max(longestWhy, `Keep the note to ${longestWhy} characters`);

/** A sentence of one of the best passages, as the list of quotations sends it. */
const quotedFrom = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      context.addIssue({ code: 'custom', message: 'Choose a quotation of the list' });
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      quote: z.string().max(2000),
      page: z.number().int().positive().nullable(),
      documentId: z.number().int().positive(),
    }),
  );

/** A day as it was typed; undefined when it was left out, null when it was emptied. */
const typedDay = z.string().transform((text, context) => {
  if (text.trim() === '') return null;
  const day = readDay(text);
  if ('value' in day) return day.value;
  context.addIssue({ code: 'custom', message: day.problem });
  return z.NEVER;
});

export const keepForm = z.object({
  ...decided,
  suggestionIds: ids,
  /** All that were suggested when the page was made. */
  allThemes: z.string().optional(),
  shownIds: ids,
  conceptId: orNothing(z.string()),
  meaning: z
    .string()
    .trim()
    .max(longestMeaning, `Keep “What this means here” to ${longestMeaning} characters`)
    .optional(),
  entryId: orNothing(linkForm.shape.entryId),
  bearing: orNothing(z.enum(bearings, 'Say how the publication bears on it')),
  rationale: z.string().trim().max(2000, 'Keep it to 2,000 characters').optional(),
  quoteFrom: orNothing(quotedFrom),
  quote: linkForm.shape.quote,
  quotePage: linkForm.shape.page,
  documentId: linkForm.shape.documentId,
  type: z.string().optional(),
  region: z.string().optional(),
  publishedOn: typedDay.optional(),
});

export const setAsideForm = z.object({
  ...decided,
  reason: z.enum(setAsideReasons, 'Choose a reason'),
  note: note.optional(),
});
export const laterForm = z.object({
  ...decided,
  why: z
    .string()
    .trim()
    .min(1, 'Say why it is put off')
    .max(longestWhy, `Keep the reason to ${longestWhy} characters`),
});
export const assignForm = z.object({
  ...decided,
  to: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number('Choose a person').int().positive('Choose a person'),
  ),
  assignNote: note.optional(),
});

/** The link that a form describes; null where no bearing was chosen. */
function linkIn(form: z.output<typeof keepForm>): Keeping['link'] {
  const { bearing, entryId, rationale, quote, quoteFrom, quotePage, documentId } = form;
  if (!bearing) return null;
  if (!entryId) throw new Invalid('Choose the entry that it bears on', 'entryId');
  // Words that were selected or typed say more on purpose than the list.
  const quotation = quote
    ? { quote, page: quotePage ?? null, documentId: documentId ?? null }
    : (quoteFrom ?? { page: quotePage ?? null });
  return { entryId, bearing, rationale, ...quotation };
}

/** What "Keep and next" keeps. @throws {Invalid} where something of the link is missing */
export const keepingIn = (form: z.output<typeof keepForm>): Keeping => ({
  verdict: 'kept',
  suggestionIds: form.allThemes
    ? [...new Set([...form.shownIds, ...form.suggestionIds])]
    : form.suggestionIds,
  conceptIds: form.conceptId ? [form.conceptId] : [],
  facts: {
    ...(form.type !== undefined && { type: form.type || null }),
    ...(form.region !== undefined && { region: form.region || null }),
    ...(form.publishedOn !== undefined && { publishedOn: form.publishedOn }),
  },
  meaning: form.meaning,
  link: linkIn(form),
});

const labels: Record<string, string> = {
  status: 'Its judgement',
  setAsideReason: 'The reason for setting aside',
  setAsideNote: 'The note',
  type: 'Type',
  region: 'Region',
  publishedOn: 'Date',
  concepts: 'Themes',
  links: 'Plan entries',
  assessment: 'What this means here',
  later: 'Put off',
  assignedTo: 'Assigned to',
  takedown: 'Its text',
  mergedIntoId: 'What it was merged into',
};

const textOf = (value: unknown) => (value == null ? null : String(value));

const wordsOf: Record<
  string,
  (value: unknown, concepts: Map<string, ConceptLabel>) => string | null
> = {
  status: (value) => statusLabels[value as keyof typeof statusLabels] ?? textOf(value),
  setAsideReason: (value) =>
    value == null ? null : reasonLabels[value as keyof typeof reasonLabels],
  type: (value, concepts) => concepts.get(String(value))?.label ?? textOf(value),
  region: (value, concepts) => concepts.get(String(value))?.label ?? textOf(value),
  publishedOn: (value) => (typeof value === 'string' ? inWords(value) : null),
  concepts: (value, concepts) =>
    listed((value as string[]).map((id) => concepts.get(id)?.label ?? id)) || null,
  links: (value) => {
    const count = (value as unknown[]).length;
    return count === 0 ? null : counted(count, 'link');
  },
  assessment: (value) => textOf((value as { meaning?: unknown }).meaning),
};

/** What two people may decide of one publication at once, each told what the other did. */
export const sharedDecision = (concepts: Map<string, ConceptLabel>): SharedForm => ({
  of: 'publication',
  fields: Object.keys(labels),
  label: (field) => labels[field] ?? field,
  words: (field, value) => (wordsOf[field] ?? textOf)(value, concepts),
  isInForm: (field) => ['type', 'region', 'publishedOn'].includes(field),
});
