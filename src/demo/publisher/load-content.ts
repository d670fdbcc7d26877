import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../content/', import.meta.url);

/** One fictional publication, as its file in `content/` has it. */
export interface Content {
  slug: string;
  title: string;
  publisher: string;
  /** Which demonstration source offers it. */
  source: string;
  /** Days before the demonstration starts. */
  daysAgo: number;
  type: string;
  summary: string;
  /** Path on the government site. */
  path: string | null;
  /** What is the matter with it: "forbidden", "missing", "unavailable-once", "scan". */
  special: string | null;
  attachment: boolean;
  withdrawn: string | null;
  /** Change notes, newest first. */
  changes: string[];
  /** HTML. */
  body: string;
}

const escape_ = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The little of Markdown that the texts use: headings, lists and paragraphs. */
function htmlOf(markdown: string): string {
  return markdown
    .split(/\n{2,}/)
    .flatMap((block) => block.split(/\n(?=## )|(?<=^## [^\n]*)\n/m))
    .flatMap((block) => {
      // A paragraph may run straight into a list.
      const lines = block.trim().split('\n');
      const first = lines.findIndex((line) => /^(- |\d+\. )/.test(line));
      return first > 0
        ? [lines.slice(0, first).join(' '), lines.slice(first).join('\n')]
        : [block.trim()];
    })
    .filter(Boolean)
    .map((block) => {
      if (block.startsWith('## ')) return `<h2>${escape_(block.slice(3))}</h2>`;
      const items = block.split('\n');
      if (items.every((line) => /^- /.test(line))) {
        return `<ul>${items.map((line) => `<li>${escape_(line.slice(2))}</li>`).join('')}</ul>`;
      }
      if (items.every((line) => /^\d+\. /.test(line))) {
        return `<ol>${items.map((line) => `<li>${escape_(line.replace(/^\d+\. /, ''))}</li>`).join('')}</ol>`;
      }
      return `<p>${escape_(items.join(' '))}</p>`;
    })
    .join('\n');
}

function contentOf(file: string): Content {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const facts = new Map(
    head.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  const needed = (name: string) => {
    const value = facts.get(name);
    if (!value) throw new Error(`${file} has no “${name}”.`);
    return value;
  };
  return {
    slug: file.replace(/\.\w+$/, ''),
    title: needed('title'),
    publisher: needed('publisher'),
    source: needed('source'),
    daysAgo: Number(needed('daysAgo')),
    type: needed('type'),
    summary: needed('summary'),
    path: facts.get('path') ?? null,
    special: facts.get('special') ?? null,
    attachment: facts.has('attachment'),
    withdrawn: facts.get('withdrawn') ?? null,
    changes: [facts.get('change'), facts.get('older')].filter((note): note is string => !!note),
    body: file.endsWith('.md') ? htmlOf(body) : body,
  };
}

/** All fictional publications, newest first. */
export const loadContent = (): Content[] =>
  readdirSync(folder)
    .filter((file) => /\.(md|html)$/.test(file))
    .map(contentOf)
    .sort((a, b) => a.daysAgo - b.daysAgo || a.slug.localeCompare(b.slug));

/** A file of the content folder, such as a PDF. */
export const contentFile = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(name, folder)));
