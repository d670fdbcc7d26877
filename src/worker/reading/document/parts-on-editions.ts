import type { Part } from '#shared/text/editions/said-of-editions.ts';

/** Words without which nothing is said of another edition. */
const worthReading =
  /replac|supersed|succeed|takes the place|version|edition|withdrawn|archived|out[ -]of[ -]date|no longer|updates/i;
/** Parts of a page that stand on every page of its site. */
const surrounding = 'nav, header nav, footer, script, style, noscript, template, form';
const smallest = 'p, li, dd, td, div, aside, h1, h2, h3, section';
const longest = 2000;

/** The words of an element, with the places of its links marked. */
function partOf(element: Element, baseUrl: string): Part {
  const links: string[] = [];
  const own = element.cloneNode(true) as Element;
  for (const link of own.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    if (!URL.canParse(href, baseUrl)) continue;
    link.append(` [[${links.length}]] `);
    links.push(new URL(href, baseUrl).href);
  }
  return { text: (own.textContent ?? '').replace(/\s+/g, ' ').trim(), links };
}

/**
 * The paragraphs of a page that may say something of another edition of it, also those in a banner that is
 * no part of the article.
 */
export function partsOnEditions(document: Document, baseUrl: string): Part[] {
  return [...document.querySelectorAll(smallest)]
    .filter((element) => {
      const text = element.textContent ?? '';
      return (
        text.length <= longest &&
        worthReading.test(text) &&
        !element.closest(surrounding) &&
        !element.querySelector(smallest)
      );
    })
    .map((element) => partOf(element, baseUrl));
}
