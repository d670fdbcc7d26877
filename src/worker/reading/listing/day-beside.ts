import { findDay } from '#shared/text/dates/find-day.ts';
import { readDate } from '#shared/text/dates.ts';

const squeeze = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

/** What one entry of a list is, whatever else stands in it. */
const items = 'li, article, tr, [class*="card"], [class*="teaser"], [class*="result"]';
/** An item with more links is a list itself. */
const mostLinks = 8;
/** Where another entry, or another part of the page, begins. */
const boundary =
  'h1, h2, h3, h4, h5, h6, dt, hr, br, ul, ol, dl, table, section, article, nav, footer';
/** Dates of the page, not of what it lists. */
const ofThePage = /last (updated|reviewed|modified)|copyright|©/i;

/** Text with a space between elements, without recursion: a damaged page may be thousands deep. */
export function spaced(root: Node, isLeftOut: (element: Element) => boolean = () => false): string {
  const texts: string[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.nodeType === 3) texts.push(node.textContent ?? '');
    else if (node.nodeType !== 1 || !isLeftOut(node as Element)) {
      waiting.push(...[...node.childNodes].reverse());
    }
  }
  return squeeze(texts.join(' '));
}

const isLink = (element: Element) => element.matches('a[href]');

/** Days before the web are of something else. */
const likely = (day: string | null): string | null => (day && day > '1990' ? day : null);

function dayOfTime(time: Element | null): string | null {
  if (!time) return null;
  const said = squeeze(time.getAttribute('datetime')) || squeeze(time.textContent);
  return likely(readDate(said)?.toISOString().slice(0, 10) ?? null);
}

const dayInText = (text: string) => likely(ofThePage.test(text) ? null : findDay(text));

/** The one day in an item with several links, outside of them; null where there are several days. */
function onlyDay(item: Element): string | null {
  if (item.querySelectorAll('a[href]').length > mostLinks) return null;
  const times = new Set(
    [...item.querySelectorAll('time')].flatMap((time) => dayOfTime(time) ?? []),
  );
  if (times.size === 1) return [...times][0] ?? null;
  return times.size > 1 ? null : dayInText(spaced(item, isLink));
}

/** Text beside an entry as far as the next link or part of the page. */
function lineFrom(entry: Element, direction: 'nextSibling' | 'previousSibling'): string {
  const texts: string[] = [];
  for (let node = entry[direction]; node; node = node[direction]) {
    if (node.nodeType === 1) {
      const element = node as Element;
      const isOther =
        element.matches(boundary) || isLink(element) || element.querySelector('a[href]') !== null;
      if (isOther) break;
    }
    texts.push(spaced(node));
  }
  return squeeze((direction === 'nextSibling' ? texts : texts.reverse()).join(' '));
}

/** Whether the dates of a flat list stand in front of its links: the first thing in it is one. */
function beginsWithDate(list: Element): boolean {
  for (const node of list.childNodes) {
    const text = squeeze(node.textContent);
    if (
      node.nodeType === 1 &&
      (isLink(node as Element) || (node as Element).querySelector('a[href]'))
    )
      return false;
    if (text && dayInText(text)) return true;
  }
  return false;
}

/** The day in a heading, or the term of a list, under which entries stand together. */
function dayAbove(entry: Element): string | null {
  for (let around: Element | null = entry, level = 0; around && level < 3; level += 1) {
    for (let one = around.previousElementSibling; one; one = one.previousElementSibling) {
      if (!one.matches('h2, h3, h4, h5, h6, dt')) continue;
      const text = squeeze(one.textContent);
      // A heading that says more than a date is the title of something.
      return text.length <= 30 ? dayInText(text) : null;
    }
    around = around.parentElement;
  }
  return null;
}

/**
 * The day that stands beside a link, "YYYY-MM-DD": in its entry, in the item around it, beside it in a
 * flat list, in the heading above; in the words of the link itself only when nowhere else.
 */
export function dayBeside(link: Element, entry: Element): string | null {
  const own = dayOfTime(entry.querySelector('time')) ?? dayInText(spaced(entry, isLink));
  if (own) return own;
  const item = link.closest(items);
  const inItem = item && item !== entry ? onlyDay(item) : null;
  if (inItem) return inItem;
  const list = entry.parentElement;
  const isBefore = !!list && beginsWithDate(list);
  const beside = dayInText(
    entry.localName === 'dt'
      ? squeeze(entry.nextElementSibling?.textContent)
      : lineFrom(entry, isBefore ? 'previousSibling' : 'nextSibling'),
  );
  return beside ?? dayAbove(entry) ?? dayInText(spaced(link));
}
