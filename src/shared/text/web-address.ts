import { Invalid } from '../errors.ts';

const longestAddress = 2000;

/** An address of a page or file on the web, as the worker will ask for it. @throws {Invalid} with `field` */
export function webAddress(text: string, field = 'url'): string {
  const given = text.trim();
  if (!given) throw new Invalid('Enter the address of a page or file.', field);
  if (given.length > longestAddress) {
    throw new Invalid(`Keep the address to ${longestAddress} characters.`, field);
  }
  // "www.example.org/review" is what people copy from print.
  const address = /^[a-z][a-z0-9+.-]*:/i.test(given) ? given : `https://${given}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !/\.|^\[|^localhost$/.test(url.hostname)) {
    throw new Invalid('Enter a web address, like https://www.example.org/review.pdf.', field);
  }
  if (url.username || url.password) {
    throw new Invalid('Leave out the name and password before the “@”.', field);
  }
  url.hash = '';
  return url.href;
}
