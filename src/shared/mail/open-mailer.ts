import { setMaxListeners } from 'node:events';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Config } from '#shared/config.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import type { Mailer, Message } from './mailer.ts';
import { type Conversation, ConversationFailure, openConversation } from './smtp-conversation.ts';
import { type SmtpLimits, smtpLimits } from './smtp-limits.ts';

/** Messages over one connection, and milliseconds that one is kept for the next message. */
const mostMessages = 100;
const keptFor = 20_000;

const notSet: Mailer = {
  isConfigured: false,
  async send() {
    throw new DeliveryFailure('No mail server is set (SMTP_URL), so no mail can be sent.', {
      fault: 'server',
    });
  },
  async close() {},
};

function headersOf({ unsubscribeUrl, listId }: Message): Record<string, string> {
  return {
    // RFC 3834: nobody's out-of-office message answers it.
    'Auto-Submitted': 'auto-generated',
    ...(listId ? { 'List-Id': listId } : {}),
    ...(unsubscribeUrl
      ? {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          // RFC 8058: one click, by POST.
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
      : {}),
  };
}

/** A message as it goes over the wire, and its envelope. */
async function composed(from: string, message: Message) {
  const { to, subject, text, html, messageId } = message;
  const mail = new MailComposer({
    from,
    to,
    subject,
    text,
    ...(html ? { html } : {}),
    ...(messageId ? { messageId } : {}),
    headers: headersOf(message),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = mail.getEnvelope();
  return { content: await mail.build(), envelope: { from: envelope.from || '', to } };
}

/** Connections that are kept for a moment, so that many messages need few. */
function openConnections(url: string, limits: SmtpLimits) {
  const idle = new Map<Conversation, NodeJS.Timeout>();
  const over = new AbortController();
  // As many as there are connections: no leak.
  setMaxListeners(0, over.signal);

  function takeKept(): Conversation | null {
    for (const [conversation, timer] of idle) {
      idle.delete(conversation);
      clearTimeout(timer);
      if (conversation.isOpen) return conversation;
    }
    return null;
  }

  return {
    /** One that is kept, or a new one. */
    take: async (isNew: boolean): Promise<Conversation> =>
      (isNew ? null : takeKept()) ?? (await openConversation(url, limits, over.signal)),
    giveBack(conversation: Conversation) {
      if (!conversation.isOpen) return;
      if (conversation.messages >= mostMessages) return conversation.quit();
      const timer = setTimeout(() => {
        idle.delete(conversation);
        if (conversation.isOpen) conversation.quit();
      }, keptFor);
      idle.set(conversation, timer.unref());
    },
    close() {
      for (const timer of idle.values()) clearTimeout(timer);
      idle.clear();
      over.abort();
    },
  };
}

/**
 * Opens the way to the mail server that the settings name.
 *
 * @param limits how long the server has for its answers; shorter only in tests
 */
export function openMailer(
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  limits: SmtpLimits = smtpLimits,
): Mailer {
  if (!config.smtpUrl) return notSet;
  const connections = openConnections(config.smtpUrl, limits);

  async function sendOver(isNew: boolean, mail: Awaited<ReturnType<typeof composed>>) {
    const conversation = await connections.take(isNew);
    const wasUsed = conversation.messages > 0;
    try {
      await conversation.send(mail.envelope, mail.content);
      return true;
    } catch (error) {
      // A server may drop a connection that was kept: nothing of the message was out yet.
      if (wasUsed && error instanceof ConversationFailure && error.isBeforeContent) return false;
      throw error;
    } finally {
      connections.giveBack(conversation);
    }
  }

  return {
    isConfigured: true,
    async send(message) {
      const mail = await composed(config.mailFrom, message);
      if (!(await sendOver(false, mail))) await sendOver(true, mail);
    },
    async close() {
      connections.close();
    },
  };
}
