import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '#shared/clock.ts';
import { InboxPage, MessagePage, type Received, style } from './inbox-pages.tsx';

export interface Inbox {
  smtpUrl: string;
  url: string;
  received: readonly Received[];
  close(): Promise<void>;
}

const addresses = (mail: ParsedMail) =>
  (Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : []).map(({ text }) => text).join(', ');

/** A link in a mail opens a tab of its own, as it does in a mail program. */
const inOwnTab = (html: string) =>
  html.replace(/<head\b[^>]*>/i, (head) => `${head}<base target="_blank" />`);

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
          const number = received.length + 1;
          received.unshift({ number, at: given.clock(), to: addresses(mail), mail });
          done();
        })
        .catch((error: Error) => done(error));
    },
  });
  await new Promise<void>((ready) => {
    smtp.listen(0, '127.0.0.1', () => ready());
  });
  const smtpPort = (smtp.server.address() as { port: number }).port;

  const numbered = (number: string) => received.find((one) => one.number === Number(number));
  const app = new Hono()
    .get('/messages/:number/html', (c) => {
      const found = numbered(c.req.param('number'));
      if (!found?.mail.html) return c.notFound();
      // The message brings its own inline styles and nothing else: before the headers of all pages,
      // which would forbid them.
      return c.body(inOwnTab(found.mail.html), 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox",
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
    .get('/', (c) => c.html(<InboxPage received={received} />))
    .get('/messages/:number', (c) => {
      const found = numbered(c.req.param('number'));
      return found ? c.html(<MessagePage one={found} />) : c.notFound();
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
