import { decodeHTML } from 'entities';
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { demonstration, footer, style, wrapped } from '#shared/digests/render-message.tsx';
import { type Standing, standingInWords } from '#shared/entities/standing.ts';
import { inWords } from '#shared/london.ts';

/** One new publication, as a mail lists it. */
export interface ListedPublication {
  id: number;
  title: string;
  publisher: string;
  publishedOn: string | null;
  url: string | null;
  describesAbuse: boolean;
  standing: Standing[];
  /** Escaped text and <mark> only; null where nothing may be quoted. */
  passage: string | null;
  page: number | null;
  /** Why it is listed, as a sentence. */
  why: string;
}

export interface ListedSearch {
  id: number;
  name: string;
  description: string;
  parameters: string;
  publications: ListedPublication[];
}

export interface AlertPlace {
  baseUrl: string;
  stopUrl: string;
  isDemonstration: boolean;
}

/** Listed in one mail for one search; the search itself shows the others. */
const most = 50;

const counted = (count: number) => `${count} new ${count === 1 ? 'publication' : 'publications'}`;

/** "3 new publications: Missing children": never a publication's title. */
export function alertSubject(searches: ListedSearch[]): string {
  const all = new Set(searches.flatMap(({ publications }) => publications.map(({ id }) => id)));
  const [first] = searches;
  return searches.length === 1 && first
    ? `${counted(all.size)}: ${first.name}`
    : `${counted(all.size)} for ${searches.length} saved searches`;
}

const facts = ({ publisher, publishedOn }: ListedPublication) =>
  [publisher, publishedOn ? inWords(publishedOn) : null].filter(Boolean).join(', ');

const searchUrl = ({ parameters }: ListedSearch, { baseUrl }: AlertPlace) => {
  const newest = new URLSearchParams(parameters);
  newest.set('sort', 'newest');
  return `${baseUrl}/?${newest}`;
};

const passageText = (html: string) => decodeHTML(html.replace(/<\/?mark>/g, ''));
const onPage = ({ page }: ListedPublication) => (page === null ? '' : ` (page ${page})`);

function publicationText(one: ListedPublication, { baseUrl }: AlertPlace): string {
  return [
    wrapped(one.title),
    wrapped(facts(one), '  '),
    ...(one.standing.length > 0 ? [wrapped(standingInWords(one.standing), '  ')] : []),
    ...(one.describesAbuse ? ['  This publication describes abuse.'] : []),
    ...(one.passage ? [wrapped(`“${passageText(one.passage)}”${onPage(one)}`, '  ')] : []),
    wrapped(`Why this is here: ${one.why}`, '  '),
    ...(one.url ? [`  ${one.url}`] : []),
    `  In Skylark: ${baseUrl}/publications/${one.id}`,
  ].join('\n');
}

/** The text part. */
export function alertText(searches: ListedSearch[], place: AlertPlace): string {
  const sections = searches.flatMap((search) => {
    const { name, description, publications } = search;
    const more = publications.length - most;
    return [
      `${name}\n${'='.repeat(Math.min(name.length, 76))}\n${wrapped(`Search: ${description}`)}`,
      ...publications.slice(0, most).map((one) => publicationText(one, place)),
      ...(more > 0 ? [`And ${more} more: ${searchUrl(search, place)}`] : []),
    ];
  });
  return [
    alertSubject(searches),
    ...(place.isDemonstration ? [demonstration] : []),
    ...sections,
    '-- ',
    wrapped(footer),
    `To change what is mailed to you: ${place.baseUrl}/searches`,
    `To stop these messages: ${place.stopUrl}`,
  ].join('\n\n');
}

const PublicationPart: FC<{ one: ListedPublication; place: AlertPlace }> = ({ one, place }) => (
  <div>
    <h3 style={style.title}>
      <a href={`${place.baseUrl}/publications/${one.id}`} style={style.link}>
        {one.title}
      </a>
    </h3>
    <p style={style.quiet}>{facts(one)}</p>
    {one.standing.length > 0 && <p style={style.standing}>{standingInWords(one.standing)}</p>}
    {one.describesAbuse && <p style={style.p}>This publication describes abuse.</p>}
    {one.passage && (
      <p style={style.p}>
        “{raw(one.passage.replaceAll('<mark>', '<strong>').replaceAll('</mark>', '</strong>'))}”
        {onPage(one)}
      </p>
    )}
    <p style={style.quiet}>
      Why this is here: {one.why}{' '}
      {one.url && (
        <a href={one.url} style={style.link}>
          At the publisher
        </a>
      )}
    </p>
  </div>
);

const SearchPart: FC<{ search: ListedSearch; place: AlertPlace }> = ({ search, place }) => {
  const { name, description, publications } = search;
  const more = publications.length - most;
  return (
    <div>
      <h2 style={style.h2}>{name}</h2>
      <p style={style.quiet}>
        Search:{' '}
        <a href={searchUrl(search, place)} style={style.link}>
          {description}
        </a>
      </p>
      {publications.slice(0, most).map((one) => (
        <PublicationPart one={one} place={place} />
      ))}
      {more > 0 && (
        <p style={style.p}>
          <a href={searchUrl(search, place)} style={style.link}>
            And {more} more
          </a>
        </p>
      )}
    </div>
  );
};

/** The HTML part: plain and light, no images, nothing fetched from anywhere. */
export async function alertHtml(searches: ListedSearch[], place: AlertPlace): Promise<string> {
  const html = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>{alertSubject(searches)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </head>
      <body style={style.body}>
        <table role="presentation" style={style.frame} cellpadding="0" cellspacing="0">
          <tbody>
            <tr>
              <td style="padding:0 16px;">
                {place.isDemonstration && <p style={style.notice}>{demonstration}</p>}
                <h1 style={style.h1}>{alertSubject(searches)}</h1>
                {searches.map((search) => (
                  <SearchPart search={search} place={place} />
                ))}
                <p style="margin:32px 0 6px;padding-top:10px;border-top:1px solid #b1b4b6;">
                  {footer}
                </p>
                <p style={style.quiet}>
                  <a href={`${place.baseUrl}/searches`} style={style.link}>
                    Change what is mailed to you
                  </a>{' '}
                  ·{' '}
                  <a href={place.stopUrl} style={style.link}>
                    Stop these messages
                  </a>
                </p>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${String(await html)}`;
}
