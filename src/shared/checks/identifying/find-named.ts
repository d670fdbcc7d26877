import { isEnglishWord } from '#shared/text/english-words.ts';
import type { FoundWords } from '../finding.ts';
import type { Part } from '../quoted-parts.ts';
import { firstNames } from './first-names.ts';

const capital = String.raw`\p{Lu}\p{Ll}[\p{L}-]*`;
const initials = String.raw`(?:\p{Lu}\. ?){1,3}(?<=\.)|\p{Lu}{1,3}`;
const number = '(?:\\d{1,2}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)';
/** An age, or a school year, as it stands beside a name. */
const age = `(?:(?:aged?|now|then|just|only|nearly|almost|turning) (?:of )?)*(?:${number}(?:[- ]years?[- ]olds?| years| yrs?(?: old)?)?|[Yy]ear ${number}|[Yy]r ?\\d{1,2}|Y\\d{1,2}|class \\d{1,2}\\p{L}?|\\d{1,2}\\p{Lu})(?![\\p{L}\\p{N}%]|:\\d|,\\d{3}|\\.\\d| (?:per|of|in|out|children|young|pupils|weeks|days|months|percent|areas|councils|January|February|March|April|May|June|July|August|September|October|November|December))`;
const yearOld = `${number}[- ]years?[- ]olds?`;
const child =
  '(?:girl|boy|pupil|student|child|female|male|teenager|daughter|son|sister|brother|cousin|friend|patient|niece|nephew|mate)';

/** A name or initials together with an age, in the ways in which people write it. */
const withAge = [
  `(?<who>${capital}(?: ${capital})?|${initials})(?:,| –| —)? \\(?(?:who(?: is|['’]s| was| has| had)(?: just| now| only)*(?: turned)? |(?:is|was)(?: in)? |I['’]m |I am |in )?${age}`,
  `(?<who>${capital}(?: ${capital})?|${initials}) \\((?:aged? |age:? )?${number}(?: years?)?(?:,|\\))`,
  `${yearOld},? (?:${child}|called|named|known as|,| )*(?<who>${capital}|${initials})(?![\\p{L}\\p{N}])`,
  `(?<who>${capital}|${initials}) (?:is|was|had|has|recently|turned|turns|will be)(?: (?:only|just|now|then|turned|still|about|barely|nearly|not yet|already))* ${age}(?= when| at| and| but| years|[,.;:)”’"]|$)`,
  `\\b(?:the |a |her |his |their |another |one )?${child}(?:,)? (?:called |named |known as |by the name of )(?<who>${capital})`,
].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}.-])${pattern}`, 'gu'));

const school =
  /(?:\p{Lu}[\p{L}’'.-]+ )+(?:School|Academy|College|Primary|Secondary|High|Grammar|Sixth Form|Infants|Juniors|PRU|Nursery|Comprehensive|Preparatory)\b|\b(?:in|of|from) (?:class |form |set )?\d{1,2}\p{Lu}{1,2}\b|\b[Yy]ear \d{1,2}\b/u;
const place =
  /\b(?:from|of|in|at|near|to|on|outside|behind|around|into|left) (?:the )?\p{Lu}\p{Ll}[\p{L}’'-]*/u;
const ordinal =
  /\bthe (?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-\p{L}+|thirtieth|thirty-first)(?: of \p{Lu}\p{Ll}+)?(?=[,.;:”’"'] |[,.;:”’"']?$| we| and| of \p{Lu})/u;

const titles =
  /^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Cllr|Councillor|Judge|Justice|PC|DC|DS|DI|DCI|Inspector|Sergeant|Constable|Chief|Superintendent|Officer|Rev|Reverend|St|Saint|Project|Operation|Op|Programme|Team|Report|Review|Case|Storm|Hurricane|Queen|King|Prince|Princess|Nurse|Sister|Minister|Secretary|Commissioner|Director)$/;
const notNames =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Diwali|Ofsted|Barnardo|Catch22|Parliament|Cafcass|Estyn|Facebook|Instagram|Snapchat|TikTok|Google|Microsoft|Childline|Kooth|Hackney|English|Welsh|Scottish|Irish|British|European|Home|Year|Years)$/;
/** What is said of many, or begins a sentence, beside an age: “Children aged 13”, “About 15”. */
const groupsOfPeople =
  /^(?:\p{L}+s|Child|Children|People|Young|Youth|Girl|Boy|Every|Each|One|Two|Three|Four|Five|Six|Most|Some|Many|Only|All|About|Over|Under|Section|Part|Chapter|Figure|Table|Page|Recommendation|Paragraph|Article|Appendix|Annex|Schedule|Level|Tier|Stage|Phase|Step|Key|By|In|At|On|Of|From|The|This|That|She|He|They|It|We|Our|Their|Her|His|And|But|Nearly|Almost|Around|Version|Issue|Volume|Form|Class|Group|Week|Day|Ward|Zone|Area|Site|Unit|Room|Line|Route|Act|Bill|Rule|Order|Age|Aged|Another|An|A|No|If|When|While|Where|As|To|For|With|After|Before|Since|Until|During|Last|Next|First|Second|Third|Pupil|Student|Victim|Teenager|Adult|Person|Chapter|Option|Theme|Priority|Action|Objective|Question|Standard|Item|Note|Box|Case|Study|Appendix|Between|Just|Still|Then|Now|Aged|Least|Top|Grade|Band|Channel|Radio|Article|Plan|Report|Review|Ofsted|Covid|Wave|Round|Cohort|Sample|Total|Average|Mean|Median|Ages|Under-?\d*)$/u;
const places =
  /^(?:England|Wales|Scotland|Britain|London|Bristol|Luton|Bedford|Bedfordshire|Derby|Derbyshire|Leicester|Leicestershire|Manchester|Birmingham|Leeds|Liverpool|Sheffield|Rotherham|Rochdale|Oldham|Telford|Oxford|Oxfordshire|Cambridge|Norfolk|Suffolk|Essex|Kent|Sussex|Surrey|Hampshire|Devon|Dorset|Somerset|Cornwall|Cumbria|Lancashire|Yorkshire|Durham|Northumbria|Merseyside|Cheshire|Staffordshire|Shropshire|Nottingham|Nottinghamshire|Lincolnshire|Lincoln|Wiltshire|Gloucester|Gloucestershire|Berkshire|Slough|Reading|Coventry|Bradford|Hull|Newcastle|Sunderland|Swindon|Plymouth|Portsmouth|Southampton|Croydon|Newham|Lambeth|Camden|Ealing|Barnet|Harrow|Enfield|Lewisham|Wandsworth|Westminster|Islington|Haringey|Greenwich|Bexley|Bromley|Hounslow|Merton|Sutton|Cardiff|Swansea|Newport|Wrexham|Glasgow|Edinburgh|Belfast|Dundee|Aberdeen|Blackpool|Bolton|Wigan|Salford|Stockport|Wirral|Knowsley|Warrington|Peterborough|Ipswich|Norwich|Milton|Europe|Ireland|France|Albania|Vietnam|Romania|Jersey|Guernsey)$/;
const notInitials =
  /^(?:I|A|UK|US|EU|UN|NHS|GP|MP|PC|DC|DS|DI|CSE|CCE|KS|Y|PM|AM|TV|IT|HR|ID|AI|LA|CP|RHI|NRM|BBC|QC|KC|SEN|LAC|YP|OCG|ONS|HMP|HC|HL|SI|CM|S|P|PP|NO|OR|AND|IN|AT|OF|TO|ON|BY|AS|IS|IF|WE|II|III|IV|VI|V|X|PRU|MET|NCA|CPS|YJB|YOT|YJS|ICB|DSL|ACC|ACE|CSP|VRU|CQC|SCR|NPS|CRC|LSP|LCS|ICS|DPO|CEO|CPU|PPU|MHT|FE|HE|KS1|KS2|KS3|ED|AE|OT|SW|EHE|EHA|TAC|TAF|CIN|NPT|CID|IOPC|HMI|BME|BAME|FGM|HBA|DA|DV|PD|OP|VS|ETC)$/;

/** Letters with stops are a person's; without them, those that stand for something else are not. */
const areInitials = (who: string) => who.includes('.') || !notInitials.test(who.trim());

/** A word that can be a first name: one that is common, or one that is no word of English and no place. */
function couldBeName(word: string): boolean {
  if (firstNames.has(word.toLowerCase())) return true;
  if (notNames.test(word) || places.test(word)) return false;
  return /^\p{Lu}\p{Ll}{2,}$/u.test(word) && !isEnglishWord(word.toLowerCase());
}

function isPerson(who: string): boolean {
  if (/^\p{Lu}\p{Ll}/u.test(who)) {
    return who
      .split(' ')
      .some(
        (word) =>
          couldBeName(word) ||
          (!groupsOfPeople.test(word) && !notNames.test(word) && !places.test(word)),
      );
  }
  return areInitials(who);
}

/** Is the word a surname, or does it follow a title: another name, or a title, stands before it? */
function isTitled(text: string, at: number): boolean {
  const found = /(\p{Lu}[\p{L}’'-]*)\.? $/u.exec(text.slice(0, at));
  if (!found) return false;
  const [, before = ''] = found;
  const begins = /(?:^|[.:!?“‘"'(]\s*)$/.test(text.slice(0, found.index));
  return titles.test(before) || !begins || !isEnglishWord(before.toLowerCase());
}

/** Published reviews call children "Child K": that names nobody. */
const isPseudonym = (text: string, at: number) =>
  /\b(?:Child|Adult|Family|Sibling|Case|Person|Subject|Year|Class|Group|Type|Level|Tier|Form|Section|Part|Appendix|Annex|Schedule|Team|Vitamin|Plan|Company|Area|School|Unit|Ward|Option|Table|Figure|Boy|Girl|Young Person|Witness|Recommendation|Theme|Phase|Stage|Zone|Category|Grade|Band|Question)\s$/.test(
    text.slice(Math.max(0, at - 16), at),
  );

const why =
  'A first name or initials with an age, place, school or date can tell somebody who it is. Leave the name out.';

function besideAges(text: string): FoundWords[] {
  return withAge.flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap(({ 0: words, index, groups }) => {
      const who = groups?.who ?? '';
      const at = index + words.indexOf(who);
      if (!isPerson(who) || isPseudonym(text, at)) return [];
      return [{ start: index, end: index + words.length, better: null, why }];
    }),
  );
}

const doing =
  '(?:attends?|attended|lives?|lived|living|goes to|went to|went missing|moved|was (?:last )?(?:seen|found|placed|moved|taken|arrested|picked up|excluded|collected|stopped|admitted|discharged|born|met|dropped|reported)|has (?:been|not been|lived|moved|left|missed|started)|had (?:been|left|moved)|left|told|said|says|disclosed|returned|ran|stopped|joined|started|stays?|stayed|arrived|came|turned up|texted|rang|called|gets|walks|travels|travelled|met|sleeps|slept|works|sat|missed|sees|saw|is|was|and (?:her|his) (?:mum|mother|sister|brother|father|dad|friend|cousin))';
const kin =
  '(?:mother|mum|father|dad|sister|brother|aunt|uncle|nan|grandmother|carer|carers|foster carer|foster carers|social worker|school|placement|teacher|headteacher|tutor|key worker|parents|family|home|flat|house|bedroom|phone)';

/** First names that stand alone, without title and surname, and initials that a sentence speaks of. */
function* lonelyNames(text: string, part: Part): Generator<Part & { who: string }> {
  const sentence = text.slice(part.start, part.end);
  const at = (index: number, who: string) => ({
    who,
    start: part.start + index,
    end: part.start + index + who.trimEnd().length,
  });
  for (const { 0: who, index } of sentence.matchAll(
    /(?<![\p{L}\p{N}-])\p{Lu}\p{Ll}+(?![\p{L}\p{N}-])/gu,
  )) {
    const after = sentence.slice(index + who.length);
    const isAlone = !isTitled(sentence, index) && !/^ (?:\p{Lu}[\p{L}’'-]+|\p{Lu}\.)/u.test(after);
    const isKnown = firstNames.has(who.toLowerCase());
    const acts = new RegExp(
      `^(?: ${doing}\\b|['’]s ${kin}\\b| (?:from|in|at) (?:\\p{Lu}|\\d{1,2}\\p{Lu}|year))`,
      'u',
    ).test(after);
    if (isAlone && (isKnown || (acts && couldBeName(who)))) yield at(index, who);
  }
  const letters = new RegExp(
    `(?<![\\p{L}\\p{N}.&])(?:(?:\\p{Lu}\\. ?){2,3}(?!\\p{L}{2})|\\p{Lu}{2}(?=(?:['’]s ${kin}| ${doing}| (?:from|at) \\p{Lu}\\p{Ll})))`,
    'gu',
  );
  for (const { 0: who, index } of sentence.matchAll(letters)) {
    if (areInitials(who)) yield at(index, who);
  }
}

/** A first name or initials beside an age; or beside a place, school or date of the same sentence. */
export function findNamed(text: string, sentences: readonly Part[], day: RegExp): FoundWords[] {
  const found = besideAges(text);
  const signs = [new RegExp(day.source, 'iu'), school, place, ordinal];
  for (const part of sentences) {
    for (const { start, end } of lonelyNames(text, part)) {
      const around = `${text.slice(part.start, start)} — ${text.slice(end, part.end)}`;
      if (signs.some((sign) => sign.test(around))) found.push({ start, end, better: null, why });
    }
  }
  return found;
}
