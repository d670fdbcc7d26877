/** One message to one person, always with a text part. */
export interface Message {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Angle brackets included. The same when a message is sent again after a crash. */
  messageId?: string;
  /** For RFC 8058 one-click unsubscribe: the address that takes the POST. */
  unsubscribeUrl?: string;
  /** RFC 2919: "Published learning <digest.skylark.example.org>". */
  listId?: string;
}

/** Hands messages to the mail server. */
export interface Mailer {
  /** False when no mail server is set: `send` then always fails, and pages say so. */
  readonly isConfigured: boolean;
  /** Resolves once the server accepted the message. @throws {DeliveryFailure} */
  send(message: Message): Promise<void>;
  /** Ends all connections; what is under way fails, and may or may not have been taken. */
  close(): Promise<void>;
}
