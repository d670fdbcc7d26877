import type { ContentItem } from './content-item.ts';

/** Markup, or the HTML among a list of the same markup in several types. */
function html(given: unknown): string {
  if (typeof given === 'string') return given;
  if (!Array.isArray(given)) return '';
  const chosen = given.find((part) => part?.content_type === 'text/html') ?? given[0];
  return typeof chosen?.content === 'string' ? chosen.content : '';
}

const escapeHtml = (value: string) =>
  value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const section = ({ title, body }: { title?: string | null | undefined; body?: unknown }) =>
  `${title ? `<h2>${escapeHtml(title)}</h2>` : ''}${html(body)}`;

/** All that a content item says, in the order in which GOV.UK shows it, as one page. */
export function markupOfItem({ title, locale, details }: ContentItem): string {
  const heading = escapeHtml(title ?? '');
  const body = [
    html(details.introductory_paragraph),
    html(details.introduction),
    html(details.lead_paragraph),
    html(details.summary),
    html(details.body),
    ...details.parts.map(section),
    ...details.collection_groups.map(section),
    html(details.more_information),
    html(details.need_to_know),
    html(details.outcome_detail),
    html(details.final_outcome_detail),
    html(details.public_feedback_detail),
    ...details.documents,
    ...details.final_outcome_documents,
  ].join('\n');
  return `<!doctype html><html lang="${escapeHtml(locale ?? 'en')}"><head><meta charset="utf-8"><title>${heading}</title></head><body><main><article><h1>${heading}</h1>${body}</article></main></body></html>`;
}

/** The notice of a withdrawal as one paragraph that says what it is. */
export const markupOfNotice = (explanation: string): string =>
  `<!doctype html><html lang="en"><body><main><p>This page was withdrawn. ${explanation.replace(/<\/?(?:p|div|ul|ol|li|br)\b[^>]*>/gi, ' ')}</p></main></body></html>`;
