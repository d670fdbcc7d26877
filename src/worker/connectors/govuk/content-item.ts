import { z } from 'zod';
import { londonDay } from '#shared/london.ts';
import { plainText } from '../../reading/feed/plain-text.ts';

/** A value of another type than the format says costs itself alone, never the page it stands on. */
const text = z.string().nullish().catch(null);

/** What of a list has the shape; nothing where there is no list. */
const listOf = <T extends z.ZodType>(shape: T) =>
  z
    .unknown()
    .transform((given): z.output<T>[] =>
      Array.isArray(given)
        ? given.flatMap((one) => {
            const read = shape.safeParse(one);
            return read.success ? [read.data] : [];
          })
        : [],
    )
    .default([]);

const organisation = z.object({ title: z.string(), content_id: text });
/** `body` and its like are markup, or a list of the same markup in several types. */
const markup = z.unknown().optional();

const details = z.object({
  introduction: markup,
  introductory_paragraph: markup,
  summary: markup,
  lead_paragraph: markup,
  body: markup,
  parts: listOf(z.object({ title: text, body: markup })),
  collection_groups: listOf(z.object({ title: text, body: markup })),
  more_information: markup,
  need_to_know: markup,
  outcome_detail: markup,
  final_outcome_detail: markup,
  public_feedback_detail: markup,
  // Older publications list their files as markup.
  documents: listOf(z.string()),
  final_outcome_documents: listOf(z.string()),
  first_public_at: text,
  first_published_at: text,
  public_timestamp: text,
  first_published_version: z.boolean().nullish().catch(null),
  change_history: listOf(z.object({ note: text, public_timestamp: text })),
  attachments: listOf(z.object({ title: text, url: text, isbn: text })),
  emphasised_organisations: listOf(z.string()),
  national_applicability: z
    .record(
      z.string(),
      z
        .object({ label: text, applicable: z.boolean().nullish().catch(null) })
        .catch({ label: null, applicable: null }),
    )
    .nullish()
    .catch(null),
  explanation: text,
  alternative_path: text,
});

const links = z.object({
  organisations: listOf(organisation),
  primary_publishing_organisation: listOf(organisation),
  parent: listOf(z.object({ document_type: text })),
});

/** https://docs.publishing.service.gov.uk/repos/content-store/content-api.html */
export const contentItem = z
  .object({
    content_id: text,
    title: text,
    description: text,
    document_type: text,
    public_updated_at: text,
    first_published_at: text,
    locale: text,
    withdrawn_notice: z.object({ explanation: text, withdrawn_at: text }).nullish().catch(null),
    redirects: listOf(z.object({ path: text, destination: text })),
    details: details.catch(() => details.parse({})).default(() => details.parse({})),
    links: links.catch(() => links.parse({})).default(() => links.parse({})),
  })
  .refine(({ title, document_type }) => title || document_type);

export type ContentItem = z.output<typeof contentItem>;

/** The instant that a field names; null where it is empty or names none. */
function instantOf(given: string | null | undefined): Date | null {
  const at = given ? new Date(given) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

const dayOf = (given: string | null | undefined): string | null => {
  const at = instantOf(given);
  return at && londonDay(at);
};

/** The day it was first published, by the field that knows best; the last change is only better than nothing. */
function firstDay({ first_published_at, public_updated_at, details }: ContentItem): string | null {
  const noted = details.change_history.flatMap(
    ({ public_timestamp }) => instantOf(public_timestamp) ?? [],
  );
  const [earliest] = noted.sort((a, b) => a.getTime() - b.getTime());
  return (
    dayOf(first_published_at) ??
    dayOf(details.first_public_at) ??
    dayOf(details.first_published_at) ??
    (earliest ? londonDay(earliest) : null) ??
    (details.first_published_version ? dayOf(details.public_timestamp) : null) ??
    dayOf(public_updated_at)
  );
}

/**
 * The organisation that leads: the primary one where it is among those named (of mainstream guides
 * it is only whoever runs the site), else the emphasised one, else the first.
 */
function publisherOf({ details, links }: ContentItem): string | null {
  const named = links.organisations;
  const [primary] = links.primary_publishing_organisation;
  const titles = new Set(named.map(({ title }) => title));
  if (primary && (titles.size === 0 || titles.has(primary.title))) return primary.title;
  const [lead] = details.emphasised_organisations;
  return (
    (named.find(({ content_id }) => content_id && content_id === lead) ?? named[0])?.title ?? null
  );
}

export interface ContentFacts {
  title: string | null;
  summary: string | null;
  /** London days, "YYYY-MM-DD": first published, last changed in public. */
  publishedOn: string | null;
  updatedOn: string | null;
  /** GOV.UK's own name of the type; of a page of a publication, the publication's. */
  documentType: string | null;
  publisher: string | null;
  withdrawn: { at: Date; note: string } | null;
}

/** What a content item says of its page. Withdrawn is what has `withdrawn_at`: an empty notice is none. */
export function factsOfItem(item: ContentItem): ContentFacts {
  const { withdrawn_notice: notice, links } = item;
  const withdrawnAt = instantOf(notice?.withdrawn_at);
  const parentType = links.parent.find(({ document_type }) => document_type)?.document_type;
  return {
    title: item.title?.trim() || null,
    summary: item.description?.trim() || null,
    publishedOn: firstDay(item),
    updatedOn: dayOf(item.public_updated_at),
    documentType:
      (item.document_type === 'html_publication' ? parentType : null) ?? item.document_type ?? null,
    publisher: publisherOf(item),
    withdrawn: withdrawnAt ? { at: withdrawnAt, note: plainText(notice?.explanation ?? '') } : null,
  };
}
