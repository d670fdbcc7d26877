import { isWebAddress } from '#shared/text/address.ts';
import { readTable } from '#shared/text/files/read-table.ts';
import { readDay } from '#shared/text/read-day.ts';

/** One publication of a list that somebody pasted: title or address, or both. */
export interface ListedItem {
  title: string | null;
  url: string | null;
  publisher: string | null;
  /** "YYYY-MM-DD". */
  publishedOn: string | null;
}

/** More than one list has; what stands behind is not read, and that is said. */
export const mostItems = 500;
const longestTitle = 500;
const longestPublisher = 300;

const address = /\bhttps?:\/\/[^\s<>"“”«»]+|\bwww\.[^\s<>"“”«»]+\.[^\s<>"“”«»]+/giu;
const markdown = /\[([^\]]{1,500})\]\(\s*(https?:\/\/(?:[^\s()]|\([^\s()]*\))+)[^)]*\)/g;

/** Bullets, numbers and letters that a list puts before its lines. */
const bullet = /^\s*(?:[-*•·◦▪‣–—o](?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*/iu;

/** Brackets and stops that a sentence puts around an address; a bracket that the address opened stays. */
function bare(url: string): string {
  const trimmed = url.replace(/[.,;:!?'’”*_>\]]+$/u, '');
  const closes = (trimmed.match(/\)/g)?.length ?? 0) > (trimmed.match(/\(/g)?.length ?? 0);
  return closes ? bare(trimmed.replace(/\)+$/, '')) : trimmed;
}

const whole = (url: string) => (/^www\./i.test(url) ? `https://${url}` : url);

const tidy = (text: string) =>
  text
    .replace(/[\s ]+/gu, ' ')
    .replace(/^[\s,;:|–—\-("“‘'<[]+|[\s,;:|–—\-(<["“‘]+$/gu, '')
    .replace(/^(.+)[)\]>](?=$)/u, (all, inner: string) => (/[([<]/.test(inner) ? all : inner))
    .replace(/["”]$/u, '')
    .trim();

const dayInText =
  /[\s,(–—-]+\(?((?:\d{1,2}(?:st|nd|rd|th)?\s+)\p{L}{3,9}\.?,?\s+\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)\)?[\s.]*$/u;

/** A title with the day that stands at its end taken off. */
function withDay(text: string): { title: string | null; publishedOn: string | null } {
  const match = dayInText.exec(text);
  const day = match?.[1] ? dayOf(match[1]) : null;
  const title = tidy(day && match ? text.slice(0, match.index) : text).slice(0, longestTitle);
  return { title: title || null, publishedOn: day };
}

function dayOf(text: string): string | null {
  const written = text.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1').replace(/(?<=\d)\.(?=\d)/g, '/');
  const read = readDay(written.replace(/[.,]/g, ''));
  return 'value' in read ? read.value : null;
}

const item = (given: Partial<ListedItem>): ListedItem => ({
  title: null,
  url: null,
  publisher: null,
  publishedOn: null,
  ...given,
});

/** Titles with addresses behind them, as Markdown and some mail programs write them. */
function linkedIn(line: string): ListedItem[] {
  return [...line.matchAll(markdown)].map(([, title = '', url = '']) =>
    item({ ...withDay(title), url: bare(url) }),
  );
}

interface Line {
  title: ListedItem | null;
  urls: string[];
}

function readLine(line: string): Line {
  const urls = [...line.matchAll(address)].map(([url]) => whole(bare(url))).filter(isWebAddress);
  const words = withDay(line.replace(address, ' ').replace(bullet, ''));
  // "Link:", "Read more" and the like say nothing of what it is.
  const says =
    words.title && !/^(?:link|here|read more|see|source|url|available at)\W*$/i.test(words.title);
  return { title: says ? item(words) : null, urls: [...new Set(urls)] };
}

/** Lines of text: a title with its address behind or below it, or either alone. */
function fromLines(text: string): ListedItem[] {
  const items: ListedItem[] = [];
  /** The title on the line before, which an address may follow. */
  let open: ListedItem | null = null;
  for (const line of text.split('\n')) {
    const linked = linkedIn(line);
    if (linked.length > 0 || !line.trim()) {
      items.push(...linked);
      open = null;
      continue;
    }
    const { title, urls } = readLine(line);
    const [first = null, ...others] = urls;
    if (!title && first && open && !open.url) open.url = first;
    else if (title || first) {
      open = { ...(title ?? item({})), url: first };
      items.push(open);
    }
    items.push(...others.map((url) => item({ url })));
    if (first) open = null;
  }
  return items;
}

const headings: Record<keyof ListedItem, RegExp> = {
  title: /^(title|name|publication|report|document)s?$/i,
  url: /^(url|link|address|web ?address|weblink|hyperlink)$/i,
  publisher: /^(publisher|organisation|organization|source|author|body)$/i,
  publishedOn: /^(date|published|publication date|published on|date published|publishedon)$/i,
};
const fields = Object.keys(headings) as (keyof ListedItem)[];
const fieldOf = (cell: string) => fields.find((field) => headings[field].test(cell.trim()));

/** A table with headings, as a spreadsheet copies or saves it; null when it is none. */
function fromTable(text: string): ListedItem[] | null {
  const table = readTable(text, (cells) => {
    const known = new Set(cells.map(fieldOf).filter(Boolean));
    return { known: known.size, isEnough: known.size > 1 };
  });
  if (!table || table.broken) return null;
  const columns = table.heading.cells.map(fieldOf);
  return table.rows.map(({ cells }) => {
    const said = (field: keyof ListedItem) => cells[columns.indexOf(field)]?.trim() ?? '';
    const url = whole(said('url'));
    return item({
      title: tidy(said('title')).slice(0, longestTitle) || null,
      url: isWebAddress(url) ? url : null,
      publisher: said('publisher').slice(0, longestPublisher) || null,
      publishedOn: said('publishedOn') ? dayOf(said('publishedOn')) : null,
    });
  });
}

/**
 * Reads a list as people paste it: lines from a newsletter, minutes or a mail, with bullets or
 * numbers, addresses behind or below their titles, or a table with headings. Nothing is ever refused:
 * what was taken for a publication is shown before it counts.
 *
 * @returns at most `mostItems`, each once; `left` is how many more there are
 */
export function readListedItems(text: string): { items: ListedItem[]; left: number } {
  const given = text.replace(/\r\n?/g, '\n');
  const all = (fromTable(given) ?? fromLines(given)).filter(({ title, url }) => title || url);
  const once = [
    ...new Map(all.map((one) => [`${one.url ?? ''}\n${one.title ?? ''}`, one])).values(),
  ];
  return { items: once.slice(0, mostItems), left: Math.max(0, once.length - mostItems) };
}
