import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { DeliveryFailure } from '#shared/errors.ts';
import type { SmtpLimits } from './smtp-limits.ts';
import { faultOf, type Refusal, type Stage, sayRefusal } from './sort-refusal.ts';

/** What nodemailer says of an error; `command` is CONN for all that ends the connection. */
interface SmtpError extends Error {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/** Where a conversation stands: nodemailer tells the command, but not how far a silent one came. */
type Step = 'connecting' | 'signing in' | 'envelope' | 'content' | 'end';

/** A connection to the mail server over which messages go one after the other. */
export interface Conversation {
  readonly isOpen: boolean;
  /** Messages handed over so far, taken or not. */
  readonly messages: number;
  /** @throws {DeliveryFailure} */
  send(envelope: { from: string; to: string }, message: Buffer): Promise<void>;
  /** Says goodbye. */
  quit(): void;
}

/** The failure of a step, and whether the same message may go over another connection at once. */
export class ConversationFailure extends DeliveryFailure {
  readonly isBeforeContent: boolean;

  constructor(error: SmtpError, step: Step) {
    const refusal: Refusal = {
      stage: stageOf(error, step),
      code: error.responseCode || null,
      reply: error.response ?? '',
    };
    super(sayRefusal(refusal, silenceOf(error)), {
      fault: faultOf(refusal),
      isRefused: (refusal.code ?? 0) >= 500,
      cause: error,
    });
    this.isBeforeContent = step === 'envelope' && refusal.stage === 'connection';
  }
}

const stageOfCommand: [RegExp, Stage][] = [
  [/^(EHLO|HELO|LHLO)/, 'hello'],
  [/^STARTTLS/, 'encryption'],
  [/^AUTH/, 'sign-in'],
  [/^MAIL/, 'sender'],
  [/^RCPT/, 'recipient'],
];

function stageOf({ code, command = '', responseCode }: SmtpError, step: Step): Stage {
  if (step === 'signing in') return 'sign-in';
  if (step === 'end') return responseCode ? 'message' : 'end';
  if (step === 'content' || command === 'DATA' || command === 'API') return 'message';
  if (code === 'ETLS') return 'encryption';
  const named = stageOfCommand.find(([pattern]) => pattern.test(command))?.[1];
  if (named) return named;
  return step === 'connecting' && responseCode ? 'greeting' : 'connection';
}

const silences: Record<string, string> = {
  ETIMEDOUT: 'it did not answer in time',
  ECONNECTION: 'it ended the connection',
  ECONNREFUSED: 'nothing answers at its address',
  ECONNRESET: 'it broke off the connection',
  EDNS: 'its name is not known',
  ENOTFOUND: 'its name is not known',
};

const silenceOf = ({ code = '', originalCode = '', message }: SmtpError): string =>
  silences[originalCode] ?? silences[code] ?? message.replace(/[.\s]+$/, '');

const endedBy = (code: 'ETIMEDOUT' | 'ECONNECTION'): SmtpError =>
  Object.assign(new Error(code), { code, command: 'CONN' });

/** One thing asked of the server; it fails when the connection ends or its time is over. */
function openSteps(connection: SMTPConnection) {
  return function step(
    name: Step,
    limit: number,
    act: (done: (error?: Error | null) => void, goOn: (to: Step, limit: number) => void) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      let at = name;
      let timer: NodeJS.Timeout;
      const done = (error?: Error | null) => {
        clearTimeout(timer);
        connection.off('error', done);
        connection.off('end', onEnd);
        if (error) reject(new ConversationFailure(error, at));
        else resolve();
      };
      // A moment later: who closes because of an answer tells the answer next.
      const onEnd = () => setImmediate(() => done(endedBy('ECONNECTION')));
      const wait = (milliseconds: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          done(endedBy('ETIMEDOUT'));
          connection.close();
        }, milliseconds);
      };
      connection.on('error', done);
      connection.on('end', onEnd);
      wait(limit);
      act(done, (to, milliseconds) => {
        at = to;
        wait(milliseconds);
      });
    });
  };
}

/** The message as a stream that tells when the server has asked for it, and when it is all out. */
const told = (message: Buffer, onAsked: () => void, onOut: () => void): Readable =>
  Readable.from(
    (function* () {
      onAsked();
      yield message;
    })(),
    { objectMode: false },
  ).once('end', onOut);

/** Connects and signs in; hangs up where that fails. */
async function greet(
  connection: SMTPConnection,
  step: ReturnType<typeof openSteps>,
  limits: SmtpLimits,
  auth: ReturnType<typeof parseConnectionUrl>['auth'],
): Promise<void> {
  try {
    await step('connecting', limits.connection + limits.greeting, (done) =>
      connection.connect(done),
    );
    if (auth?.user && connection.allowsAuth)
      await step('signing in', limits.signIn, (done) =>
        connection.login(
          { user: auth.user, credentials: { user: auth.user ?? '', pass: auth.pass } },
          done,
        ),
      );
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Connects, and signs in where the address has a name and password.
 *
 * @param over hangs up at once, also while connecting and in the midst of a message
 * @throws {DeliveryFailure}
 */
export async function openConversation(
  url: string,
  limits: SmtpLimits,
  over: AbortSignal,
): Promise<Conversation> {
  const options = parseConnectionUrl(url);
  const connection = new SMTPConnection({
    ...options,
    connectionTimeout: limits.connection + limits.greeting,
    greetingTimeout: limits.greeting,
    // The steps below have their own limits; this one is only a last resort.
    socketTimeout: 2 * limits.end,
  });
  let isOpen = true;
  let messages = 0;
  connection.on('error', () => {
    isOpen = false;
  });
  const hangUp = () => connection.close();
  over.addEventListener('abort', hangUp);
  connection.on('end', () => {
    isOpen = false;
    over.removeEventListener('abort', hangUp);
  });
  if (over.aborted) hangUp();
  const step = openSteps(connection);
  await greet(connection, step, limits, options.auth);
  return {
    get isOpen() {
      return isOpen;
    },
    get messages() {
      return messages;
    },
    async send(envelope, message) {
      messages += 1;
      try {
        await step('envelope', limits.envelope, (done, goOn) =>
          connection.send(
            envelope,
            told(
              message,
              () => goOn('content', limits.content),
              () => goOn('end', limits.end),
            ),
            done,
          ),
        );
      } catch (error) {
        // What was not taken leaves the connection usable, if the server says so.
        if (isOpen)
          await step('envelope', limits.reset, (done) => connection.reset(done)).catch(() =>
            connection.close(),
          );
        throw error;
      }
    },
    quit: () => connection.quit(),
  };
}
