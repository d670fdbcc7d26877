import { createTransport } from 'nodemailer';
import type { Config } from '#shared/config.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import type { Mailer } from './mailer.ts';

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** 5xx answers to the recipient or the message are for good; all else may pass. */
function failureOf(error: SmtpError): DeliveryFailure {
  const code = error.responseCode;
  const permanent = code !== undefined && code >= 500 && code !== 535 && code !== 530;
  const said = code === undefined ? error.message : `it answered ${code}`;
  return new DeliveryFailure(
    `The mail server did not take the message: ${said}.`,
    permanent,
    error,
  );
}

const notSet: Mailer = {
  isConfigured: false,
  async send() {
    throw new DeliveryFailure('No mail server is set (SMTP_URL), so no mail can be sent.', false);
  },
  async close() {},
};

/** Opens the way to the mail server that the settings name. */
export function openMailer(config: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mailer {
  if (!config.smtpUrl) return notSet;
  const transport = createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    isConfigured: true,
    async send({ to, subject, text, html, messageId, unsubscribeUrl }) {
      try {
        await transport.sendMail({
          from: config.mailFrom,
          to,
          subject,
          text,
          ...(html ? { html } : {}),
          ...(messageId ? { messageId } : {}),
          ...(unsubscribeUrl
            ? {
                headers: {
                  'List-Unsubscribe': `<${unsubscribeUrl}>`,
                  // RFC 8058: one click, by POST.
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                },
              }
            : {}),
        });
      } catch (error) {
        throw failureOf(error as SmtpError);
      }
    },
    async close() {
      transport.close();
    },
  };
}
