import { decodeHTML } from 'entities';
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { type Standing, standingInWords } from '#shared/entities/standing.ts';
import { inWords } from '#shared/london.ts';
import {
  type MailParts,
  type MailPlace,
  mailPage,
  style,
  wrapped,
} from '#shared/mail/mail-page.tsx';
import { counted } from '#shared/text/in-words.ts';

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

export interface AlertPlace extends MailPlace {
  stopUrl: string;
}

/** Listed in one mail for one search; the search itself shows the others. */
const most = 50;

/** "3 new publications: Missing children": never a publication's title. */
export function alertSubject(searches: ListedSearch[]): string {
  const all = new Set(searches.flatMap(({ publications }) => publications.map(({ id }) => id)));
  const [first] = searches;
  const found = counted(all.size, 'new publication');
  return searches.length === 1 && first
    ? `${found}: ${first.name}`
    : `${found} for ${searches.length} saved searches`;
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

function searchText(search: ListedSearch, place: AlertPlace): string[] {
  const { name, description, publications } = search;
  const more = publications.length - most;
  return [
    `${name}\n${'='.repeat(Math.min(name.length, 76))}\n${wrapped(`Search: ${description}`)}`,
    ...publications.slice(0, most).map((one) => publicationText(one, place)),
    ...(more > 0 ? [`And ${more} more: ${searchUrl(search, place)}`] : []),
  ];
}

/** What is new, as a mail. */
export const alertMail = (searches: ListedSearch[], place: AlertPlace): Promise<MailParts> =>
  mailPage(place, {
    subject: alertSubject(searches),
    text: searches.flatMap((search) => searchText(search, place)),
    html: searches.map((search) => <SearchPart search={search} place={place} />),
    ways: [
      {
        text: 'To change what is mailed to you',
        link: 'Change what is mailed to you',
        url: `${place.baseUrl}/searches`,
      },
      { text: 'To stop these messages', link: 'Stop these messages', url: place.stopUrl },
    ],
  });
