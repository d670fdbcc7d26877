import { lineOfText } from './line-of-text.ts';

/** Words of an address's last part: what a thing is called until it says its title itself. */
export function titleOfAddress(url: string): string {
  if (!URL.canParse(url)) return '';
  const last = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  let words = last;
  try {
    words = decodeURIComponent(last);
  } catch {
    // Shown as it is.
  }
  return lineOfText(words.replace(/\.(html?|aspx?|php|pdf|docx)$/i, '').replace(/[-_+]+/g, ' '));
}
