import mammoth from 'mammoth';
import { openArrayBuffer } from 'mammoth/lib/zipfile.js';
import type { DocumentReading } from '../reading.ts';
import { readHtml } from './read-html.ts';
import { spokenWordMarkup, wordsOfDiagram } from './spoken-word-markup.ts';

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Pictures would come as base64, megabytes of no text. */
const noPicture = mammoth.images.imgElement(async () => ({ src: '' }));

/** Parts whose text is read. */
const spoken = /(^|\/)(document|footnotes|endnotes)\d*\.xml$/i;
/** Diagrams looked for; Word numbers them from one. */
const mostDiagrams = 100;

/** An opened file whose parts are given to mammoth in a form that it reads whole. */
async function opened(bytes: Uint8Array) {
  const file = await openArrayBuffer(bytes);
  return {
    ...file,
    async read(name: string, encoding?: string): Promise<string | Uint8Array> {
      const part = await file.read(name, encoding);
      return typeof part === 'string' && spoken.test(name) ? spokenWordMarkup(part) : part;
    },
  };
}

const escaped = (text: string) => text.replace(/&(?!\w+;|#)/g, '&amp;').replaceAll('<', '&lt;');

/** Text of diagrams, which stands in parts of its own, as a list. */
async function diagramsOf(file: Awaited<ReturnType<typeof opened>>): Promise<string> {
  const lines: string[] = [];
  for (let number = 1; number <= mostDiagrams; number += 1) {
    const name = `word/diagrams/data${number}.xml`;
    if (!file.exists(name)) break;
    lines.push(...wordsOfDiagram(String(await file.read(name, 'utf-8'))));
  }
  return lines.length > 0
    ? `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
    : '';
}

/** Word documents, by their markup; pages are not known before printing. */
export async function readDocx(bytes: Uint8Array, url: string): Promise<DocumentReading> {
  try {
    const file = await opened(bytes);
    const { value } = await mammoth.convertToHtml({ file } as never, { convertImage: noPicture });
    const reading = readHtml(`<html><body>${value}${await diagramsOf(file)}</body></html>`, url, {
      isWhole: true,
    });
    return {
      ...reading,
      mediaType,
      title:
        reading.title ??
        reading.pages[0]?.headings[0] ??
        reading.pages[0]?.text.split('\n')[0]?.slice(0, 200) ??
        null,
      summary: null,
      textProblem: reading.pages.length > 0 ? null : 'The Word document has no text.',
    };
  } catch {
    return {
      ...readHtml('', url),
      mediaType,
      textProblem: 'The Word document is damaged or locked, so no text could be read.',
    };
  }
}
