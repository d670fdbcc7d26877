import { decode } from '../decode.ts';
import { legible } from '../legible.ts';
import type { DocumentReading, Origin } from '../reading.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readPdf } from './read-pdf.ts';
import { kindInWords, sniff } from './sniff.ts';

export type DocumentOrigin = Origin & { mediaType?: string | null; fileName?: string | null };

const blank = (mediaType: string): DocumentReading => ({
  mediaType,
  title: null,
  summary: null,
  publishedOn: null,
  publisher: null,
  language: null,
  canonicalUrl: null,
  attachments: [],
  pageCount: null,
  pages: [],
  textProblem: null,
});

/** Reads HTML, PDF, DOCX or plain text; says of anything else what it is. */
export const readDocument = async (
  bytes: Uint8Array,
  origin: DocumentOrigin,
): Promise<DocumentReading> => legible(await read(bytes, origin));

async function read(bytes: Uint8Array, origin: DocumentOrigin): Promise<DocumentReading> {
  if (bytes.length === 0)
    return { ...blank('application/octet-stream'), textProblem: 'The file is empty.' };
  const kind = sniff(bytes, origin);
  if (kind === 'pdf') return readPdf(bytes);
  if (kind === 'docx') return readDocx(bytes, origin.url);
  if (kind === 'html') return readHtml(decode(bytes, origin.charset), origin.url);
  if (kind === 'text') {
    const text = decode(bytes, origin.charset).replace(/\r\n?/g, '\n').trim();
    return {
      ...blank('text/plain'),
      title: text.split('\n')[0]?.slice(0, 200) || null,
      pages: text ? [{ number: null, text, headings: [] }] : [],
      textProblem: text ? null : 'The file is empty.',
    };
  }
  return {
    ...blank(origin.mediaType ?? 'application/octet-stream'),
    textProblem: `The file is ${kindInWords[kind]}, which cannot be read here. It can be opened at its address.`,
  };
}
