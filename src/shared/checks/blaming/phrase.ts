/**
 * Phrases are written as they are said, with a few signs: (a|b) one of them, [a|b] one or none,
 * choose^ the verb in each of its forms, word* any ending, ~ up to two words between, ~4 up to
 * four, - a hyphen, a space or nothing, and names in capitals for groups of words.
 */
const irregular: Record<string, string> = {
  bear: 'bear|bears|bore|borne|bearing',
  feel: 'feel|feels|felt|feeling',
  mean: 'mean|means|meant|meaning',
  show: 'show|shows|showed|shown|showing',
  grow: 'grow|grows|grew|grown|growing',
  steal: 'steal|steals|stole|stolen|stealing',
  stand: 'stand|stands|stood|standing',
  fling: 'fling|flings|flung|flinging',
  drink: 'drink|drinks|drank|drunk|drinking',
  beat: 'beat|beats|beaten|beating',
  cast: 'cast|casts|casting',
  spin: 'spin|spins|spun|spinning',
  slip: 'slip|slips|slipped|slipping',
  string: 'string|strings|strung|stringing',
  rebut: 'rebut|rebuts|rebutted|rebutting',
  sink: 'sink|sinks|sank|sunk|sinking',
  graft: 'graft|grafts|grafted|grafting',
  be: 'be|been|being|is|are|was|were',
  become: 'become|becomes|became|becoming',
  begin: 'begin|begins|began|begun|beginning',
  break: 'break|breaks|broke|broken|breaking',
  bring: 'bring|brings|brought|bringing',
  choose: 'choose|chooses|chose|chosen|choosing',
  come: 'come|comes|came|coming',
  deal: 'deal|deals|dealt|dealing',
  draw: 'draw|draws|drew|drawn|drawing',
  do: 'do|does|did|done|doing',
  drive: 'drive|drives|drove|driven|driving',
  fall: 'fall|falls|fell|fallen|falling',
  fight: 'fight|fights|fought|fighting',
  find: 'find|finds|found|finding',
  get: 'get|gets|got|getting|gotten',
  give: 'give|gives|gave|given|giving',
  go: 'go|goes|went|gone|going',
  hang: 'hang|hangs|hung|hanging',
  have: 'have|has|had|having',
  hold: 'hold|holds|held|holding',
  keep: 'keep|keeps|kept|keeping',
  know: 'know|knows|knew|known|knowing',
  lead: 'lead|leads|led|leading',
  leave: 'leave|leaves|left|leaving',
  let: 'let|lets|letting',
  lie: 'lie|lies|lied|lying',
  lose: 'lose|loses|lost|losing',
  make: 'make|makes|made|making',
  meet: 'meet|meets|met|meeting',
  pay: 'pay|pays|paid|paying',
  put: 'put|puts|putting',
  run: 'run|runs|ran|running',
  say: 'say|says|said|saying',
  see: 'see|sees|saw|seen|seeing',
  seek: 'seek|seeks|sought|seeking',
  sell: 'sell|sells|sold|selling',
  send: 'send|sends|sent|sending',
  set: 'set|sets|setting',
  sleep: 'sleep|sleeps|slept|sleeping',
  slide: 'slide|slides|slid|sliding',
  sneak: 'sneak|sneaks|sneaked|snuck|sneaking',
  speak: 'speak|speaks|spoke|spoken|speaking',
  spend: 'spend|spends|spent|spending',
  stick: 'stick|sticks|stuck|sticking',
  swear: 'swear|swears|swore|swearing',
  take: 'take|takes|took|taken|taking',
  tell: 'tell|tells|told|telling',
  think: 'think|thinks|thought|thinking',
  throw: 'throw|throws|threw|thrown|throwing',
  upset: 'upset|upsets|upsetting',
  wear: 'wear|wears|wore|worn|wearing',
  write: 'write|writes|wrote|written|writing',
};
/** Verbs of more than one syllable whose last consonant is doubled all the same. */
const doubling =
  /^(?:abet|admit|begin|cancel|commit|forget|incur|label|level|model|occur|omit|permit|prefer|quarrel|rebel|refer|regret|submit|travel|upset)$/;
const oneSyllable = /^[^aeiou]*[aeiou][bdgklmnprt]$/;

/** The verb in each of its forms, as an alternation. */
function formsOf(verb: string): string {
  const known = irregular[verb];
  if (known) return known;
  if (/[^aeiou]y$/.test(verb)) {
    const stem = verb.slice(0, -1);
    return `${verb}|${stem}ies|${stem}ied|${verb}ing`;
  }
  if (/e$/.test(verb)) return `${verb}|${verb}s|${verb}d|${verb.slice(0, -1)}ing`;
  const doubles = doubling.test(verb) || oneSyllable.test(verb);
  const stem = doubles ? verb + verb.at(-1) : verb;
  const third = /(?:s|sh|ch|x|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
  return `${verb}|${third}|${stem}ed|${stem}ing`;
}

const groups: Record<string, string> = {
  SELF: '(himself|herself|themself|themselves|yourself|yourselves|oneself)',
  WHOSE: '(his|her|their|your)',
  THEM: '(him|her|them)',
  THEY: '(he|she|they)',
  AGED: '(child|teen|teenage|teenaged|young|youth|under-age|juvenile|adolescent|girl|boy|school-age|school-aged|minor|[0-9]+-year-old|(ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)-year-old)',
  CHILD:
    '(child|children|girl|girls|boy|boys|kid|kids|lad|lads|teen|teens|teenager|teenagers|teenage girl|teenage girls|teenage boy|teenage boys|young person|young people|young persons|young woman|young women|young man|young men|young female|young females|young male|young males|youngster|youngsters|youth|youths|pupil|pupils|student|students|learner|learners|adolescent|adolescents|minor|minors|juvenile|juveniles|victim|victims|daughter|daughters|son|sons|sister|sisters|brother|brothers|sibling|siblings|schoolgirl|schoolgirls|schoolboy|schoolboys|toddler*|mentee|mentees|fifteen-year-old|young carer|care leaver|care leavers)',
  ADULT:
    '(adult|adults|(older|adult|grown|grown-up|unknown|strange|random|much older|unrelated) (man|men|male|males|woman|women|female|females|boy|boys|lad|lads|guy|guys|person|people|youth|youths|peer|peers|friend|friends|associate|associates|individual|individuals|teenagers)|men twice|men|adult male|adult males|coach|uncle|stepfather|offenders|perpetrator|perpetrators|abuser|abusers|exploiter|exploiters|groomer|groomers|drug dealer|drug dealers|elders|olders)',
};

const gap = (count: string) => `(?:[\\s,]+[\\p{L}\\p{N}’'-]+){0,${count}}?[\\s,]+`;

/** A phrase with its groups and verbs written out: what is left are the signs. */
const writtenOut = (phrase: string): string =>
  phrase
    .replace(/\b[A-Z]{4,}\b/g, (name) => groups[name] ?? name)
    .replace(/(\p{L}+)\^/gu, (_, verb: string) => `(${formsOf(verb)})`);

/** As a regular expression: what may be missing first, then hyphens, endings and spaces. */
const compiled = (phrase: string): string =>
  writtenOut(phrase)
    .replaceAll('(', '(?:')
    .replaceAll('[0-9]', '\\d')
    .replace(/ ?~(\d*) ?/g, (_, count: string) => `‹${count || '2'}›`)
    .replace(/ \[([^\]]*)\]/g, (_, one: string) => `(?:·(?:${one}))?`)
    .replace(/\[([^\]]*)\] /g, (_, one: string) => `(?:(?:${one})·)?`)
    .replace(/(?<=[\p{L})])-(?=[\p{L}(])/gu, '[-‐‑\\s]?')
    .replaceAll('*', '\\p{L}*')
    .replaceAll(/['’]/g, "['’]")
    .replaceAll(/ +/g, '[\\s]+')
    .replaceAll('·', '\\s+')
    .replaceAll(/‹(\d+)›/g, (_, count: string) => gap(count));

const atEnd = '(?![\\p{L}\\p{N}])';

/** A pattern that finds any of the phrases, as whole words in any case. */
export const patternOf = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(compiled).join('|')})${atEnd}`, 'giu');

/** A pattern that tells whether a phrase begins at `lastIndex`. */
export const patternAt = (phrase: string): RegExp =>
  new RegExp(`(?:${compiled(phrase)})${atEnd}`, 'iuy');

/** Any word for a child. */
export const childPattern = patternOf(['CHILD']);

/** Where the bracket that opens a text closes. */
function closing(text: string): number {
  const [open, close] = text.startsWith('(') ? ['(', ')'] : ['[', ']'];
  let depth = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === open) depth++;
    if (sign === close && --depth === 0) return at;
  }
  throw new Error(`The phrase “${text}” has a bracket that is not closed.`);
}

/** The alternatives at the top of a text: "a|(b|c) d" are two. */
function alternatives(text: string): string[] {
  const found = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(' || sign === '[') depth++;
    if (sign === ')' || sign === ']') depth--;
    if (sign === '|' && depth === 0) found.push('');
    else found[found.length - 1] += sign;
  }
  return found;
}

/** What a phrase can begin with: words in small letters, and beginnings of words, marked by "*". */
function beginningsOf(text: string): string[] {
  const [first = ''] = text;
  if (first === '(' || (first === '[' && !text.startsWith('[0-9]'))) {
    const end = closing(text);
    const inside = alternatives(text.slice(1, end)).flatMap(beginningsOf);
    const after = text.slice(end + 1);
    if (first === '[') return [...inside, ...beginningsOf(after.trimStart())];
    return /^[\p{L}-]/u.test(after) ? inside.map((one) => `${one.replace('*', '')}*`) : inside;
  }
  const [word = ''] = /^[\p{L}\p{N}'’]+/u.exec(text) ?? [];
  const isWhole = /^(?:\s|$)/.test(text.slice(word.length));
  return [`${word.toLowerCase().replaceAll("'", '’')}${isWhole ? '' : '*'}`];
}

/** The words, or beginnings of words ("hard*"), with one of which each place of a phrase begins. */
export const beginnings = (phrase: string): string[] => [
  ...new Set(beginningsOf(writtenOut(phrase))),
];
