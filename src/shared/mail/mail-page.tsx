import type { Child, FC } from 'hono/jsx';
import { demonstrationNotice, notMonitored } from '#shared/notices.ts';

/** Where a mail is sent from. */
export interface MailPlace {
  /** Where people reach Skylark, without a slash at the end. */
  baseUrl: string;
  isDemonstration: boolean;
}

/** What a person can do about the mail itself: stop it, change what is mailed. */
export interface MailWay {
  /** In the text part, before the address: "To stop these messages". */
  text: string;
  /** In the HTML part, as the link's words: "Stop these messages". */
  link: string;
  url: string;
}

/** Both parts of a mail and its subject. */
export interface MailParts {
  subject: string;
  text: string;
  html: string;
}

/** Of the text part, RFC 3676's advice for lines that are quoted in an answer. */
const width = 76;

/** Lines of at most 76 characters, broken between words; an address that is longer keeps its line. */
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

const linesOf = (text: string) => text.replace(/\r\n?/g, '\n').split('\n');

/** What a person wrote, with its own lines and indents, each broken where it is too long. */
export const keepingLines = (text: string): string =>
  linesOf(text)
    .map((line) => wrapped(line.trim(), /^\s{0,8}/.exec(line)?.[0].replaceAll('\t', '  ')))
    .join('\n');

/** The same in HTML: a paragraph for each stretch between empty lines. */
export const KeepingLines: FC<{ text: string }> = ({ text }) => (
  <>
    {linesOf(text)
      .join('\n')
      .split(/\n\s*\n/)
      .map((paragraph) => (
        <p style={style.paragraph}>
          {paragraph.split('\n').flatMap((line, index) => (index > 0 ? [<br />, line] : [line]))}
        </p>
      ))}
  </>
);

/** Mail programs read styles on the elements only. */
export const style = {
  body: 'margin:0;padding:0;background:#ffffff;color:#0b0c0c;font-family:arial,sans-serif;font-size:16px;line-height:1.45;',
  frame: 'width:100%;max-width:640px;margin:0 auto;',
  h1: 'font-size:24px;line-height:1.25;margin:24px 0 12px;',
  h2: 'font-size:20px;line-height:1.3;margin:28px 0 12px;padding-top:10px;border-top:2px solid #12436d;',
  title: 'font-size:17px;font-weight:bold;margin:18px 0 2px;',
  p: 'margin:0 0 6px;',
  paragraph: 'margin:0 0 12px;overflow-wrap:anywhere;',
  quiet: 'margin:0 0 6px;color:#484949;font-size:14px;',
  link: 'color:#1a65a6;',
  standing: 'margin:0 0 6px;padding-left:8px;border-left:4px solid #a33b00;font-weight:bold;',
  notice: 'margin:0;padding:8px 12px;background:#fff7d1;font-weight:bold;',
  foot: 'margin:32px 0 6px;padding-top:10px;border-top:1px solid #b1b4b6;',
};

/**
 * The text part: heading, blocks, the sentence that nobody watches, and below RFC 3676's signature
 * line what mail programs cut off from an answer.
 */
function textOf(
  subject: string,
  place: MailPlace,
  given: { text: string[]; ways: MailWay[] },
): string {
  return [
    wrapped(subject),
    ...(place.isDemonstration ? [demonstrationNotice] : []),
    ...given.text,
    wrapped(notMonitored),
    [
      '-- ',
      `Skylark: ${place.baseUrl}`,
      ...given.ways.map(({ text, url }) => `${text}: ${url}`),
    ].join('\n'),
  ].join('\n\n');
}

/** The HTML part: plain and light, no images, nothing fetched from anywhere. */
async function htmlOf(
  subject: string,
  place: MailPlace,
  given: { html: Child; ways: MailWay[] },
): Promise<string> {
  const html = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </head>
      <body style={style.body}>
        <table role="presentation" style={style.frame} cellpadding="0" cellspacing="0">
          <tbody>
            <tr>
              <td style="padding:0 16px;">
                {place.isDemonstration && <p style={style.notice}>{demonstrationNotice}</p>}
                <h1 style={style.h1}>{subject}</h1>
                {given.html}
                <p style={style.foot}>{notMonitored}</p>
                <p style={style.quiet}>
                  <a href={place.baseUrl} style={style.link}>
                    Skylark
                  </a>
                  {given.ways.flatMap(({ link, url }) => [
                    ' · ',
                    <a href={url} style={style.link}>
                      {link}
                    </a>,
                  ])}
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

/**
 * A mail: frame, style, foot and wrapping, the same for all.
 *
 * @param given.text blocks of the text part, wrapped already
 * @param given.html the same for the HTML part
 */
export async function mailPage(
  place: MailPlace,
  given: { subject: string; text: string[]; html: Child; ways?: MailWay[] },
): Promise<MailParts> {
  const { subject, text, html, ways = [] } = given;
  return {
    subject,
    text: textOf(subject, place, { text, ways }),
    html: await htmlOf(subject, place, { html, ways }),
  };
}

/** A paragraph of a letter: words, or words that lead to an address. */
export type Paragraph = string | { link: string; url: string };

/** A mail of a few paragraphs. */
export const letterPage = (
  place: MailPlace,
  given: { subject: string; paragraphs: Paragraph[]; ways?: MailWay[] },
): Promise<MailParts> =>
  mailPage(place, {
    ...given,
    text: given.paragraphs.map((one) =>
      typeof one === 'string' ? keepingLines(one) : `${wrapped(`${one.link}:`)}\n${one.url}`,
    ),
    html: given.paragraphs.map((one) =>
      typeof one === 'string' ? (
        <KeepingLines text={one} />
      ) : (
        <p style={style.paragraph}>
          <a href={one.url} style={style.link}>
            {one.link}
          </a>
        </p>
      ),
    ),
  });
