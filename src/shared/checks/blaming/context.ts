import { childPattern as child } from './phrase.ts';

const number =
  '(?:[0-9]|1[0-7]|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)';
/** Ages under 18, school years, care and exploitation: none of them is said of grown people. */
const childSigns = new RegExp(
  String.raw`\b(?:behaviour (?:log|report|record|points?)|form tutor|detention|school report|aged? (?:between |from |under |about |only |just )?${number}|(?:is|was|at|of|only|just|not yet|under|over|and|than) ${number}(?=[\s,.;:)”’"']*(?:$|[,.;:)”’"']|when|and|at|years|who|who|or))|${number}[- ]years?[- ]olds?|year ${number}|under[- ]?(?:16|18)s?|looked[- ]after|underage|teenaged?|teens|cohort of|foster (?:carers?|placement)|children’s home|older (?:male|man|men|males|boyfriend|boyfriends)|adult males?|her mother|his mother|her mum|his mum)\b|, ${number},`,
  'i',
);
const pronoun = /\b(?:she|he|her|him|his|hers|herself|himself)\b/i;
const manyPronoun = /\b(?:they|them|their|themselves)\b/i;
const grown =
  /\b(?:adult (?:defendant|man|woman|male|female|suspect|offender)s?|directors?|defendants?|magistrates|ministers?|landlords?|contractors?|suppliers?|employees?|tenants?|prisoners?|inmates?|suspects?|teachers?|officers?|consultants?|managers?|customers?|patients? group|visitors?|hotels?|taxis?|(?:adults|men|women|people|those|offenders|perpetrators) who|(?:a|the|this|that|one|two|three|several|these|those|young|older) (?:man|men|woman|women|driver|drivers))\b[^.;:“‘”’"]{0,40}$/i;

const test = (pattern: RegExp, text: string) => {
  pattern.lastIndex = 0;
  return pattern.test(text);
};

/** Does a text name a child, or an age, a school year or a home of one? */
export const namesChild = (text: string): boolean => test(child, text) || childSigns.test(text);

/** Does a sentence speak of a child, or of somebody who can be one? */
export const speaksOfChild = (sentence: string): boolean =>
  namesChild(sentence) || pronoun.test(sentence) || manyPronoun.test(sentence);

/** Is it said of grown people, who stand right before it, and of no child? */
export const isOfGrown = (before: string): boolean =>
  grown.test(before) && !namesChild(before) && !/\b(?:she|her|herself)\b/i.test(before);

const agencies =
  /\b(?:council|councils|service|services|police|force|forces|officers?|schools?|agency|agencies|professionals?|staff|social workers?|panel|board|partners|partnership|partnerships|review|reviews|trusts?|teachers?|authority|authorities|practitioners?|government|inspectors?|clinicians?|hospitals?|consultant|team|teams|charity|commissioners?|court|courts|department|adults|men|we|organisations?|systems?|boards?|landlords?|hotels?|platforms?|companies|operators?|providers?|management|leaders|committee)\b[^.;:]{0,24}$/i;

/** Between a service and what it does there is no child, no quotation and no other clause. */
const otherSubject =
  /[“‘"',;:—–]|\b(?:that|because|as|when|she|he|they|who|found|saw|told|called|described|sees?|said|says|wrote|record(?:s|ed)?|noted|felt|thought|believed|considered|where|while|if)\b/i;

/** Is it said of a service rather than of a child: "the council failed to recognise it"? */
export function isOfAgency(before: string): boolean {
  const found = agencies.exec(before);
  if (!found) return false;
  // “Young people we meet are …” is said of the young people.
  if (namesChild(before.slice(Math.max(0, found.index - 30), found.index))) return false;
  const between = found[0].replace(/^\S+/, '');
  return !otherSubject.test(between) && !namesChild(between);
}

/** Is a child, or a person, named shortly before, or at once after? */
export function isNearChild(before: string, after: string): boolean {
  const near = before.slice(-110);
  return (
    namesChild(near) ||
    /\b(?:she|he|her|him|his|they|them|their|patient|families|family|parents|groups?|communities|individuals?|person|people|victims?|client|clients)\b/i.test(
      near,
    ) ||
    namesChild(after.slice(0, 18)) ||
    /^\s*$|[“‘"':][^“‘"':]{0,30}$/.test(before) ||
    /^[\s”’"',)]*(?:\p{L}+\s){0,3}?(?:groups?|families|individuals?|cohorts?|communities|clients?|parents|people|with treatment|with services|with support|patient)/iu.test(
      after,
    )
  );
}

const denied =
  /(?:\b(?:no such thing as|no|never|not|nor|neither|cannot|can['’]t|nobody|without|far from)\b|n['’]t\b)(?:\s+[“‘"']?[\p{L}\p{N}'’-]+){0,4}[\s“‘"'(]*$/iu;
const coerced =
  /\b(?:coerc\w+|forc(?:e|es|ed|ing)|ma(?:d|k)(?:e|es|ing)|groom(?:s|ed|ing)?|exploit(?:s|ed|ing)?|threaten(?:s|ed|ing)?|trick(?:s|ed|ing)?|pressur(?:e|es|ed|ing|ised)|compel(?:s|led|ling)?|manipulat(?:e|es|ed|ing)|intimidat(?:e|es|ed|ing)|blackmail(?:s|ed|ing)?|traffick(?:s|ed|ing)?|bull(?:y|ies|ied)|lur(?:e|es|ed|ing)|us(?:e|es|ed|ing) (?:the |a |this |them|him|her|children|boys|girls|young people)\w*)\b[^.;:]{0,36}\b(?:into|to|by|in)\s+$/i;
const advisedAgainst =
  /\b(?:avoid(?:s|ed|ing)?|instead of|rather than|in place of|as opposed to|in preference to|over the word|stop(?:s|ped|ping)? (?:using|saying|writing|calling|describing|talking)|replac(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|retir(?:e|es|ed|ing)|dropp(?:ed|ing)|drops?|ban(?:s|ned|ning)|delet(?:e|es|ed|ing)|strik(?:e|es|ing) out|struck out|myths?|moved? away from|moving away from|no longer|never (?:use|say|write|call|describe)s?|challeng(?:e|es|ed|ing)|warn(?:s|ed|ing)? against|guard(?:s|ed|ing)? against|where older (?:documents|records|forms|files) (?:have|had|say|said)|where (?:once|we once|they once|it once|we used to)|used to (?:say|write|be called|read)|formerly|prefer(?:s|red)? [^.;]{0,60} to|favour(?:s|ed)? [^.;]{0,60} over|out with|reject(?:s|ed|ing)? (?:the|any|labels?|terms?|words?|language|notion|idea)|and not|not|(?:terms?|phrases?|words?|labels?|expressions?|language|wording|notion|idea) (?:such as|like|including)|bin(?:s|ned|ning)?|swap(?:s|ped|ping)?|substitut(?:e|es|ed|ing)|chang(?:e|es|ed|ing)|alternatives? (?:to|for)|asks? (?:\w+ )*not to (?:write|say|use))\b(?:[^.;:!?]{0,70}?)[\s“‘"'(]*$/iu;
const asked =
  /\b(?:not to|never|do not|don[’']t|avoid|stop|instead of|rather than|no longer) (?:say|write|use|describe|call|speak|saying|writing|using|describing|calling)\b[^.;]{0,60}$/i;
const disownedAfter =
  /^[^.;!?]{0,12}[”’"']?[\s,)]*(?:[\p{L}'’-]+[\s,]+){0,5}?(?:(?:is|are|was|were|as|be|being) (?:[\p{L}-]+ )?(?:victim[- ]blaming|blaming|unhelpful|unacceptable|outdated|stigmatising|misleading|inappropriate language|being retired|retired|replaced|not (?:acceptable|appropriate|language|a phrase|a term|words?)|never (?:acceptable|appropriate|a choice)|the name of|the title of|called)|(?:should|must|can|may) (?:not|never|no longer) (?:be (?:used|written|said|heard)|appear)|(?:should|is to|are to|to|must) (?:read|become|be replaced)|(?:is|are) better (?:put|written|said)|(?:has|have|had) no place|(?:becomes?|became) [“‘"']|in favour of|with [“‘"']|by [“‘"']|implies|imply|tells (?:us|the reader|readers|you) (?:nothing|more|about|only)|says? (?:more|nothing|everything)|do(?:es)? not belong)/iu;
const isNegative = /\b(?:not|never|no|nor|non|cannot)\b|n['’]t\b/i;
const opensQuotation = /[“‘"'][^“”‘’"']{0,80}$/u;

/**
 * Are words of a sentence there to be disowned: denied ("no child chooses …"), what others forced
 * ("coerced into carrying drugs"), advised against ("instead of ‘absconded’, write …"), or called
 * what they are ("is victim-blaming")?
 */
export function isDisowned(sentence: string, start: number, end: number): boolean {
  const before = sentence.slice(0, start);
  const after = sentence.slice(end);
  const words = sentence.slice(start, end);
  if (!isNegative.test(words) && denied.test(before) && !/\bif\b/i.test(before)) return true;
  if (coerced.test(before) || asked.test(before)) return true;
  const isMentioned = opensQuotation.test(before);
  return (isMentioned && advisedAgainst.test(before)) || disownedAfter.test(after);
}
