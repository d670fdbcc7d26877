/** What a publisher says of another edition of what it puts out. */
export interface SaidOfEdition {
  /** newer: the other one stands in this one's place. older: this one stands in the other's. */
  other: 'newer' | 'older';
  /** The publisher's words. */
  words: string;
  /** Where they lead to, absolute; null where they only name it. */
  url: string | null;
  /** It leads on, and does not say that what is there stands in its place. */
  isHint?: boolean;
}

/** A part of a page: its words, with `[[0]]` behind what the first of the links stands at. */
export interface Part {
  text: string;
  links: string[];
}

const thing =
  '(?:page|guidance|guidelines?|guide|document|report|publication|version|edition|strategy|policy|toolkit|tool|protocol|plan|framework|resource|standards?|procedures?|advice|statistics|release|briefing|paper|factsheet|leaflet|handbook|manual|code|pathway|pack|information|review|research|article|study|material|content|item|series|checklist|note|notice|agreement)';
const itself = `(?:(?:this|these)(?: [\\w-]+){0,3}? ${thing}|this|it|the (?:present |above |old |previous )?${thing})`;
const been =
  '(?:(?:has|have)(?: now| since| recently)* been|was|were|is|are|’s been)(?: now| since| recently| fully)*';

/** This one has a successor. Each with the place in it behind which the successor is named. */
const saysNewer = [
  new RegExp(`\\b${itself} ${been} (?:replaced|superseded|succeeded)(?: by| with)?`),
  new RegExp(
    `^${itself}\\b.{0,80}\\band (?:was|has (?:now |since )?been) (?:replaced|superseded|succeeded)`,
  ),
  /^(?:status: ?)?(?:this ?)?(?:(?:was|has been) )?(?:superseded|replaced) by/,
  /\ba (?:newer|more recent|later|revised|new|updated) (?:version|edition)(?: of (?:this|the) [\w-]+)?(?: \[\[\d+\]\])? (?:is|has been|was|can be)(?: now)? (?:available|published|issued|found)/,
  /\b(?:for )?the (?:latest|current|newest|up-to-date|new) (?:version|edition)(?: of (?:this|the) [\w-]+)?(?: \[\[\d+\]\])?(?:,| is| can be| may be| see| please| go to|:)/,
];
/** "X has replaced this document": the successor is named before. */
const namedBefore = new RegExp(
  `\\b(?:has (?:now )?(?:replaced|superseded)|replaces|supersedes) (?:this|these)(?: ${thing})?\\b`,
);
/** Where a publisher says that it withdrew something, it leads on to what to read instead. */
const outOfUse =
  /\b(?:withdrawn|archived(?! (?:versions?|copies|copy|content|editions?|pages?))|out[ -]of[ -]date|obsolete|no longer (?:current|in force|valid|maintained|applies|in use)|superseded|old version|historic(?:al)? version)\b/;
const standsInItsPlace =
  /\b(?:(?:superseded|replaced)(?: by| with)|published (?:a )?(?:newer|new|updated|revised)|instead|newer)\b/;
const leadsOn = /\b(?:see|read|use|refer to|consult|go to)\b/;

/** This one has a predecessor, which is named behind. */
const saysOlder = [
  /\b(?:replaces|supersedes|takes the place of|succeeds)\b/,
  /\breplaced (?:the|an|our) (?:earlier|previous|former|\d{4})\b/,
  /\b(?:replacing|superseding) (?:the|our|its)\b/,
  /\bis (?:the|a) successor (?:to|of)\b/,
  /\b(?:is|as|being) (?:an?|the) (?:fully )?(?:updated|revised|new|latest|expanded|refreshed) (?:version|edition) of\b/,
  /\bupdates (?:the|our) (?:previous|earlier|\d{4})\b/,
];
/** The same, said of nothing but the page itself. */
const leadsBack = [
  /^(?:an? |the )?(?:updated|revised) (?:version|edition) of\b/,
  /^(?:previous|earlier|former|older|last) (?:version|edition)s?(?: of this [\w-]+)? ?[:(–-]/,
  /^the (?:previous|earlier|older|former|\d{4}) (?:version|edition)(?: of (?:this|the) [\w-]+)? (?:is|can be)\b/,
];
/** Acts replace regimes, and staff each other: only what is said of a publication is of an edition. */
const ofItself = new RegExp(`\\b(?:${itself}|which|edition|version)\\b`);

/** What is not so, or not yet. */
const notSo =
  /\b(?:not|never|nor|cannot|won’t|doesn’t|will|would|should|could|may|might|to be|being|intended to|proposes? to|plans? to|if)\b(?: \w+){0,3}$/;
const notYet = /\bwill (?:be )?(?:replace|supersede)/;

const folded = (text: string) =>
  text.toLowerCase().replace(/['`‘]/g, '’').replace(/\s+/g, ' ').trim();

const linkIn = ({ links }: Part, text: string): string | null => {
  const at = /\[\[(\d+)\]\]/.exec(text)?.[1];
  return at === undefined ? null : (links[Number(at)] ?? null);
};

const lastLinkIn = ({ links }: Part, text: string): string | null => {
  const at = [...text.matchAll(/\[\[(\d+)\]\]/g)].at(-1)?.[1];
  return at === undefined ? null : (links[Number(at)] ?? null);
};

type Named = Pick<SaidOfEdition, 'url' | 'isHint'>;

/** What stands in its place by a sentence that says no more than that it is out of use. */
function insteadOf(part: Part, sentence: string): Named | null {
  const found = standsInItsPlace.exec(sentence) ?? leadsOn.exec(sentence);
  if (!found) return null;
  const url = linkIn(part, sentence.slice(found.index)) ?? linkIn(part, sentence);
  if (url === null && !/superseded|replaced/.test(found[0])) return null;
  return { url, ...(!standsInItsPlace.test(sentence) && { isHint: true }) };
}

function newerOf(part: Part, sentence: string, isWithdrawn: boolean): Named | null {
  if (notYet.test(sentence)) return null;
  for (const pattern of saysNewer) {
    const found = pattern.exec(sentence);
    if (!found || notSo.test(sentence.slice(0, found.index).trim())) continue;
    const behind = sentence.slice(found.index + found[0].length);
    return { url: linkIn(part, behind) ?? linkIn(part, sentence) };
  }
  const before = namedBefore.exec(sentence);
  if (before && !notSo.test(sentence.slice(0, before.index).trim()))
    return { url: lastLinkIn(part, sentence.slice(0, before.index)) };
  return isWithdrawn ? insteadOf(part, sentence) : null;
}

function olderOf(part: Part, sentence: string): Named | null {
  for (const pattern of [...saysOlder, ...leadsBack]) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const before = sentence.slice(0, found.index).trim();
    const isMeant = leadsBack.includes(pattern) || ofItself.test(before);
    if (!isMeant || notSo.test(before) || /\bnothing\b/.test(before)) continue;
    return { url: linkIn(part, sentence.slice(found.index + found[0].length)) };
  }
  return null;
}

/** Sentences; a full stop in an abbreviation or number ends none. */
const sentencesOf = (text: string) => text.split(/(?<=[.!?])(?:\s+)(?=[\p{Lu}“"[])/u);

const longest = 600;
const most = 5;

function saidIn(part: Part, given: string, isWithdrawn: boolean): SaidOfEdition[] {
  if (given.length > longest) return [];
  const sentence = folded(given);
  const words = given
    .replace(/\s*\[\[\d+\]\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const newer = newerOf(part, sentence, isWithdrawn);
  if (newer) return [{ other: 'newer', words, ...newer }];
  const older = olderOf(part, sentence);
  return older ? [{ other: 'older', words, ...older }] : [];
}

/**
 * What a publisher's page says of other editions, in the publisher's words: "this replaces …",
 * "superseded by …", "an updated edition of …". Said of other things ("staff were replaced by"), of what is
 * to come ("will be replaced") or denied ("does not replace"), it is nothing.
 */
export function saidOfEditions(parts: Part[]): SaidOfEdition[] {
  const said = parts.flatMap((part) => {
    const isWithdrawn = outOfUse.test(folded(part.text));
    return sentencesOf(part.text).flatMap((one) => saidIn(part, one, isWithdrawn));
  });
  return said.slice(0, most);
}

const address = /\bhttps?:\/\/[^\s<>"”)\]]+[^\s<>"”)\].,;:!?]/g;

/** Text that has no markup: addresses that stand in it are its links. */
export function partsOfText(text: string): Part[] {
  return text.split(/\n\s*\n/).map((paragraph) => {
    const links: string[] = [];
    const marked = paragraph.replace(address, (url) => {
      links.push(url);
      return `[[${links.length - 1}]]`;
    });
    return { text: marked.replace(/\s+/g, ' ').trim(), links };
  });
}
