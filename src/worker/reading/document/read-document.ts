import { decode } from '#shared/text/decode.ts';
import { legible } from '../legible.ts';
import type { DocumentReading, Origin } from '../reading.ts';
import { boundReading, mostBytes } from './bound-reading.ts';
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

function readText(bytes: Uint8Array, origin: DocumentOrigin): DocumentReading {
  const beginning = bytes.subarray(0, mostBytes);
  const text = decode(beginning, origin.charset).replace(/\r\n?/g, '\n').trim();
  return {
    ...blank('text/plain'),
    title: text.slice(0, 200).split('\n')[0] || null,
    pages: text ? [{ number: null, text, headings: [] }] : [],
    textProblem: text ? null : 'The file is empty.',
  };
}

function readMarkup(bytes: Uint8Array, origin: DocumentOrigin): DocumentReading {
  const beginning = bytes.subarray(0, mostBytes);
  const reading = readHtml(decode(beginning, origin.charset), origin.url);
  if (beginning.length === bytes.length) return reading;
  const megabytes = Math.round(bytes.length / 1_048_576);
  const cut = `Only the beginning of its ${megabytes} MB of markup was read.`;
  return { ...reading, textProblem: [cut, reading.textProblem].filter(Boolean).join(' ') };
}

async function readKind(bytes: Uint8Array, origin: DocumentOrigin): Promise<DocumentReading> {
  const kind = sniff(bytes, origin);
  if (kind === 'pdf') return readPdf(bytes);
  if (kind === 'docx') return readDocx(bytes, origin.url);
  if (kind === 'html') return readMarkup(bytes, origin);
  if (kind === 'text') return readText(bytes, origin);
  return {
    ...blank(origin.mediaType ?? 'application/octet-stream'),
    textProblem: `The file is ${kindInWords[kind]}, which cannot be read here. It can be opened at its address.`,
  };
}

/**
 * Reads HTML, PDF, DOCX or plain text; says of anything else what it is. What it becomes is bounded,
 * however large the file is.
 */
export const readDocument = async (
  bytes: Uint8Array,
  origin: DocumentOrigin,
): Promise<DocumentReading> => legible(await read(bytes, origin));

async function read(bytes: Uint8Array, origin: DocumentOrigin): Promise<DocumentReading> {
  if (bytes.length === 0)
    return { ...blank('application/octet-stream'), textProblem: 'The file is empty.' };
  return boundReading(await readKind(bytes, origin));
}
