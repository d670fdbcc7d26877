import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface SmtpInbox {
  url: string;
  messages: ParsedMail[];
  /** Answers to recipients that are refused: address to SMTP code, or to all of the answer. */
  refusing: Map<string, number | string>;
}

/** A real mail server on loopback that keeps what it gets, closed when the test ends. */
export async function smtpInbox(): Promise<SmtpInbox> {
  const inbox: SmtpInbox = { url: '', messages: [], refusing: new Map() };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const answer = inbox.refusing.get(address);
      if (!answer) return done();
      const [, code, words] = /^(\d{3})(?: (.*))?$/.exec(String(answer)) ?? [];
      done(Object.assign(new Error(words ?? 'refused'), { responseCode: Number(code) }));
    },
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        inbox.messages.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', () => ready());
  });
  inbox.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
      }),
  );
  return inbox;
}
