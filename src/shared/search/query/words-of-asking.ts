import { fold, isStopWord } from '#shared/text/words.ts';
import type { TypedTerm } from './parse-query.ts';

/**
 * The words of somebody who asks, not of what is asked for: "what works with …", "is there anything
 * about …", "could you show me what other areas do about …". Nobody writes them into a publication,
 * so they are not demanded of any.
 */

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Say nothing wherever they stand. */
const always = set(
  `anybody anyone anything describe described describes describing discuss discussed discusses discussing
find hello interested please regarding something thank thanks`,
);
/** Say nothing in a question or request, before it comes to what is asked for. */
const before = set(
  `able best do done exist exists explain get give given go going good got happen happened happening happens
hear heard help helping helps idea ideas information interesting keep know known latest let like look looked
looking made make makes making many mean means much need needed needs new others possible recent recently said say
saying says see seen short show somebody someone supposed sure tell think thought tried try trying us use
used useful using want wanted way ways well whether wondering work worked working works worth`,
);
/** Say nothing where they end a question: "do return home interviews work". */
const after = set(
  `available do done exist exists happen happened happens help helped helps know like look mean means need
needed say says work worked working works`,
);
/** Say nothing in a question before a word of the kind "about", "for", "like": "what does Ofsted say about …". */
const within = set(
  `advise advised do doing done know known look looked looking looks mean said say saying
says tell tells think thinks want wants work worked working works`,
);
/** Say nothing in a question before "to": "what do schools need to do". */
const withinTo = set('able expected going need needed needs supposed trying want wanted wants');
const links = set(
  'about against at for from how if in like of on out regarding that to when whether why with',
);

/** Those whom "what did other areas do" asks of: all that is in a library is of others. */
const others = set(
  `agencies area areas authorities authority board boards council councils county counties force forces
organisations partnership partnerships people places schools services teams`,
);

/** Those whom "which areas have" asks of. */
const asked = set('area areas board boards council councils counties partnership partnerships');

/** A question or request begins with one of these. */
const beginnings =
  /^(what|whats|how|why|who|whom|whose|which|where|when|whether|do|does|did|is|are|was|were|can|could|should|would|will|may|might|must|has|have|had|any|anything|anyone|anybody|something|somebody|someone|i|we|im|ive|id|tell|show|give|looking|trying|wondering|need|want|please|let|hello|hi|know)$/;
/** These are how a request begins only before certain words; "need" and "want" alone may be what is asked for. */
const onlyBefore: Readonly<Record<string, RegExp>> = {
  give: /^(me|us)$/,
  let: /^(me|us)$/,
  tell: /^(me|us)$/,
  show: /^(me|us)$/,
  looking: /^(for|at|into)$/,
  trying: /^to$/,
  need: /^(to|some|any|something|help|information)$/,
  want: /^(to|some|any|something|information)$/,
  know: /^(about|of|any|how|if|whether)$/,
};
/** Ask only before others that ask: "information on hotels", not "information sharing"; "good practice" is one thing. */
const onlyLinked = set('best good idea ideas information short way ways work working');

/** "I'm", "don't": no word that is written with an apostrophe, but a name, is what is asked for. */
const contraction = /^\p{L}+n['’]t$|^\p{L}+['’](m|ve|ll|d|re)$/iu;

const isDealing = (word: string) => /^deal(s|t|ing)?$/.test(word);

/** A term, and what is asked of its word. */
interface Asked {
  word: string;
  isFree: boolean;
  saysNothing: boolean;
}

function isOpening(words: Asked[], at: number): boolean {
  const [first, second] = [words[at], words[at + 1]];
  if (!first?.isFree || !beginnings.test(first.word)) return false;
  const needed = onlyBefore[first.word];
  return !needed || needed.test(second?.word ?? '');
}

const isAsking = (next: Asked | undefined) =>
  next !== undefined && (links.has(next.word) || before.has(next.word));

/** Passes over the words of asking from here on; the first that it stops at is asked for. */
function passOpening(words: Asked[], from: number): void {
  for (let at = from; at < words.length; at += 1) {
    const [one, next] = [words[at], words[at + 1]];
    if (!one?.isFree) return;
    const among = { other: others, which: asked, what: asked, any: asked }[one.word];
    if (next?.isFree && among?.has(next.word)) {
      next.saysNothing = true;
      at += 1;
    } else if (before.has(one.word)) {
      if (onlyLinked.has(one.word) && !isAsking(next)) return;
      one.saysNothing = true;
    } else if (!one.saysNothing && !beginnings.test(one.word)) return;
  }
}

/** Whether a word says nothing wherever it stands. */
export const saysNothing = (word: string): boolean => isStopWord(word) || always.has(word);

/** Terms with what is asked of their words; those in quotation marks, in names or beside OR are not free. */
function readTerms(terms: TypedTerm[], isName: (term: TypedTerm) => boolean): Asked[] {
  return terms.map((term, at) => {
    const word = fold(term.text);
    const next = terms[at + 1];
    const isFree = !(
      term.isQuoted ||
      term.compound ||
      isName(term) ||
      term.isAlternative ||
      next?.isAlternative
    );
    // "Dealing with" asks; dealing is a crime.
    const asks =
      contraction.test(term.text) || (isDealing(word) && next?.text.toLowerCase() === 'with');
    return { word, isFree, saysNothing: isFree && (saysNothing(word) || asks) };
  });
}

/** Passes over words of asking that stand behind what is asked for. */
function passBehind(words: Asked[], begins: (at: number) => boolean): void {
  for (const [at, one] of words.entries()) {
    const next = words[at + 1];
    const isLinked =
      next &&
      ((within.has(one.word) && links.has(next.word)) ||
        (withinTo.has(one.word) && next.word === 'to'));
    const ends = after.has(one.word) && (!next || begins(at + 1));
    if (one.isFree && (isLinked || ends)) one.saysNothing = true;
  }
}

/**
 * Which terms of a query say nothing of what is asked for.
 *
 * @param terms as typed, in order; those of names of the vocabulary say something
 * @param given what was typed
 * @param isName whether the term is part of a name of the vocabulary
 */
export function wordsOfAsking(
  terms: TypedTerm[],
  given: string,
  isName: (term: TypedTerm) => boolean,
): ReadonlySet<TypedTerm> {
  const words = readTerms(terms, isName);
  const begins = (at: number) =>
    at === 0 || /[.?!]/.test(given.slice(terms[at - 1]?.end, terms[at]?.start));
  const openings = words.flatMap((_, at) => (begins(at) && isOpening(words, at) ? [at] : []));
  for (const at of openings) passOpening(words, at);
  if (openings[0] === 0) passBehind(words, begins);
  return new Set(terms.filter((_, at) => words[at]?.saysNothing));
}
