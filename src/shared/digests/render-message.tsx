import type { FC } from 'hono/jsx';
import type { DigestGroup } from '#shared/entities/index.ts';
import { standingInWords } from '#shared/entities/standing.ts';
import { inWords, inWordsWithoutYear } from '#shared/london.ts';
import {
  KeepingLines,
  keepingLines,
  type MailParts,
  type MailPlace,
  mailPage,
  style,
  wrapped,
} from '#shared/mail/mail-page.tsx';
import type { Line } from './select-lines.ts';
import type { DigestView } from './show-digest.ts';

export const groupNames: Record<DigestGroup, string> = {
  decided: 'Decided',
  discussion: 'For discussion',
  information: 'For information',
};
const groups = Object.keys(groupNames) as DigestGroup[];

export interface MessagePlace extends MailPlace {
  /** Null in previews. */
  unsubscribeUrl: string | null;
  /** How the week's scan went, for coordinators; left out for all others. */
  assurance?: string | null;
}

const assuranceLabel = 'How the scan went, for coordinators:';

/** "Published learning, week to 20 September": never a publication's title. */
export const subjectOf = ({ endsOn }: Pick<DigestView, 'endsOn'>) =>
  `Published learning, week to ${inWordsWithoutYear(endsOn)}`;

const facts = ({ publisher, publishedOn }: Line) =>
  [publisher, publishedOn ? inWords(publishedOn) : null].filter(Boolean).join(', ');

function lineAsText(line: Line, { baseUrl }: MessagePlace): string {
  return [
    wrapped(line.title),
    wrapped(facts(line), '  '),
    ...(line.standing.length > 0 ? [wrapped(standingInWords(line.standing), '  ')] : []),
    ...(line.describesAbuse ? ['  This publication describes abuse.'] : []),
    ...(line.meaning ? [wrapped(`What this means here: ${line.meaning}`, '  ')] : []),
    ...(line.summary ? [wrapped(line.summary, '  ')] : []),
    wrapped(`Why this is here: ${line.why}`, '  '),
    ...(line.url ? [`  ${line.url}`] : []),
    `  In Skylark: ${baseUrl}/publications/${line.publicationId}`,
  ].join('\n');
}

const LineHtml: FC<{ line: Line; place: MessagePlace }> = ({ line, place }) => (
  <div>
    <h3 style={style.title}>
      <a
        href={line.url ?? `${place.baseUrl}/publications/${line.publicationId}`}
        style={style.link}
      >
        {line.title}
      </a>
    </h3>
    <p style={style.quiet}>{facts(line)}</p>
    {line.standing.length > 0 && <p style={style.standing}>{standingInWords(line.standing)}</p>}
    {line.describesAbuse && <p style={style.p}>This publication describes abuse.</p>}
    {line.meaning && (
      <p style={style.p}>
        <strong>What this means here:</strong> {line.meaning}
      </p>
    )}
    {line.summary && <p style={style.p}>{line.summary}</p>}
    <p style={style.quiet}>
      Why this is here: {line.why}{' '}
      <a href={`${place.baseUrl}/publications/${line.publicationId}`} style={style.link}>
        Open in Skylark
      </a>
    </p>
  </div>
);

/** The lines of each group that has some, under its name. */
const grouped = ({ lines }: DigestView) =>
  groups
    .map((group) => ({
      name: groupNames[group],
      lines: lines.filter((line) => line.group === group),
    }))
    .filter((one) => one.lines.length > 0);

/** A digest as a mail: subject, text part and HTML part. */
export function digestMail(digest: DigestView, place: MessagePlace): Promise<MailParts> {
  const { baseUrl, unsubscribeUrl, assurance } = place;
  return mailPage(place, {
    subject: subjectOf(digest),
    text: [
      ...(digest.intro ? [keepingLines(digest.intro)] : []),
      ...grouped(digest).flatMap(({ name, lines }) => [
        `${name}\n${'='.repeat(name.length)}`,
        ...lines.map((line) => lineAsText(line, place)),
      ]),
      ...(assurance
        ? [`${wrapped(`${assuranceLabel} ${assurance}`)}\n${baseUrl}/sources/assurance`]
        : []),
    ],
    html: (
      <>
        {digest.intro && <KeepingLines text={digest.intro} />}
        {grouped(digest).map(({ name, lines }) => (
          <>
            <h2 style={style.h2}>{name}</h2>
            {lines.map((line) => (
              <LineHtml line={line} place={place} />
            ))}
          </>
        ))}
        {assurance && (
          <p style={style.quiet}>
            {assuranceLabel} {assurance}{' '}
            <a href={`${baseUrl}/sources/assurance`} style={style.link}>
              What was seen this week
            </a>
          </p>
        )}
      </>
    ),
    ways: unsubscribeUrl
      ? [{ text: 'To stop these messages', link: 'Stop these messages', url: unsubscribeUrl }]
      : [],
  });
}
