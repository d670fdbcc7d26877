import { canonicalAddress } from '#shared/text/address.ts';

/** What stands in front of what to do, and behind it. */
const before =
  '(?:(?:please |you can |if you (?:wish|want|would like) to )?(?:click|tap|press)(?: on)?(?: here| this link)?(?: to| if you)? |to |you can |or |and )?';
const ofMails =
  '(?:(?:from|to|for|of|via|in|at|any|all|this|these|our|your|the|future|further|receiving|mailing|marketing|weekly|monthly) )*(?:list|lists|e-?mails?|mails?|mailings?|messages?|newsletters?|bulletins?|updates?|alerts?|notifications?|communications?|service|topics?)';
const here = '(?: (?:here|now|instantly|safely|at any time|with one click|anytime))?';

const whole = (...labels: string[]) => new RegExp(`^(?:${labels.join('|')})$`, 'i');

/**
 * Labels that mails have for themselves. A label counts as a whole: a title that has such a word in
 * it ("Privacy and information sharing") is a title.
 */
const labels = [
  whole(
    `${before}(?:un-?subscribe|opt[ -]?out|sign me off|stop receiving)(?: ${ofMails})?${here}`,
    `(?:un-?subscribe|opt[ -]?out)(?: (?:or|and|\\/|\\|) .*(?:preferences|settings|profile|subscriptions?))?`,
    `${before}(?:manage|update|change|edit|set|view|review|amend)(?: (?:my|your|the|all|email|e-?mail|mail|subscription|subscriber|newsletter|communication|contact|marketing|notification))* (?:preferences|subscriptions?|settings|details|profile|choices|options|address)${here}`,
    '(?:my |your )?(?:email |e-?mail |subscription |subscriber |communication |contact )?(?:preferences|preference centre|settings|profile|subscriptions?)',
    `${before}(?:log ?in|sign in|delete|close)(?: to)?(?: (?:my|your|the))?(?: (?:profile|account))?${here}`,
    `${before}(?:subscribe|sign up|join)(?: (?:to|for|here|now|our|us|this|the|mailing|list|newsletter|bulletin|updates|email|e-?mail|emails|alerts))*`,
  ),
  whole(
    `${before}(?:view|read|open|see|show)(?: (?:this|it|the|our|your|in|on|as|a|an|full))*(?: (?:e-?mail|message|newsletter|bulletin|mail|issue|version|web ?page|web ?version|page))*(?: (?:in|on|as|with)(?: (?:a|an|your|the|my|web))* (?:web ?browser|browser|web|online|web ?page|page|website))${here}`,
    '(?:view|read|see) (?:this |it |the )?(?:e-?mail |newsletter |bulletin |message )?(?:online|web version|in browser)',
    '(?:view (?:the )?)?(?:web|online|browser|html|mobile|text|plain text)[ -]?version',
    '(?:email |mail )?not displaying (?:correctly|properly)\\??.*',
    "(?:having )?trouble (?:viewing|reading) this .*|can(?:'|’)?t (?:see|read) this .*",
  ),
  whole(
    '(?:forward|share|send|email|tweet|post|print)(?: (?:this|to|it|on|via|by|with|the|a|an|your))*(?: (?:e-?mail|newsletter|bulletin|message|page|friend|friends|colleague|colleagues|colleagues?))*(?: (?:to|on|via|with|by) (?:a |your |an )?(?:friend|friends|colleague|colleagues|facebook|twitter|x|linkedin|whatsapp|e-?mail|network))?',
    '(?:(?:follow|find|like|join|connect with|visit|watch|see|share)(?: (?:us|this|me|on|at|our|page|it))* )?(?:facebook|twitter|x|linkedin|linked in|instagram|youtube|you ?tube|bluesky|bsky|whatsapp|threads|tiktok|flickr|vimeo|mastodon)(?: (?:page|icon|logo|channel|link|account|profile|share|button))?',
    '(?:follow|find|like|connect with) us(?: on social media)?|social media',
    'add (?:us )?to (?:your )?(?:address book|contacts|safe senders?(?: list)?)',
  ),
  whole(
    '(?:our |view (?:our )?|read (?:our )?|see (?:our )?)?(?:privacy|cookies?|data protection|website|email|e-?mail)(?: (?:and|&) (?:privacy|cookies?|data protection))?(?: (?:policy|policies|notice|statement|information|settings|preferences))?',
    '(?:our )?(?:terms|conditions|terms (?:and|&) conditions|terms of (?:use|service)|disclaimer|accessibility(?: statement)?|legal(?: notice)?|imprint|copyright)',
    '(?:visit )?(?:our |the |my )?(?:home|home ?page|website|web ?site)|contact(?: us)?|about(?: us)?|help|support|faqs?|questions\\??|e-?mail us|get in touch|why did i get this\\??|report (?:spam|abuse)|powered by .{1,40}',
  ),
];

/** What is longer is a sentence about something. */
const longestLabel = 120;

/** The title of a link that is the mail's own, not one of what it tells of. */
export const isOwnLabel = (title: string): boolean => {
  const label = title
    .replace(/\s+/g, ' ')
    .replace(/^[\W_]+|[^\w)?]+$/gu, '')
    .replace(/[.!>»]+$/, '')
    .trim();
  return label === '' || (label.length <= longestLabel && labels.some((kind) => kind.test(label)));
};

/** Where people are sent to follow or share. */
const social =
  /(?:^|\.)(?:facebook|twitter|x|linkedin|instagram|youtube|bsky|whatsapp|threads|tiktok|flickr|pinterest)\.(?:com|app|net)$|^(?:youtu\.be|wa\.me|t\.me|fb\.me)$/i;
/** A film is a publication; a channel is none. */
const film = /^\/(?:watch|embed\/|live\/|playlist|shorts\/)/;

/** Parts of addresses by which a mail is left or looked after; whole parts, not words in them. */
const ownPath =
  /\/(?:un-?subscribe|opt-?out|(?:email-?|subscription-?|manage-?)?preferences|preference-?cent(?:er|re)|manage-?subscriptions?|update-?profile|vcard|forward-?to-?a?-?friend)(?:\.\w{2,5})?(?:\/|$)/i;
/** Parts of such addresses at services that send mails; elsewhere they can be anything. */
const ownPathOfSenders =
  /^\/(?:profile|unsubscribe|about|vcard|subscribe|forward|share|abuse|open|wf\/unsubscribe|oc|asm)(?:\/|$)/i;
const senders =
  /(?:^|\.)(?:list-manage\d?\.com|campaign-archive\d?\.com|createsend\d*\.com|sendgrid\.net|govdelivery\.com|constantcontact\.com|mailerlite\.com|mlsend\.com|hubspot(?:links|email)?\.(?:com|net))$/i;
/** Mails as pages of their own, which are this mail once more. */
const thisMail = /(?:^|\.)(?:mailchi\.mp|campaign-archive\d?\.com)$/i;

/** An address that is the mail's own: where it is left, shared, or shown once more; a bare front page. */
export function isOwnAddress(url: string): boolean {
  const { hostname, pathname, searchParams } = new URL(url);
  const front = new URL(canonicalAddress(url));
  const isFilm =
    /(?:^|\.)(?:youtube\.com|youtu\.be)$/i.test(hostname) &&
    (film.test(pathname) || hostname === 'youtu.be');
  return (
    (front.pathname === '/' && front.search === '') ||
    (social.test(hostname) && !isFilm) ||
    ownPath.test(pathname) ||
    [...searchParams.keys()].some((name) => /^(?:unsubscribe|opt-?out)$/i.test(name)) ||
    (senders.test(hostname) && ownPathOfSenders.test(pathname)) ||
    (thisMail.test(hostname) && searchParams.has('e'))
  );
}
