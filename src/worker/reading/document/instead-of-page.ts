import type { Instead } from '#shared/errors.ts';

/** What a page is instead of the publication that was asked for. */
export interface InsteadOfPage {
  kind: Instead;
  /** Told by its title: a publication of that very title is what was asked for after all. */
  byTitle: boolean;
}

/** What is looked at of a page. */
export interface SeenPage {
  /** Its title without the site's name, and its headings of the first rank. */
  titles: string[];
  /** The text as it would be kept. */
  text: string;
  /** What stands where scripts do not run. */
  noscript: string;
  asksForPassword: boolean;
  /** What its buttons say. */
  buttons: string[];
}

/** What is looked at, but for the text; taken before the page is taken apart. */
export function seenPage(document: Document): Omit<SeenPage, 'text'> {
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].slice(0, 20).flatMap((element) => {
      const text = (element.textContent || element.getAttribute('value') || '').trim();
      return text ? [text] : [];
    });
  return {
    titles: texts('title, h1'),
    noscript: texts('noscript')
      .map((text) => text.replace(/<[^<>]*>/g, ' '))
      .join(' '),
    asksForPassword: document.querySelector('input[type="password" i]') !== null,
    buttons: texts('button, input[type="submit" i], input[type="button" i], [role="button"], a'),
  };
}

interface Sign {
  kind: Instead;
  /** A whole title. */
  title?: RegExp;
  /** Words that no page has but one of this kind, of which little else remains. */
  words?: RegExp;
  /** Characters of text at most: longer pages have something to say of their own. */
  longest: number;
  /** What must be so besides, for a title. */
  and?: (page: SeenPage) => boolean;
}

/** Characters that may stand beside the words of a wall: its greeting, its footer, an id. */
const mostBeside = 450;

const acceptButton = /\b(accept|agree|allow|consent|reject|ok(ay)?|continue|got it)\b/i;
const asksForSignIn =
  /\b(?:sign|log)[ -]?in (?:to|and) (?:read|view|access|continue|see|use|download)\b|\b(?:must|need to|have to) (?:be )?(?:signed|logged|sign|log)[ -]?in\b|\bplease (?:sign|log)[ -]?in\b|\b(?:only|exclusively) (?:available )?(?:to|for) (?:our )?(?:members|subscribers)\b|\b(?:for|restricted to) members only\b/i;

const signs: Sign[] = [
  {
    kind: 'block',
    title:
      /^(?:access (?:to this (?:page|site|resource) (?:has been|is|was) )?denied|(?:error )?403\b.{0,40}|forbidden|attention required.{0,40}|just a moment\W*|please wait\W*|checking (?:your|the) (?:browser|connection).{0,60}|are you (?:a )?(?:human|robot)\W*|verify(?:ing)? (?:that )?you(?: are|['’]re) (?:a )?human\W*|(?:human|bot|browser) (?:verification|detection|check)|security (?:check|verification)(?: required)?|pardon our interruption\W*|(?:your )?(?:request|access) (?:has been |was )?(?:blocked|rejected)|(?:sorry, )?you(?: have|['’]ve) been blocked|captcha|robot check|one more step)$/i,
    words:
      /checking (?:if the site connection is secure|your browser before (?:accessing|you access))|enable javascript and cookies to continue|(?:verify|confirm|prove|make sure) (?:that )?you(?: are|['’]re) (?:a )?(?:human|not a (?:ro)?bot)|(?:sorry, )?you have been blocked|incapsula incident|your (?:ip address|request) (?:has been|was) blocked|(?:complete|solve) the (?:captcha|security check)|needs to review the security of your connection|the requested url was rejected|you do(?:n['’]t| not) have permission to access|unusual (?:traffic|activity) from your/i,
    longest: 3000,
  },
  {
    kind: 'sign-in',
    title:
      /^(?:(?:please |you (?:need|have) to |you must )?(?:sign|log)[ -]?(?:in|on)(?: (?:required|needed|page|to|with|or|and)\b.{0,80})?|(?:member|user|staff|partner|account|client)s?['’]?s? (?:log|sign)[ -]?in|log[ -]?in (?:required|page)|authentication required|(?:single )?sign[ -]on|(?:members?['’]?s?|subscribers?) (?:only|area)|restricted (?:access|area|content)|(?:welcome back|enter your password|session expired)\W*)$/i,
    words: asksForSignIn,
    longest: 3000,
    and: ({ asksForPassword, text }) =>
      asksForPassword || text.length < 600 || asksForSignIn.test(text),
  },
  {
    kind: 'consent',
    title:
      /^(?:cookies?(?: (?:consent|notice|preferences|settings|wall|choices|policy))?|before you continue.{0,60}|(?:we value|we care about|we respect) your privacy|your privacy(?: (?:choices|matters|settings))?|we (?:use|need) cookies.{0,60}|(?:cookie )?consent(?: required| needed)?|privacy (?:settings|preferences|choices)|(?:accept|manage) (?:cookies|consent).{0,40}|cookies on .{0,60})$/i,
    words:
      /(?:accept|agree to|consent to)[^.]{0,60}(?:cookies|tracking)[^.]{0,60}\b(?:to|before you) (?:continue|read|view|access|see|use|enter)|(?:to|before you) (?:continue|read|view|access|see|enter)\b[^.]{0,80}(?:accept|consent to|agree to)[^.]{0,40}(?:cookies|tracking)/i,
    longest: 4000,
    and: ({ buttons, text }) =>
      /cookie|consent|track/i.test(text) && buttons.some((words) => acceptButton.test(words)),
  },
  {
    kind: 'script',
    words:
      /(?:you need to|please|must) (?:enable|turn on|activate|switch on) java ?script|java ?script (?:is|must be|has been|seems to be|appears to be) (?:disabled|required|enabled|needed|turned off)|(?:requires?|needs?|works? (?:best )?with|without) java ?script|does(?:n['’]t| not) support java ?script/i,
    longest: 1500,
  },
  {
    kind: 'missing',
    title:
      /^(?:(?:error )?404\b.{0,60}|(?:the |this )?(?:page|content|document|file|article|resource)(?: (?:you|that|which).{0,60})? (?:(?:can ?not|can['’]t|could ?n[o'’]t|could not) be found|(?:was |is |has )?not (?:been )?found|no longer (?:exists?|available)|(?:is|has been) (?:no longer available|removed|unavailable)|does(?:n['’]t| not) exist)\W*|not found|(?:sorry|oops)\W.{0,60}(?:find|found|exist|available)\b.{0,40}|nothing found)$/i,
    longest: 1500,
  },
];

/** What remains of a text without the sentences that say what the page is. */
function beside(text: string, words: RegExp): number {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => !words.test(sentence))
    .join(' ').length;
}

/** What a page is that is no publication: a wall before it, or its absence; null for all others. */
export function insteadOfPage(page: SeenPage): InsteadOfPage | null {
  const titles = page.titles.map((title) => title.replace(/\s+/g, ' ').trim());
  for (const { kind, title, words, longest, and } of signs) {
    if (page.text.length > longest) continue;
    const isTitled = title && titles.some((one) => title.test(one)) && (!and || and(page));
    if (isTitled) return { kind, byTitle: true };
    const said = page.text || page.noscript;
    if (words?.test(said) && beside(said, words) <= mostBeside) return { kind, byTitle: false };
  }
  return null;
}
