import { createTransport } from 'nodemailer';

/** Milliseconds; whoever asks is waiting. */
const patience = 10_000;

/**
 * Connects to a mail server, greets it and signs in as the settings say. Nothing is sent.
 *
 * @throws {Error} what it answered instead
 */
export async function greetMailServer(smtpUrl: string): Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
