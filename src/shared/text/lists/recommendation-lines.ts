import { readTable } from '../files/read-table.ts';

/** One recommendation of a list. */
export interface RecommendationLine {
  /** As the list numbers it: "12", "12(b)"; its place where it has no number. */
  number: string;
  text: string;
}

/** More than one list has; what stands behind is left out, and that is said. */
export const mostLines = 300;
const longestLine = 5000;
const longestNumber = 50;
/** A shorter line that ends without a stop is a heading. */
const longestHeading = 80;

/** "Recommendation 12:", "R12.", "12.", "12)", "(12)", "12.3", "1.\t". */
const numbered =
  /^(?:recommendation|action|rec\.?|r)\s*(?<named>\d{1,3}(?:\.\d{1,2})*)\s*[.:)–—-]?\s*|^\(?(?<plain>\d{1,3}(?:\.\d{1,2})*)(?:[.):]\s*|\t\s*|\s+(?=[\p{Lu}“"']))/iu;
/** "(a)", "a)", "a.", "(iv)", "iv.". */
const lettered = /^\(?(?<letter>[a-z]|[ivx]{1,5})[.)]\s+/u;
const bullet = /^[-*•·◦▪‣–—o](?=\s)\s*/u;

interface Read {
  kind: 'number' | 'letter' | 'bullet' | 'plain';
  number: string;
  text: string;
}

function readLine(line: string): Read {
  const number = numbered.exec(line);
  if (number) {
    const { named, plain } = number.groups ?? {};
    return { kind: 'number', number: named ?? plain ?? '', text: line.slice(number[0].length) };
  }
  const letter = lettered.exec(line);
  if (letter)
    return {
      kind: 'letter',
      number: letter.groups?.letter ?? '',
      text: line.slice(letter[0].length),
    };
  const point = bullet.exec(line);
  if (point) return { kind: 'bullet', number: '', text: line.slice(point[0].length) };
  return { kind: 'plain', number: '', text: line };
}

/** A clause, and those under it. */
interface Clause {
  number: string;
  text: string;
  under: { number: string; text: string }[];
}

const joined = (one: string, other: string) => [one, other].filter(Boolean).join(' ');

/** Words that a list stands behind: "The Council should:". */
const leadsIn = /(?::|\b(?:should|must|shall|to|that|by))\s*[:–—-]?$/iu;

const isHeading = ({ kind, text }: Read) =>
  kind === 'plain' && text.length <= longestHeading && !/[.;:,?!”"]$/.test(text);

/** Puts a line where it belongs: under the clause before it, behind what is open, or as a new one. */
function place(clauses: Clause[], line: Read, isNew: boolean, isUnder: boolean): void {
  const last = clauses.at(-1);
  if (last && isUnder)
    last.under.push({ number: line.number || String(last.under.length + 1), text: line.text });
  else if (isHeading(line)) return;
  else if (isNew) clauses.push({ number: line.number, text: line.text, under: [] });
  else if (last) {
    const open = last.under.at(-1) ?? last;
    open.text = joined(open.text, line.text);
  }
}

/** Gathers lines into clauses: what has no number goes on with the clause before it. */
function clausesOf(lines: readonly (Read | null)[]): Clause[] {
  const clauses: Clause[] = [];
  const hasNumbers = lines.filter((line) => line?.kind === 'number').length > 1;
  // Without numbers and without gaps each line is one.
  const hasGaps = lines.includes(null);
  let isAfterGap = true;
  for (const line of lines) {
    if (line) {
      const begins = !hasNumbers && (line.kind === 'bullet' || isAfterGap || !hasGaps);
      const isUnder = line.kind === 'letter' || (hasNumbers && line.kind === 'bullet');
      place(clauses, line, line.kind === 'number' || begins, isUnder);
    }
    isAfterGap = line === null;
  }
  return clauses;
}

/** A sub-clause is a line of its own, behind the words that lead into it. */
function linesOf({ number, text, under }: Clause, at: number): RecommendationLine[] {
  const own = number || String(at + 1);
  if (under.length === 0) return [{ number: own, text }];
  const lead = text.replace(/\s*[:–—-]\s*$/u, '');
  const subs = under.map((sub) => ({
    number: `${own}(${sub.number})`,
    text: joined(lead, sub.text),
  }));
  return leadsIn.test(text.trim()) ? subs : [{ number: own, text }, ...subs];
}

const headings = {
  text: /^(recommendations?|actions?|text|wording|what is recommended|proposal)$/i,
  number: /^(no\.?|number|ref(erence)?|#|id|rec(ommendation)? (no\.?|number|ref))$/i,
};

/** A table with a column of recommendations; null when it is none. */
function fromTable(text: string): RecommendationLine[] | null {
  const table = readTable(text, (cells) => {
    const known = cells.filter((cell) => headings.text.test(cell.trim())).length;
    return { known, isEnough: known > 0 && cells.length > 1 };
  });
  if (!table || table.broken) return null;
  const columnOf = (pattern: RegExp) =>
    table.heading.cells.findIndex((cell) => pattern.test(cell.trim()));
  const [column, numbers] = [columnOf(headings.text), columnOf(headings.number)];
  return table.rows.map(({ cells }, at) => ({
    number: cells[numbers]?.trim() || String(at + 1),
    text: cells[column]?.trim() ?? '',
  }));
}

/** A whole report has much besides: where it numbers its recommendations by that word, only those count. */
function withoutTheRest(lines: string[]): string[] {
  const isNamed = (line: string) => /^recommendation\s+\d{1,3}\b/i.test(line);
  if (lines.filter(isNamed).length < 3 || lines.length < mostLines) return lines;
  let isIn = false;
  return lines.filter((line) => {
    if (isNamed(line)) isIn = true;
    else if (!line) isIn = false;
    return isIn || /^\(?[a-z][.)]\s/.test(line);
  });
}

/**
 * Reads a list of recommendations as people paste it, or as it stands in a file: numbers, letters and
 * bullets, wrapped lines, headings, or a table with headings. A sub-clause becomes a line of its own, behind
 * the words that lead into it.
 *
 * @returns at most `mostLines`; `left` is how many more there are
 */
export function readRecommendations(given: string): { lines: RecommendationLine[]; left: number } {
  const text = given.replace(/\r\n?/g, '\n').replace(/\u00a0/g, ' ');
  const raw = withoutTheRest(text.split('\n').map((line) => line.trim()));
  const read = raw.map((line) => (line ? readLine(line) : null));
  const found = fromTable(text) ?? clausesOf(read).flatMap(linesOf);
  const all = found
    .map(({ number, text }) => ({
      number: number.slice(0, longestNumber),
      text: text.replace(/\s+/g, ' ').trim().slice(0, longestLine),
    }))
    .filter(({ text }) => /\p{L}{3}/u.test(text));
  return { lines: all.slice(0, mostLines), left: Math.max(0, all.length - mostLines) };
}
