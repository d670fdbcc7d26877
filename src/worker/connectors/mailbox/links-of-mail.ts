import { simpleParser } from 'mailparser';
import type { Offer } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { entryAddress } from '#shared/text/address.ts';
import type { ListingLink, Readers } from '../../reading/reading.ts';
import { offerOf } from '../connector.ts';
import { keyOfAddress } from '../page.ts';

/** Links of a newsletter that lead to the newsletter itself, or to its sender's pages elsewhere. */
const aboutTheMail =
  /unsubscri|opt.?out|preferences|view (this|it|the|in).*(browser|online|email)|privacy|forward (this|to)|manage .*subscription|update .*(details|profile)|^(facebook|twitter|x|linkedin|instagram|youtube|bluesky|whatsapp)$|^(home|website|contact( us)?)$/i;
const elsewhere =
  /(^|\.)(facebook|twitter|x|linkedin|instagram|youtube|bsky|whatsapp|list-manage)\.(com|app)$/i;

const plainLinks = /https?:\/\/[^\s<>"')\]]+/g;

export interface Mail {
  subject: string;
  from: string | null;
  /** "YYYY-MM-DD". */
  sentOn: string | null;
  offers: Offer[];
}

const isWorth = ({ url, title }: ListingLink) => {
  const address = new URL(url);
  return (
    !aboutTheMail.test(title) &&
    !/unsubscribe|optout|preferences/i.test(url) &&
    !elsewhere.test(address.hostname) &&
    address.pathname !== '/'
  );
};

/** Links of a text mail, each with the line before it as its title. */
function linksOfText(text: string): ListingLink[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, at) =>
    [...line.matchAll(plainLinks)].flatMap(([found]) => {
      const url = found.replace(/[.,;:]+$/, '');
      if (!URL.canParse(url)) return [];
      const beside = line
        .replace(found, '')
        .replace(/[\s:<>()[\]–-]+$/, '')
        .trim();
      const before = lines.slice(0, at).reverse().find(Boolean) ?? '';
      return [{ url, title: beside || before.slice(0, 300) || url, publishedOn: null }];
    }),
  );
}

/**
 * A newsletter: what it links to becomes offers, what leads back to the newsletter is left out.
 * Nothing else of the mail is kept.
 *
 * @param bytes a message as it travels (RFC 5322)
 */
export async function linksOfMail(bytes: Uint8Array, readers: Readers): Promise<Mail> {
  const mail = await simpleParser(Buffer.from(bytes), {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipHtmlToText: true,
  });
  const sentOn = mail.date && !Number.isNaN(mail.date.getTime()) ? londonDay(mail.date) : null;
  const links = mail.html
    ? (
        await readers.readListing(new TextEncoder().encode(mail.html), {
          url: 'https://mail.invalid/',
          charset: 'utf-8',
          selector: 'a[href]',
        })
      ).links
    : linksOfText(mail.text ?? '');
  const worth = links.filter((link) => new URL(link.url).host !== 'mail.invalid' && isWorth(link));
  const byAddress = new Map(worth.map((link) => [entryAddress(link.url), link]));
  return {
    subject: mail.subject ?? 'A mail without a subject',
    from: mail.from?.value[0]?.name || mail.from?.value[0]?.address || null,
    sentOn,
    offers: [...byAddress.values()].map(({ url, title }) =>
      offerOf({
        key: keyOfAddress(url),
        url,
        title,
        categories: mail.subject ? [mail.subject] : [],
      }),
    ),
  };
}
