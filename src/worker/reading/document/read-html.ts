import { Readability } from '@mozilla/readability';
import { parsePage } from '../parse-page.ts';
import type { DocumentReading } from '../reading.ts';
import { factsOfPage } from './facts-of-page.ts';
import { insteadOfPage, type SeenPage } from './instead-of-page.ts';

const blocks =
  'p, div, li, dt, dd, h1, h2, h3, h4, h5, h6, tr, pre, blockquote, figcaption, section, article, table, ul, ol';
const files = /\.(pdf|docx|odt)(?:$|[?#])/i;
/** Shorter than this, what Readability found is no article. */
const shortestArticle = 140;

/** Text of an element with a blank line between blocks and a space between table cells. */
function textOf(root: Element): string {
  for (const cell of root.querySelectorAll('td, th')) cell.append(' ');
  for (const line of root.querySelectorAll('br')) line.replaceWith('\n');
  for (const block of root.querySelectorAll(blocks)) {
    block.prepend('\n\n');
    block.append('\n\n');
  }
  return (root.textContent ?? '')
    .replace(/[ \t\f\r\u00a0]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

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

/** The article by Readability; null where there is none, or the page is too damaged for it. */
function articleOf(document: Document) {
  if (isDeep(document)) return null;
  try {
    return new Readability(document, { charThreshold: shortestArticle }).parse();
  } catch (error) {
    // It takes the tree apart and trips over trees that no browser would build.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What is looked at to tell a wall from a page; taken before the page is taken apart. */
function seenPage(document: Document): Omit<SeenPage, 'text'> {
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].slice(0, 20).flatMap((element) => {
      const text = (element.textContent || element.getAttribute('value') || '').trim();
      return text ? [text] : [];
    });
  return {
    titles: texts('title, h1'),
    noscript: texts('noscript')
      .map((text) => text.replace(/<[^<>]*>/g, ' '))
      .join(' '),
    asksForPassword: document.querySelector('input[type="password" i]') !== null,
    buttons: texts('button, input[type="submit" i], input[type="button" i], [role="button"], a'),
  };
}

/** HTML: the article by Readability, and what the page says of itself. */
export function readHtml(html: string, url: string): DocumentReading {
  const document = parsePage(html);
  const facts = factsOfPage(document, url);
  const seen = seenPage(document);
  const base = document.querySelector('base[href]')?.getAttribute('href');
  const baseUrl = base ? (URL.canParse(base, url) ? new URL(base, url).href : url) : url;
  const whole = parsePage(html);

  const article = articleOf(document);
  const parsed = article?.content
    ? parsePage(`<html><body>${article.content}</body></html>`)
    : null;
  const isArticle = (article?.textContent?.trim().length ?? 0) >= shortestArticle;
  const root: Element | null = isArticle && parsed ? parsed.body : mainOf(whole);
  const attachments = root ? attachmentsOf(root, baseUrl) : [];
  const headings = root
    ? [...root.querySelectorAll('h1, h2, h3, h4')]
        .map((heading) => (heading.textContent ?? '').replace(/\s+/g, ' ').trim())
        .filter(Boolean)
    : [];
  const text = root ? textOf(root) : '';
  return {
    mediaType: 'text/html',
    title: facts.title ?? (article?.title?.trim() || null),
    summary: facts.summary ?? (article?.excerpt?.trim() || null),
    publishedOn: facts.publishedOn,
    publisher: facts.publisher,
    language: facts.language,
    canonicalUrl: facts.canonicalUrl,
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
