import mammoth from 'mammoth';
import type { DocumentReading } from '../reading.ts';
import { readHtml } from './read-html.ts';

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Word documents, by their markup; pages are not known before printing. */
export async function readDocx(bytes: Uint8Array, url: string): Promise<DocumentReading> {
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    const html = `<html><body><article>${value}</article></body></html>`;
    const reading = readHtml(html, url);
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
