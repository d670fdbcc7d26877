import { Readability } from '@mozilla/readability';
import { saidOfEditions } from '#shared/text/editions/said-of-editions.ts';
import { parsePage } from '../parse-page.ts';
import type { DocumentReading } from '../reading.ts';
import { factsOfPage } from './facts-of-page.ts';
import { insteadOfPage, seenPage } from './instead-of-page.ts';
import { openPanels } from './open-panels.ts';
import { partsOnEditions } from './parts-on-editions.ts';
import { textOfElement } from './text-of-element.ts';

const files = /\.(pdf|docx|odt)(?:$|[?#])/i;
/** Shorter than this, what Readability found is no article. */
const shortestArticle = 140;
/** From this on Readability by itself is content with an attempt. */
const usualArticle = 500;
/** A page that leads on after more seconds is meant to be read before. */
const longestWait = 15;

function attachmentsOf(root: ParentNode, base: string): DocumentReading['attachments'] {
  const found = new Map<string, DocumentReading['attachments'][number]>();
  for (const link of root.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    if (!files.test(href) && !/pdf|wordprocessing/.test(link.getAttribute('type') ?? '')) continue;
    try {
      const url = new URL(href, base).href;
      const title = (link.textContent ?? '').replace(/\s+/g, ' ').trim();
      if (!found.has(url)) found.set(url, { url, title, mediaType: link.getAttribute('type') });
    } catch {
      // An address that is none leads nowhere.
    }
  }
  return [...found.values()];
}

const headingsOf = (root: ParentNode): string[] =>
  [...root.querySelectorAll('h1, h2, h3, h4')]
    .map((heading) => (heading.textContent ?? '').replace(/\s+/g, ' ').trim())
    .filter(Boolean);

/** What surrounds the text on the page when no article could be made out. */
function mainOf(document: Document): Element | null {
  const main =
    document.querySelector('main, [role="main"], article, #content, #main') ?? document.body;
  for (const noise of main?.querySelectorAll(
    'script, style, noscript, template, nav, header, footer, aside, form, iframe, svg',
  ) ?? []) {
    noise.remove();
  }
  return main;
}

/** Deeper pages are damaged, and Readability takes minutes for them. */
const deepest = 300;

function isDeep(document: Document): boolean {
  let level: Element[] = [document.documentElement];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((element) => [...element.children]);
  }
  return false;
}

/** One attempt of Readability; null where there is no article, or the page is too damaged for it. */
function attempt(document: Document, charThreshold: number) {
  try {
    return new Readability(document, { charThreshold }).parse();
  } catch (error) {
    // It takes the tree apart and trips over trees that no browser would build.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const lengthOf = (article: { textContent?: string | null } | null) =>
  (article?.textContent ?? '').replace(/\s+/g, ' ').trim().length;

/**
 * The article by Readability. It takes its first attempt that is long enough; what a low threshold
 * takes may be a teaser, so where that is short its own threshold is tried too, and the fuller taken.
 */
function articleOf(page: () => Document) {
  const document = page();
  if (isDeep(document)) return null;
  const short = attempt(document, shortestArticle);
  if (lengthOf(short) >= usualArticle) return short;
  const usual = attempt(page(), usualArticle);
  return lengthOf(usual) > lengthOf(short) ? usual : short;
}

/**
 * Where the page says it leads, absolute: a meta refresh that does not wait for a reader. One in a
 * noscript element is for others than us.
 */
function leadsTo(document: Document, base: string): string | null {
  for (const meta of document.querySelectorAll('meta[http-equiv="refresh" i]')) {
    if (meta.closest('noscript')) continue;
    const [, seconds, href = ''] =
      /^\s*(\d*\.?\d*)\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(
        meta.getAttribute('content') ?? '',
      ) ?? [];
    const address = href.trim();
    if (!address || Number(seconds) > longestWait) continue;
    return URL.canParse(address, base) ? new URL(address, base).href : address;
  }
  return null;
}

/** The address against which a page's links are meant. */
function baseOf(document: Document, url: string): string {
  const base = document.querySelector('base[href]')?.getAttribute('href');
  return base && URL.canParse(base, url) ? new URL(base, url).href : url;
}

/** Headings, text and files of the part of a page that is read; nothing where there is none. */
const contentOf = (root: Element | null, baseUrl: string) => ({
  attachments: root ? attachmentsOf(root, baseUrl) : [],
  headings: root ? headingsOf(root) : [],
  text: root ? textOfElement(root) : '',
});

/**
 * HTML: the article by Readability, and what the page says of itself.
 *
 * @param isWhole all of it is the article: nothing of a site surrounds it
 */
export function readHtml(
  html: string,
  url: string,
  { isWhole = false }: { isWhole?: boolean } = {},
): DocumentReading {
  const open = (document = parsePage(html)) => {
    // What a script would copy from stands in no reader's way.
    for (const template of document.querySelectorAll('template')) template.remove();
    openPanels(document);
    return document;
  };
  const document = parsePage(html);
  const facts = factsOfPage(document, url);
  const seen = seenPage(document);
  const baseUrl = baseOf(document, url);
  const next = leadsTo(document, baseUrl);
  const editions = saidOfEditions(partsOnEditions(document, baseUrl));
  const whole = open(document);

  const article = isWhole ? null : articleOf(() => open());
  const parsed = article?.content
    ? parsePage(`<html><body>${article.content}</body></html>`)
    : null;
  const isArticle = lengthOf(article) >= shortestArticle;
  const root: Element | null = isArticle && parsed ? parsed.body : mainOf(whole);
  const { attachments, headings, text } = contentOf(root, baseUrl);
  return {
    mediaType: 'text/html',
    title: facts.title ?? (article?.title?.trim() || null),
    summary: facts.summary ?? (article?.excerpt?.trim() || null),
    publishedOn: facts.publishedOn,
    publisher: facts.publisher,
    language: facts.language,
    canonicalUrl: facts.canonicalUrl,
    leadsTo: next,
    ...(editions.length > 0 && { editions }),
    attachments:
      attachments.length > 0 ? attachments : attachmentsOf(mainOf(whole) ?? whole, baseUrl),
    pageCount: null,
    pages: text ? [{ number: null, text, headings }] : [],
    textProblem: text
      ? null
      : 'The page has no text of its own. It may need a browser with scripts.',
    instead: insteadOfPage({
      ...seen,
      titles: [facts.title ?? '', ...seen.titles],
      text,
    }),
  };
}
