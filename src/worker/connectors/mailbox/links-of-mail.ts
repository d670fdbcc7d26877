import { simpleParser } from 'mailparser';
import type { Offer } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';
import { entryAddress } from '#shared/text/address.ts';
import type { ListingLink, Readers } from '../../reading/reading.ts';
import { offerOf } from '../connector.ts';
import { keyOfAddress } from '../page.ts';
import { isOwnAddress, isOwnLabel } from './furniture.ts';
import { unwrapLink } from './unwrap-link.ts';

const plainLinks = /https?:\/\/[^\s<>"')\]]+/g;

export interface Mail {
  subject: string;
  from: string | null;
  /** "YYYY-MM-DD". */
  sentOn: string | null;
  offers: Offer[];
}

/** Stands for the mail, which has no address: a link that is not whole leads nowhere. */
const nowhere = 'mail.invalid';

/**
 * What a mail tells of: its links unwrapped, without those that are its own. By label and address
 * both, as a wrapped link shows only the one.
 */
function worthOf(links: ListingLink[]): ListingLink[] {
  const worth = links
    .filter(({ url, title }) => new URL(url).host !== nowhere && !isOwnLabel(title))
    .filter(({ url }) => !isOwnAddress(url))
    .map((link) => ({ ...link, url: unwrapLink(link.url) }))
    .filter(({ url }) => !isOwnAddress(url));
  const byAddress = Map.groupBy(worth, ({ url }) => entryAddress(url));
  // The heading and "Read more" are two links to one page.
  return [...byAddress.values()].map(([first, ...others]) => ({
    ...(first as ListingLink),
    title:
      [first, ...others]
        .flatMap((link) => link?.title ?? [])
        .find((title) => !isAddressOnly(title)) ??
      first?.title ??
      '',
  }));
}

const isAddressOnly = (title: string) => /^https?:\S+$/i.test(title);

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
          url: `https://${nowhere}/`,
          charset: 'utf-8',
          selector: 'a[href]',
        })
      ).links
    : linksOfText(mail.text ?? '');
  return {
    subject: mail.subject ?? 'A mail without a subject',
    from: mail.from?.value[0]?.name || mail.from?.value[0]?.address || null,
    sentOn,
    offers: worthOf(links).map(({ url, title }) =>
      offerOf({
        key: keyOfAddress(url),
        url,
        title,
        categories: mail.subject ? [mail.subject] : [],
      }),
    ),
  };
}
