import type { FC } from 'hono/jsx';
import type { DigestGroup } from '#shared/entities/index.ts';
import { standingInWords } from '#shared/entities/standing.ts';
import { inWords, inWordsWithoutYear } from '#shared/london.ts';
import type { Line } from './select-lines.ts';
import type { DigestView } from './show-digest.ts';

export const groupNames: Record<DigestGroup, string> = {
  decided: 'Decided',
  discussion: 'For discussion',
  information: 'For information',
};
const groups = Object.keys(groupNames) as DigestGroup[];

/** At the foot of every mail. */
export const footer =
  'Not monitored for concerns. If a child is in immediate danger, call 999; otherwise follow your agency’s procedure.';
/** At the head of every mail of a demonstration. */
export const demonstration = 'Demonstration. Fictional publications and plan; no council’s own.';

export interface MessagePlace {
  /** Where people reach Skylark, without a slash at the end. */
  baseUrl: string;
  /** Null in previews. */
  unsubscribeUrl: string | null;
  isDemonstration: boolean;
  /** How the week's scan went, for coordinators; left out for all others. */
  assurance?: string | null;
}

const assuranceLabel = 'How the scan went, for coordinators:';

/** "Published learning, week to 20 September": never a publication's title. */
export const subjectOf = ({ endsOn }: Pick<DigestView, 'endsOn'>) =>
  `Published learning, week to ${inWordsWithoutYear(endsOn)}`;

const width = 76;

/** Lines of at most 76 characters, broken between words. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && `${line} ${word}`.length + indent.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(indent + line);
  return lines.join('\n');
}

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

/** The text part. */
export function renderText(digest: DigestView, place: MessagePlace): string {
  const sections = groups.flatMap((group) => {
    const lines = digest.lines.filter((line) => line.group === group);
    if (lines.length === 0) return [];
    const name = groupNames[group];
    return [`${name}\n${'='.repeat(name.length)}`, ...lines.map((line) => lineAsText(line, place))];
  });
  return [
    subjectOf(digest),
    ...(place.isDemonstration ? [demonstration] : []),
    ...(digest.intro ? [wrapped(digest.intro)] : []),
    ...sections,
    ...(place.assurance
      ? [`${wrapped(`${assuranceLabel} ${place.assurance}`)}\n${place.baseUrl}/sources/assurance`]
      : []),
    '-- ',
    wrapped(footer),
    ...(place.unsubscribeUrl ? [`To stop these messages: ${place.unsubscribeUrl}`] : []),
  ].join('\n\n');
}

/** Mail programs read styles on the elements only. */
export const style = {
  body: 'margin:0;padding:0;background:#ffffff;color:#0b0c0c;font-family:arial,sans-serif;font-size:16px;line-height:1.45;',
  frame: 'width:100%;max-width:640px;margin:0 auto;',
  h1: 'font-size:24px;line-height:1.25;margin:24px 0 12px;',
  h2: 'font-size:20px;line-height:1.3;margin:28px 0 12px;padding-top:10px;border-top:2px solid #12436d;',
  title: 'font-size:17px;font-weight:bold;margin:18px 0 2px;',
  p: 'margin:0 0 6px;',
  quiet: 'margin:0 0 6px;color:#484949;font-size:14px;',
  link: 'color:#1a65a6;',
  standing: 'margin:0 0 6px;padding-left:8px;border-left:4px solid #a33b00;font-weight:bold;',
  notice: 'margin:0;padding:8px 12px;background:#fff7d1;font-weight:bold;',
};

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

/** The HTML part: plain and light, no images, nothing fetched from anywhere. */
export async function renderHtml(digest: DigestView, place: MessagePlace): Promise<string> {
  const html = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>{subjectOf(digest)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </head>
      <body style={style.body}>
        <table role="presentation" style={style.frame} cellpadding="0" cellspacing="0">
          <tbody>
            <tr>
              <td style="padding:0 16px;">
                {place.isDemonstration && <p style={style.notice}>{demonstration}</p>}
                <h1 style={style.h1}>{subjectOf(digest)}</h1>
                {digest.intro && <p style={style.p}>{digest.intro}</p>}
                {groups.map((group) => {
                  const lines = digest.lines.filter((line) => line.group === group);
                  return lines.length === 0 ? null : (
                    <>
                      <h2 style={style.h2}>{groupNames[group]}</h2>
                      {lines.map((line) => (
                        <LineHtml line={line} place={place} />
                      ))}
                    </>
                  );
                })}
                {place.assurance && (
                  <p style={style.quiet}>
                    {assuranceLabel} {place.assurance}{' '}
                    <a href={`${place.baseUrl}/sources/assurance`} style={style.link}>
                      What was seen this week
                    </a>
                  </p>
                )}
                <p style="margin:32px 0 6px;padding-top:10px;border-top:1px solid #b1b4b6;">
                  {footer}
                </p>
                {place.unsubscribeUrl && (
                  <p style={style.quiet}>
                    <a href={place.unsubscribeUrl} style={style.link}>
                      Stop these messages
                    </a>
                  </p>
                )}
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${String(await html)}`;
}
