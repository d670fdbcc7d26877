import type { DeliveryFault } from '#shared/errors.ts';

/** How far a message had come. */
export type Stage =
  | 'connection'
  | 'greeting'
  | 'hello'
  | 'encryption'
  | 'sign-in'
  | 'sender'
  | 'recipient'
  | 'message'
  | 'end';

/** What the mail server said, or that it said nothing. */
export interface Refusal {
  stage: Stage;
  /** The three digits of RFC 5321, 4.2; null: no answer came. */
  code: number | null;
  /** All that it answered, line by line as it came. */
  reply: string;
}

/** Of RFC 3463: "there is no such address". 5.1.7 and 5.1.8 are the sender's, 5.1.5 means that it is valid. */
const addressCodes = new Set(['5.1.0', '5.1.1', '5.1.2', '5.1.3', '5.1.4', '5.1.6', '5.1.10']);
/** "Mailbox disabled, not accepting messages". */
const disabledCode = '5.2.1';

/** Words of an answer that is about us or about the moment, whatever its code says. */
const notTheAddress =
  /\b(sender|relay(ing)?|spam(my|ming)?|spf|dkim|dmarc|polic(y|ies)|block(ed|list|listed|ing)?|black ?list(ed)?|rbl|dnsbl|reputation|rate|quota|full|storage|grey ?list(ed)?|too (many|much|fast|quickly)|temporar(y|ily)|try again|helo|reverse dns|authenticat\w*|encrypt\w*)\b/i;
/** Without a code of RFC 3463, only words that can mean nothing else end a subscription. */
const noSuchAddress =
  /\b(user|recipient|mailbox|address|account|addressee)\b.{0,40}\b(unknown|not (found|exist|known|valid|a valid)|doesn['’]t exist|does not exist|invalid|disabled|inactive|deactivated|closed|no longer)\b|\b(unknown|invalid|no such|non-?existent) (local )?(user|recipient|mailbox|address|account|person|part)\b|\bno (mailbox|user|account) (here|by|of|with)\b|\bnot our customer\b/i;

const linesOf = (reply: string) => reply.split(/\r?\n/);
const digits = /^\d{3}[ -]?/;
const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?= |$)/;

const enhancedCodeOf = (reply: string): string | null =>
  linesOf(reply)
    .map((line) => enhanced.exec(line.replace(digits, ''))?.[1])
    .find((code) => code !== undefined) ?? null;

/** An answer's own words: no codes, and neither addresses nor links, which may contain any word. */
const wordsOf = (reply: string): string =>
  linesOf(reply)
    .map((line) => line.replace(digits, '').replace(enhanced, ''))
    .join(' ')
    .replace(/<[^>]*>|\S+@\S+|https?:\S+/g, ' ');

/** Whether a refusal says that there is no such mailbox: the only one that is about the recipient. */
function isOfRecipient({ stage, code, reply }: Refusal): boolean {
  if (stage !== 'recipient' || code === null || code < 500) return false;
  const words = wordsOf(reply);
  if (notTheAddress.test(words)) return false;
  const detail = enhancedCodeOf(reply);
  if (detail) return addressCodes.has(detail) || detail === disabledCode;
  return (code === 550 || code === 551 || code === 553) && noSuchAddress.test(words);
}

/** Before a recipient is named, whatever goes wrong would go wrong for all. */
const beforeRecipient = new Set<Stage>([
  'connection',
  'greeting',
  'hello',
  'encryption',
  'sign-in',
  'sender',
]);
/** "Service not available" (RFC 5321), "host takes no mail" (RFC 7504), "authenticate first", "encrypt first" (RFC 4954, 3207). */
const ofTheServer = new Set([421, 521, 530, 534, 535, 538]);

/**
 * Who is at fault. In doubt never the recipient: a subscription that is ended wrongly is worse than
 * some days of trying.
 */
export function faultOf(refusal: Refusal): DeliveryFault {
  const { stage, code } = refusal;
  if (beforeRecipient.has(stage) || (code !== null && ofTheServer.has(code))) return 'server';
  return isOfRecipient(refusal) ? 'recipient' : 'message';
}

/** How a refusal of the recipient begins. */
export const noSuchMailbox = 'The mail server says that there is no such mailbox';

const said: Record<Stage, string> = {
  connection: 'The mail server cannot be reached',
  greeting: 'The mail server does not want to speak with Skylark',
  hello: 'The mail server does not want to speak with Skylark',
  encryption: 'No encrypted connection to the mail server can be made',
  'sign-in': 'The mail server does not accept the name and password of the settings (SMTP_URL)',
  sender: 'The mail server does not let Skylark send from the address of the settings (MAIL_FROM)',
  recipient: 'The mail server did not take this recipient',
  message: 'The mail server did not take the message',
  end: 'The mail server did not say that it took the message',
};

/** Longest stretch of an answer that is shown. */
const most = 300;

/** A refusal as a sentence, with the server's own words. @param silence what happened, when it said nothing */
export function sayRefusal(refusal: Refusal, silence: string): string {
  const { stage, code, reply } = refusal;
  const beginning = faultOf(refusal) === 'recipient' ? noSuchMailbox : said[stage];
  if (code === null) return `${beginning}: ${silence}.`;
  const words = linesOf(reply)
    .map((line) => line.replace(digits, ''))
    .join(' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a server may answer anything
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  const shown = words.length > most ? `${words.slice(0, most)}…` : words;
  return `${beginning}: it answered ${code}${shown ? ` “${shown}”` : ''}.`;
}
