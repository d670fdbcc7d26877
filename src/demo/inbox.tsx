import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { raw } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '#shared/clock.ts';
import { demonstrationNotice } from '#shared/notices.ts';

interface Received {
  at: Date;
  to: string;
  mail: ParsedMail;
}

export interface Inbox {
  smtpUrl: string;
  url: string;
  received: readonly Received[];
  close(): Promise<void>;
}

const Frame = ({ title, children }: { title: string; children?: unknown }) => (
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
        <p class="notice">{demonstrationNotice} This inbox stands in for everybody’s mail.</p>
        <main>{children}</main>
      </body>
    </html>
  </>
);

const style =
  'body{font:17px/1.5 arial,sans-serif;margin:0;color:#0b0c0c}main{max-width:46rem;margin:0 auto;padding:1rem}' +
  '.notice{background:#fff7d1;margin:0;padding:.5rem 1rem;font-weight:bold}li{margin:0 0 .75rem}a{color:#1a65a6}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f3f3;padding:1rem}iframe{width:100%;height:40rem;border:1px solid #b1b4b6}';

const addresses = (mail: ParsedMail) =>
  (Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : []).map(({ text }) => text).join(', ');

/** A mail server that keeps what it gets, and a page on which to read it. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the page, its routes and the server of one small program
export async function openInbox(given: { port?: number; clock: Clock }): Promise<Inbox> {
  const received: Received[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream)
        .then((mail) => {
          received.unshift({ at: given.clock(), to: addresses(mail), mail });
          done();
        })
        .catch((error: Error) => done(error));
    },
  });
  await new Promise<void>((ready) => {
    smtp.listen(0, '127.0.0.1', () => ready());
  });
  const smtpPort = (smtp.server.address() as { port: number }).port;

  const app = new Hono()
    .get('/messages/:number/html', (c) => {
      const found = received[received.length - Number(c.req.param('number'))];
      if (!found?.mail.html) return c.notFound();
      // The message brings its own inline styles and nothing else: before the headers of all pages,
      // which would forbid them.
      return c.body(found.mail.html, 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
    })
    .use(
      secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          frameSrc: ["'self'"],
        },
        xFrameOptions: 'SAMEORIGIN',
      }),
    )
    .get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css' }))
    .get('/', (c) =>
      c.html(
        <Frame title="Inbox">
          <h1>Inbox</h1>
          {received.length === 0 && <p>No mail has been sent yet.</p>}
          <ul>
            {received.map(({ mail, to, at }, index) => (
              <li>
                <a href={`/messages/${received.length - index}`}>{mail.subject}</a>
                <br />
                To {to}, {at.toLocaleTimeString('en-GB')}
              </li>
            ))}
          </ul>
        </Frame>,
      ),
    )
    .get('/messages/:number', (c) => {
      const found = received[received.length - Number(c.req.param('number'))];
      if (!found) return c.notFound();
      const { mail, to } = found;
      return c.html(
        <Frame title={mail.subject ?? 'Message'}>
          <p>
            <a href="/">Inbox</a>
          </p>
          <h1>{mail.subject}</h1>
          <p>To {to}</p>
          {mail.html && (
            <>
              <h2>As it looks</h2>
              <iframe
                src={`/messages/${c.req.param('number')}/html`}
                title="The message as it looks"
                sandbox=""
              />
            </>
          )}
          <h2>As text</h2>
          <pre>{linked(mail.text ?? '')}</pre>
        </Frame>,
      );
    });

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const starting = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: given.port ?? 0 }, () =>
      resolve(starting),
    );
  });
  const address = server.address() as { port: number };
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    url: `http://127.0.0.1:${address.port}`,
    received,
    close: async () => {
      await new Promise<void>((closed) => {
        server.close(() => closed());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await new Promise<void>((closed) => {
        smtp.close(() => closed());
      });
    },
  };
}

/** Addresses in plain text as links, so that a sign-in link can be followed. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/\S*[^\s.,;:)])/)
    .map((part) => (/^https?:/.test(part) ? <a href={part}>{part}</a> : part));
}
