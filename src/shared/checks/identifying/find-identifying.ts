import type { FoundWords } from '../finding.ts';
import type { Part } from '../quoted-parts.ts';
import { findNamed } from './find-named.ts';

/** One sign of identifying detail: how it is written, and what to do about it. */
interface Sign {
  pattern: RegExp;
  why: string;
  better: string | null;
}

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const ordinal =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-[a-z]+|thirtieth|thirty-first)';
const day = `(?:${ordinal} of ${month}(?:,? \\d{2,4})?|\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month}(?:,? \\d{2,4})?|${month} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{2,4})?|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2})`;
/** A day in any form in which people write it. */
export const dayPattern = new RegExp(
  `(?<![\\p{L}\\p{N}/.-])${day}(?![\\p{L}\\p{N}]|[/-]\\d)`,
  'giu',
);

const number = String.raw`(?=[A-Z0-9/\-–. ]{0,24}\d)[A-Z0-9]+(?:[/\-–.][A-Z0-9]+| (?=\d)\d+)*`;
/** What a number is of: one of these before it says that it leads to one person. */
const numbered =
  `crime|case|custody|occurrence|incident|investigation|offence|complaint|referral|warrant|exhibit
detainee|prisoner|court|intelligence|intel|safeguarding|patient|hospital|student|pupil|client|record|file|social care
niche|athena|connect|mosaic|liquid ?logic|systmone|emis|holmes|cad|ref|nrm|storm|compact|missing(?: person)?|log
nhs|urn|upn|uln|pnc(?: ?id)?|crn|mrn|ni|national insurance|passport|home office|unique pupil|cris|arrest|police|ssd
asset|driving licence`.replaceAll('\n', '|');
const label = `(?:${numbered})(?: (?:report|record|system|file|case|log|record sheet|management))?`;

const signs: Sign[] = [
  {
    pattern:
      /(?<![A-Z0-9])(?:GIR ?0AA|(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRVWXY]))[ \u00a0]?\d[A-Z]{2})(?![A-Z0-9])/gu,
    why: 'A full postcode names a few houses. The first half, or the town, is enough.',
    better: null,
  },
  {
    pattern: new RegExp(
      `(?:(?<!\\p{L})(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|birthday|born)(?!\\p{L})(?:\\s*(?:[:,(–“‘"'-]|is|was|of|on|being|as|recorded|given|listed|entered|falls|the))*\\s*)${day}`,
      'giu',
    ),
    why: 'A date of birth names one person. An age, or a span of ages, is enough.',
    better: null,
  },
  {
    pattern: new RegExp(
      String.raw`\b${label}[ \-]*(?:reference numbers?|ref(?:erence)?\.?(?: no\.?)?|numbers?|nos?\.?|num|#|id|identifier|code|urn)\s*(?:is|was|of|as)?\s*[:#(–-]?\s*(?<value>${number})`,
      'gi',
    ),
    why: 'A number of a case, crime, patient or pupil leads to one person. Leave it out.',
    better: null,
  },
  {
    pattern: new RegExp(
      String.raw`\b${label}[:#(]?\s+(?=[A-Z0-9/\-–. ]{0,24}\d{4})(?<value>[A-Z]{0,5}[ \-/]?\d[\dA-Z]*(?:[/\-–][A-Z0-9]+)+|[A-Z]{1,5}[ \-/]\d{4,}|[A-Z]{0,4}\d{5,}|\d{3}[ -]\d{3}[ -]\d{4})`,
      'gi',
    ),
    why: 'A number of a case, crime, patient or pupil leads to one person. Leave it out.',
    better: null,
  },
  {
    pattern: /(?<![\d/-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d/-])/g,
    why: 'It has the form of an NHS number, which leads to one person. Leave it out.',
    better: null,
  },
  {
    pattern:
      /(?<![\w/])(?:\d{1,2}[A-Z]{0,2}\d?\/\d{4,7}\/\d{2,4}|[A-Z]{2,5}[-/ ]?\d{5,}[-/]\d{2,4}|[A-Z]{2}\d{6}[A-D]|[A-Z]{1,4}\/(?!(?:19|20)\d\d\/)\d{3,}\/\d{2,4}|\d{2}\/\d{5,}[A-Z])(?![\w/])/g,
    why: 'It has the form of a number of a case or crime. Leave it out.',
    better: null,
  },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:(?:flat|apartment|unit|room) \d+[a-z]?,? )?\d{1,4}[A-Za-z]?,? (?:\p{Lu}[\p{L}’']+ ){1,3}(?:Road|Street|Avenue|Lane|Drive|Close|Crescent|Court|Way|Terrace|Place|Gardens|Grove|Square|Rise|Hill|Walk|Row|Mews|Rd|St|Ave|Parade|Green|Steps|Gate|Meadow|Meadows|Villas|Mount|View|Bank|Fold|Croft|Wharf|Quay|Yard|End|Brow|Garth|Heath|Drove|Boulevard|Cottages|House|Buildings|Mansions)(?![\p{L}])/gu,
    why: 'A house address names a family. The town, or the ward, is enough.',
    better: null,
  },
  {
    pattern:
      /(?<=\b(?:at|to|from|outside|near|address (?:as|of|is)|visited|left|number) )(?:number |no\.? )?\d{1,4}[A-Za-z]? (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}*\b)\p{Lu}\p{Ll}[\p{L}’']{3,}(?: \p{Lu}[\p{L}’']+)*(?![\p{L}])/gu,
    why: 'A house address names a family. The town, or the ward, is enough.',
    better: null,
  },
];

/** Signs that somebody may be identified, in a text whose sentences are given. */
export function findIdentifying(text: string, sentences: readonly Part[]): FoundWords[] {
  const bySign = signs.flatMap(({ pattern, why, better }) =>
    Array.from(text.matchAll(pattern))
      .filter(({ groups }) => !/\p{Ll}{2}/u.test(groups?.value ?? ''))
      .map(({ 0: words, index }) => ({ start: index, end: index + words.length, better, why })),
  );
  return [...bySign, ...findNamed(text, sentences, dayPattern)];
}
