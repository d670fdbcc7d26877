import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import type { ParsedMail } from 'mailparser';
import { demonstrationNotice } from '#shared/notices.ts';

/** A mail that came in; `number` counts from the first. */
export interface Received {
  number: number;
  at: Date;
  to: string;
  mail: ParsedMail;
}

export const style = `
body{font:17px/1.5 arial,sans-serif;margin:0;color:#0b0c0c;background:#fff}
.notice{background:#fff7d1;margin:0;padding:.5rem 1rem;font-weight:bold}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem;overflow-wrap:anywhere}
a{color:#1a65a6}
ul{list-style:none;margin:0;padding:0}
.mails li{border-top:1px solid #b1b4b6}
.mails a{color:#0b0c0c;display:block;padding:.6rem .25rem;text-decoration:none}
.mails a:hover,.mails a:focus{background:#eef4fa}
.mails a:hover .subject{text-decoration:underline}
.line{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between}
.subject{display:block;font-weight:bold;overflow-wrap:anywhere}
.small{color:#505a5f;font-size:.9375rem;overflow-wrap:anywhere}
.facts{border-bottom:1px solid #b1b4b6;margin:0 0 1rem;padding:0 0 1rem}
.facts div{display:flex;flex-wrap:wrap;gap:0 .5rem}
.facts dt{color:#505a5f;min-width:4rem}
.facts dd{margin:0;overflow-wrap:anywhere}
iframe{background:#fff;border:1px solid #b1b4b6;box-sizing:border-box;height:46rem;width:100%}
pre{background:#f3f3f3;font:15px/1.5 monospace;margin:0;overflow-wrap:anywhere;padding:1rem;white-space:pre-wrap}
summary{cursor:pointer;margin:1rem 0 .5rem}
:focus-visible{outline:3px solid #1a65a6;outline-offset:2px}
`;

const Frame: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <section aria-label="Demonstration">
          <p class="notice">{demonstrationNotice} This inbox stands in for everybody’s mail.</p>
        </section>
        <main>{children}</main>
      </body>
    </html>
  </>
);

const when = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});

/** When it says that it was sent; a mail program shows that, not when it arrived. */
const sentAt = ({ mail, at }: Received) => when.format(mail.date ?? at);

const fromOf = ({ mail }: Received) => mail.from?.value[0]?.name || (mail.from?.text ?? 'Nobody');

/** The beginning of the text, as mail programs show it beside the subject. */
const beginning = ({ mail }: Received) =>
  (mail.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 90);

export const InboxPage: FC<{ received: readonly Received[] }> = ({ received }) => (
  <Frame title="Inbox">
    <h1>Inbox</h1>
    {received.length === 0 && <p>No mail has been sent yet.</p>}
    <ul class="mails">
      {received.map((one) => (
        <li>
          <a href={`/messages/${one.number}`}>
            <span class="line small">
              <span>{fromOf(one)}</span>
              <span>{sentAt(one)}</span>
            </span>
            <span class="subject">{one.mail.subject}</span>
            <span class="small">
              To {one.to}: {beginning(one)} …
            </span>
          </a>
        </li>
      ))}
    </ul>
  </Frame>
);

/** A mail as a mail program shows it: who, to whom, when, then the message as it looks. */
export const MessagePage: FC<{ one: Received }> = ({ one }) => {
  const { mail, number, to } = one;
  const text = mail.text ?? '';
  return (
    <Frame title={mail.subject ?? 'Message'}>
      <p>
        <a href="/">Inbox</a>
      </p>
      <h1>{mail.subject}</h1>
      <dl class="facts">
        <div>
          <dt>From</dt>
          <dd>{mail.from?.text}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{to}</dd>
        </div>
        <div>
          <dt>Date</dt>
          <dd>{sentAt(one)}</dd>
        </div>
      </dl>
      {mail.html ? (
        <>
          <iframe
            src={`/messages/${number}/html`}
            title="The message"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
          <details>
            <summary>As plain text, for programs that show no other</summary>
            <pre tabindex={0}>{linked(text)}</pre>
          </details>
        </>
      ) : (
        <pre>{linked(text)}</pre>
      )}
    </Frame>
  );
};

/** Addresses in plain text as links, so that a sign-in link can be followed. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/\S*[^\s.,;:)])/)
    .map((part) => (/^https?:/.test(part) ? <a href={part}>{part}</a> : part));
}
