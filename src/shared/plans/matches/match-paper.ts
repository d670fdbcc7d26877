import { instantInWords } from '#shared/london.ts';
import { counted } from '#shared/text/in-words.ts';
import { heading, type Paper, paragraph } from '#shared/text/paper/paper.ts';
import { alongInWords, answerWords, nothingAnswers } from './match-words.ts';
import type { MatchView, ShownLine } from './show-match.ts';

export const tableColumns = [
  'Number',
  'Recommendation',
  'Answer',
  'Entries',
  'How far along',
  'Reason',
] as const;

/** What answers a line: what was chosen, or else what may. */
const entriesOf = ({ answer, entries, suggested }: ShownLine) =>
  answer ? entries : suggested.map(({ entry }) => entry);

/** A line of the table, cell by cell. */
export function tableRow(line: ShownLine): string[] {
  const entries = entriesOf(line);
  const none = line.answer ? '' : nothingAnswers;
  return [
    line.number,
    line.text,
    line.answer ? answerWords[line.answer] : 'Not answered yet',
    entries.map(({ ref }) => ref).join('; ') || none,
    entries.map((entry) => `${entry.ref}: ${alongInWords(entry)}`).join('; '),
    line.reason ?? '',
  ];
}

const dated = ({ finishedAt, comparedAt, createdAt }: MatchView) =>
  finishedAt
    ? `As it stood ${instantInWords(finishedAt)}, finished.`
    : `As it stands, compared ${instantInWords(comparedAt ?? createdAt)}; not finished.`;

/** The table as a paper, dated. */
export function matchPaper(match: MatchView): Paper {
  const { lines, plan } = match;
  const count = (answer: ShownLine['answer']) =>
    lines.filter((one) => one.answer === answer).length;
  return {
    title: match.title,
    subtitle: `${plan ? plan.title : 'All plans'}. ${dated(match)}`,
    blocks: [
      paragraph(
        `${counted(lines.length, 'recommendation')}: ${count('accepted')} answered, ${count('part')} in part, ${counted(count('gap'), 'gap')}, ${counted(count('new entry'), 'new entry', 'new entries')}, ${count('not for us')} not for us, ${count(null)} not answered yet.`,
      ),
      heading('Line by line'),
      {
        kind: 'table',
        caption: counted(lines.length, 'recommendation'),
        columns: tableColumns.map((text) => ({ text })),
        rows: lines.map(tableRow),
      },
    ],
  };
}
