import { isLoopback } from '../../fetch/address-guard.ts';
import { readProofpoint } from './read-proofpoint.ts';

/** Wrappings one inside another: a newsletter's, then that of whoever guards the mailbox. */
const mostLayers = 6;

const isAddress = (text: string): boolean =>
  /^https?:\/\/[^/\s]+/i.test(text) && URL.canParse(text) && !/\s/.test(text);

/** Percent-encoding undone, as often as it was put on: at most twice. */
function decoded(text: string): string {
  let plain = text;
  for (let time = 0; time < 2 && /%[0-9a-f]{2}/i.test(plain) && !isAddress(plain); time += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
  }
  return plain;
}

/** The first web address in a text, or in the JSON that it is, whose strings may be JSON again. */
function addressInside(text: string): string | null {
  const plain = text.replace(/\\+u0026/gi, '&').replace(/\\+/g, '');
  const found = /https?:\/\/[^\s"'<>]+/i.exec(plain)?.[0];
  return found && isAddress(found) ? found : null;
}

/** Text in base64, plain or for addresses (RFC 4648); null when it is none, or no text. */
function fromBase64(text: string): string | null {
  if (text.length < 16 || !/^[\w+/-]+={0,2}$/.test(text)) return null;
  const plain = Buffer.from(text, 'base64').toString('utf8');
  return /^[\x20-\x7e\s]+$/.test(plain) ? plain : null;
}

/** An address in base64, alone or in JSON, also as one part of a token ("header.payload.signature"). */
function addressInBase64(text: string, depth = 0): string | null {
  for (const part of text.split('.')) {
    const plain = fromBase64(part);
    if (plain === null) continue;
    // Some wrap base64 in base64.
    const found =
      addressInside(decoded(plain)) ?? (depth < 1 ? addressInBase64(plain, depth + 1) : null);
    if (found) return found;
  }
  return null;
}

/** Words in the path of what leads on: `/ls/click`, `/CL0/…`, `/redirect`. */
const leadingPath =
  /(?:^|\/)(?:cl\d|l\d|ls|wf|click|clicks|clicktime(?:\.php)?|track|tracking|trk|redirect(?:or)?|redir|r|url|link|links|lnk|l\.php|out|goto|e1t|ctc|ss|safelinks|atp-safelinks\.html|wis|linkscan|scan|tn\.jsp|open-?link)(?:\/|$)/i;
/** Hosts set apart for it: "click.e.partnership.org.uk", "gbr01.safelinks.protection.outlook.com". */
const leadingHost =
  /(?:^|\.)(?:click|clicks|click\d+|clicktime|track|tracking|trk|links?|links?-\d+|lnks?|url\d*|urldefense|urlprotect|url-protection|linkprotect|link-protect|linkscan|safelinks?|protect\d?|protection|secure-web|atpscan|redirect|redir|slack-redir|awstrack|mandrillapp|hubspotlinks|sendgrid|mkt|svc|pstmrk|mjt|exct|email|mail|em\d+|go|l|t|e|r|ct|out|checkpoint|fireeye|mimecast)\./i;

/** Searches, shares and archives name an address without leading to it. */
const notLeading = /(?:^|\.)(?:archive\.org|translate\.goog|translate\.google\.\w+|w3\.org)$/i;

const leads = ({ hostname, pathname }: URL): boolean =>
  !notLeading.test(hostname) &&
  (leadingHost.test(`${hostname}.`) ||
    leadingPath.test(pathname) ||
    (/^www\.google\./i.test(hostname) && pathname === '/url'));

/** An address between the two marks of Check Point and Proofpoint: "___https://…___". */
const betweenMarks = ({ href }: URL): string | null =>
  /___(https?:\/\/.+?)___/i.exec(href)?.[1] ?? null;

/** GovDelivery's older links have it behind three ampersands. */
const behindAmpersands = ({ href }: URL): string | null =>
  /&&&(https?:.+)$/i.exec(href)?.[1] ?? null;

/** A part of the path that is a whole address in percent-encoding ("/CL0/https:%2F%2Fwww…/1/"). */
function inPath({ pathname, search }: URL): string | null {
  const parts = pathname.split('/').filter(Boolean);
  const whole = parts.map(decoded).find(isAddress);
  if (whole) return whole;
  // Written out, it is the rest of the path with the question.
  const rest = /\/(https?:\/{1,2}[^/]+.*)$/i.exec(pathname)?.[1];
  return rest ? `${rest.replace(/^(https?:)\/{1,2}/i, '$1//')}${search}` : null;
}

/** A parameter that is an address, the usual names first. */
const usualNames =
  /^(?:url|u|a|o|q|target|targeturl|to|link|href|redirect|redirect_?url|dest|destination|goto|r|d)$/i;

function inParameters({ searchParams }: URL): string | null {
  const values = [...searchParams].map(([name, value]) => ({ name, value: decoded(value) }));
  const whole = values.filter(({ value }) => isAddress(value));
  return (whole.find(({ name }) => usualNames.test(name)) ?? whole[0])?.value ?? null;
}

/** Somewhere in base64: what looks like that and holds an address is never anything else. */
function inBase64({ pathname, searchParams }: URL): string | null {
  const parts = [...pathname.split('/'), ...[...searchParams].map(([, value]) => value)];
  for (const part of parts) {
    const found = addressInBase64(decoded(part));
    if (found) return found;
  }
  return null;
}

/** What an address leads to by its own words; null when it does not say. */
function insideOf(address: URL): string | null {
  const proofpoint = readProofpoint(address);
  if (proofpoint) return proofpoint;
  const marked = betweenMarks(address) ?? behindAmpersands(address);
  if (marked) return marked;
  const said = leads(address) ? (inPath(address) ?? inParameters(address)) : null;
  return said ?? inBase64(address);
}

/**
 * Where a link of a mail leads, as far as it says so itself: what services that count clicks or
 * guard mailboxes have wrapped around it is taken off, layer by layer. What keeps it to itself
 * comes back as it is, and is followed when it is read.
 *
 * @param url an absolute web address. Never throws.
 */
export function unwrapLink(url: string): string {
  let unwrapped = url;
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const inside = insideOf(new URL(unwrapped));
    // What leads into the mail's own machine is no publication, and no reason to leave the wrapper.
    if (!inside || !isAddress(inside) || isLoopback(new URL(inside).hostname)) return unwrapped;
    unwrapped = new URL(inside).href;
  }
  return unwrapped;
}
