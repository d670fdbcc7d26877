import { fileURLToPath } from 'node:url';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { ownMonthPattern } from '#shared/text/dates/month-names.ts';
import { readDate } from '#shared/text/dates.ts';
import type { DocumentReading, Page } from '../reading.ts';
import { linesOf, pageOf, type TextItem } from './pdf-lines.ts';

/** Pages that are read; a longer file says so. */
export const mostPages = 600;

/** Chinese, Japanese and Korean fonts say only by these files which characters they mean. */
const cMapUrl = fileURLToPath(new URL('./cmaps/', import.meta.url)).replaceAll('\\', '/');

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** D:20260918093000+01'00' (ISO 32000, 7.9.4). */
function metadataDay(value: unknown): string | null {
  const match = /^D?:?(\d{4})(\d{2})(\d{2})/.exec(String(value ?? ''));
  const date = match ? readDate(`${match[1]}-${match[2]}-${match[3]}`) : null;
  return date ? date.toISOString().slice(0, 10) : null;
}

/** A date on the first page, in English or Welsh: "3 September 2026", "Medi 2026". */
const dated = new RegExp(
  String.raw`(?:^|\s)((?:\d{1,2}(?:st|nd|rd|th)?\s+)?${ownMonthPattern}\s+\d{4})(?!\d)`,
  'iu',
);

/** Titles that programs put there, not authors. */
const noTitle =
  /^(untitled|microsoft word|document\d*|powerpoint presentation|slide 1|.*\.(docx?|indd|pdf|pub|qxp|html?))|^about:blank/i;

const nothing = (problem: string, pageCount: number | null = null): DocumentReading => ({
  mediaType: 'application/pdf',
  title: null,
  summary: null,
  publishedOn: null,
  publisher: null,
  language: null,
  canonicalUrl: null,
  attachments: [],
  pageCount,
  pages: [],
  textProblem: problem,
});

/** Pages with fewer characters have no text to speak of: a number, a stamp. */
const fewest = 20;
/** Pages without text whose pictures are looked for: each has to be drawn for that. */
const mostDrawn = 3;

/** Whether there are pictures on pages that have no text. */
async function hasPictures(pdf: Pdf, pages: Page[]): Promise<boolean> {
  const { OPS } = await getResolvedPDFJS();
  const pictures = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintSolidColorImageMask,
  ]);
  for (const { number } of pages.slice(0, mostDrawn)) {
    try {
      const page = await pdf.getPage(number ?? 1);
      const { fnArray } = await page.getOperatorList();
      page.cleanup();
      if (fnArray.some((operator) => pictures.has(operator))) return true;
    } catch {
      // A page too damaged to be drawn shows nobody a picture.
    }
  }
  return false;
}

async function problemOf(pdf: Pdf, pages: Page[]): Promise<string | null> {
  const { numPages } = pdf;
  const empty = pages.filter(({ text }) => text.length < fewest);
  const hasText = pages.some(({ text }) => text);
  const cut =
    numPages > mostPages ? `Only the first ${mostPages} of ${numPages} pages were read.` : null;
  const isMostlyEmpty = empty.length === pages.length || empty.length * 2 > pages.length;
  const isScan = isMostlyEmpty && empty.length > 0 && (await hasPictures(pdf, empty));
  if (isScan && empty.length === pages.length) {
    return 'This PDF is a scan: its pages are pictures, so no text could be read. It can be read by eye at its address.';
  }
  if (!hasText) {
    return 'This PDF has no text: its pages are blank, or drawn without letters. It can be looked at at its address.';
  }
  if (isScan && empty.length > 1) {
    return `${empty.length} of ${numPages} pages are pictures without text. ${cut ?? ''}`.trim();
  }
  return cut;
}

/** Opens a PDF, or says why that cannot be. */
async function open(bytes: Uint8Array): Promise<Pdf | { problem: string }> {
  try {
    return await getDocumentProxy(bytes, { verbosity: 0, cMapUrl, cMapPacked: true });
  } catch (error) {
    const isLocked = (error as Error).name === 'PasswordException';
    return {
      problem: isLocked
        ? 'This PDF is locked with a password, so no text could be read.'
        : 'This PDF is damaged, so no text could be read.',
    };
  }
}

/** The pages, as far as they are read; a damaged one is empty. */
async function pagesOf(pdf: Pdf): Promise<{ pages: Page[]; damaged: number }> {
  const pages: Page[] = [];
  let damaged = 0;
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
    try {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const texts = items.filter((item): item is typeof item & TextItem => 'str' in item);
      pages.push(pageOf(number, linesOf(texts)));
      page.cleanup();
    } catch {
      damaged += 1;
      pages.push({ number, text: '', headings: [] });
    }
  }
  return { pages, damaged };
}

/** What a PDF says of itself: in its metadata, and on its first page. */
function factsOf(
  info: Record<string, unknown>,
  first: Page | undefined,
): Pick<DocumentReading, 'title' | 'publishedOn' | 'language'> {
  const said = String(info.Title ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const heading = first?.headings.slice(0, 3).join(' ').trim() || null;
  const onFirst = dated.exec(first?.text.slice(0, 1500) ?? '')?.[1];
  const day = onFirst ? readDate(onFirst) : null;
  return {
    title: said && !noTitle.test(said) ? said : heading,
    publishedOn: day ? day.toISOString().slice(0, 10) : metadataDay(info.CreationDate),
    language:
      typeof info.Language === 'string' && info.Language ? info.Language.toLowerCase() : null,
  };
}

/** PDF, as text by page. Encrypted, damaged and scanned files give a sentence instead of text. */
export async function readPdf(bytes: Uint8Array): Promise<DocumentReading> {
  const pdf = await open(bytes);
  if ('problem' in pdf) return nothing(pdf.problem);
  try {
    const { info } = (await pdf.getMetadata().catch(() => ({ info: {} }))) as {
      info: Record<string, unknown>;
    };
    const { pages, damaged } = await pagesOf(pdf);
    return {
      ...nothing('', pdf.numPages),
      ...factsOf(info, pages[0]),
      pages: pages.filter(({ text }) => text),
      textProblem:
        damaged > 0
          ? `${damaged} of ${pdf.numPages} pages are damaged and could not be read.`
          : await problemOf(pdf, pages),
    };
  } finally {
    await pdf.loadingTask.destroy();
  }
}
