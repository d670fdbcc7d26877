import { minute, second } from '#shared/text/durations.ts';

/**
 * Milliseconds that a mail server has for its answers: RFC 5321, 4.5.3.2, which says how long a
 * client should wait at least. A server that took the message may be slow to say so (it looks for
 * viruses, it asks others): who hangs up before ten minutes are over sends a second copy.
 */
export const smtpLimits = {
  /** TCP, where RFC 5321 says nothing. */
  connection: 30 * second,
  /** 220 (4.5.3.2.1: five minutes), EHLO and, if need be, STARTTLS. */
  greeting: 5 * minute,
  signIn: 5 * minute,
  /** MAIL (five minutes), RCPT (five) and DATA (two): 4.5.3.2.2 to 4.5.3.2.4. */
  envelope: 12 * minute,
  /** A block of the message (4.5.3.2.5): ours are small. */
  content: 3 * minute,
  /** The answer to the end of DATA (4.5.3.2.6). */
  end: 10 * minute,
  /** RSET, when a message was not taken. */
  reset: 5 * minute,
};

export type SmtpLimits = typeof smtpLimits;

/** The longest that the sending of one message can take. */
export const longestSending = (limits: SmtpLimits = smtpLimits): number =>
  Object.values(limits).reduce((sum, limit) => sum + limit, 0);
