import { ImapFlow } from 'imapflow';
import type { Source } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { type Connector, readingOf, type Tools } from '../connector.ts';
import { linksOfMail, type Mail } from './links-of-mail.ts';

/** Mails of one visit, newest last; a shared mailbox of years is taken in several. */
const mostMails = 500;
const mostBytes = 10 * 1_048_576;
/** A first visit reaches back this far, later ones overlap by a few days. */
const firstReach = 90;
const overlap = 3;
const day = 86_400_000;

/** The mailbox of the settings, when the source is a folder of it. */
function accountOf(source: Source, { credentials }: Tools) {
  if (!credentials.mailboxUrl) {
    throw new SourceFailure(
      'unsupported',
      'No mailbox is set up. An administrator gives its address in the setting MAILBOX_URL.',
    );
  }
  const account = new URL(credentials.mailboxUrl);
  const asked = new URL(source.url);
  // A password goes only where the administrator said, whatever address a source has.
  if (asked.hostname !== account.hostname) {
    throw new SourceFailure(
      'private-address',
      `Only the mailbox at ${account.hostname} may be read (the setting MAILBOX_URL).`,
    );
  }
  const isSecure = account.protocol === 'imaps:';
  return {
    host: account.hostname,
    port: Number(account.port) || (isSecure ? 993 : 143),
    secure: isSecure,
    user: decodeURIComponent(account.username),
    pass: decodeURIComponent(account.password),
    folder: decodeURIComponent(asked.pathname.replace(/^\/+/, '')) || 'INBOX',
  };
}

function failureOf(error: unknown, host: string, folder: string): SourceFailure {
  const fault = error as Error & { authenticationFailed?: boolean; responseText?: string };
  if (fault.authenticationFailed) {
    return new SourceFailure('refused', `${host} did not accept the user name and password.`, {
      cause: error,
    });
  }
  const said = fault.responseText ?? fault.message;
  return new SourceFailure('unreachable', `${folder} at ${host} could not be read: ${said}.`, {
    cause: error,
  });
}

type Account = ReturnType<typeof accountOf>;

function openClient({ host, port, secure, user, pass }: Account): ImapFlow {
  const client = new ImapFlow({
    host,
    port,
    secure,
    auth: { user, pass },
    // A password never travels in the clear, but to this machine itself.
    doSTARTTLS: !secure && !/^(127\.|localhost$|\[::1\]$)/.test(host),
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
  // Without a listener a fault after connecting would end the process.
  client.on('error', () => undefined);
  return client;
}

/** The numbers of the mails since the last visit. @throws {SourceFailure} when they are too many for one */
async function findMails(client: ImapFlow, source: Source, folder: string, now: Date) {
  const from = source.lastSucceededAt ?? now;
  const reach = source.lastSucceededAt ? overlap : firstReach;
  const since = new Date(from.getTime() - reach * day);
  const found = (await client.search({ since }, { uid: true })) || [];
  if (found.length > mostMails) {
    throw new SourceFailure(
      'too-large',
      `${folder} has ${found.length} mails since the last visit, more than the ${mostMails} that one visit reads. File the newsletters in a folder of their own.`,
    );
  }
  return found;
}

async function readMail(client: ImapFlow, uid: number, { readers }: Tools): Promise<Mail | null> {
  const message = await client.fetchOne(
    String(uid),
    { source: { maxLength: mostBytes } },
    { uid: true },
  );
  if (message === false || !message.source) return null;
  return linksOfMail(new Uint8Array(message.source), readers);
}

/**
 * A folder of a mailbox by IMAP: what its newsletters link to. It is opened for reading only; no
 * mail is marked, moved or kept.
 */
export const mailboxConnector: Connector = {
  kind: 'mailbox',
  recognise: ({ protocol, href }) =>
    /^imaps?:$/.test(protocol) ? { url: href, query: null } : null,
  async read(source, tools) {
    const account = accountOf(source, tools);
    const { host, folder } = account;
    const client = openClient(account);
    const mails: Mail[] = [];
    try {
      await client.connect();
      await client.mailboxOpen(folder, { readOnly: true });
      for (const uid of await findMails(client, source, folder, tools.clock())) {
        const mail = await readMail(client, uid, tools);
        if (mail) mails.push(mail);
      }
    } catch (error) {
      throw error instanceof SourceFailure ? error : failureOf(error, host, folder);
    } finally {
      client.close();
    }
    return readingOf({
      offers: mails.flatMap(({ offers }) => offers),
      warnings: mails
        .filter(({ offers }) => offers.length === 0)
        .map(({ subject }) => `“${subject}” links to nothing new.`),
      found: `The folder ${folder}: ${mails.length} ${mails.length === 1 ? 'mail' : 'mails'}.`,
    });
  },
};
