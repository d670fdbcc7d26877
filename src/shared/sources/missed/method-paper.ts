import { standingInWords } from '#shared/entities/standing.ts';
import { inBrief, instantInWords, inWords, londonDay } from '#shared/london.ts';
import { counted } from '#shared/text/in-words.ts';
import { type Block, heading, listOr, type Paper, paragraph } from '#shared/text/paper/paper.ts';
import { kindInWords } from '../readable-kinds.ts';
import { enough, percent, type Recall } from './figures.ts';
import type { MethodStatement } from './method-statement.ts';
import { shareInWords } from './rank-sources.ts';
import { missReasons, missReasonWords, wayWords } from './words.ts';

/** A share of a whole; under ten it says nothing. */
const shareOf = (part: number, of: number): string =>
  of < enough
    ? `${part} of ${of}, too few to say a share`
    : `${part} of ${of}, ${percent(part / of)}`;

function inShort({
  quarter,
  isOver,
  sources,
  visits,
  failedVisits,
  found,
  sifting,
  recall,
}: MethodStatement): Block[] {
  const until = isOver ? '' : ' up to now';
  return [
    heading('In short'),
    paragraph(
      `In ${quarter.words}${until} ${counted(sources.length, 'source was', 'sources were')} scanned in ${counted(visits, 'visit')}, of which ${failedVisits} failed. ${counted(found.publications, 'publication was', 'publications were')} seen for the first time; ${found.kept} of them ${found.kept === 1 ? 'is' : 'are'} kept.`,
    ),
    paragraph(recall.words),
    paragraph(
      sifting.weeks === 0
        ? 'Nobody noted how long the sifts took; nothing was timed.'
        : `Sifting took ${counted(sifting.minutes, 'minute')} in ${counted(sifting.weeks, 'week')}, as those who did it noted; nothing was timed.`,
    ),
    paragraph(
      `Added by hand: ${shareOf(found.byHand, found.publications)} of what was seen for the first time; ${shareOf(found.keptByHand, found.kept)} of what was kept.`,
    ),
  ];
}

function looked({ sources, searches }: MethodStatement): Block[] {
  return [
    heading('Where we looked, and for what'),
    ...(sources.length === 0
      ? [paragraph('No source was switched on.')]
      : [
          {
            kind: 'table' as const,
            caption: counted(sources.length, 'source'),
            columns: [
              { text: 'Source' },
              { text: 'Kind' },
              { text: 'Where, and what is asked for' },
              { text: 'Visits', isNumeric: true },
              { text: 'Failed', isNumeric: true },
              { text: 'New', isNumeric: true },
            ],
            rows: sources.map(({ name, kind, url, query, ...one }) => [
              name,
              kindInWords[kind] ?? kind,
              query ? `${url}, for ${query}` : url,
              String(one.visits),
              String(one.failed),
              String(one.found),
            ]),
          },
        ]),
    heading('Searches that we share', 3),
    listOr(
      searches.map(({ name, words }) => `${name}: ${words}`),
      'None was shared.',
    ),
  ];
}

function changed({ changes, dropped }: MethodStatement): Block[] {
  return [
    heading('What changed'),
    listOr(
      changes.map(({ at, words }) => `${inBrief(londonDay(at))}: ${words}`),
      'Nothing changed in sources, shared searches and the words they are found by.',
    ),
    heading('Sources dropped', 3),
    listOr(
      dropped.map(({ at, name, words }) => `${inBrief(londonDay(at))}: ${name}. ${words}`),
      'None.',
    ),
  ];
}

function reasonsOf({ reasons }: Recall): Block[] {
  return [
    {
      kind: 'table',
      caption: 'Why publications were missed',
      columns: [{ text: 'Why' }, { text: 'Publications', isNumeric: true }],
      rows: missReasons.map((reason) => [missReasonWords[reason], String(reasons[reason])]),
    },
  ];
}

function missedOf({ missed, recall }: MethodStatement): Block[] {
  return [
    heading('What the scan missed'),
    paragraph(
      'Whatever reached us by another way (by hand, in a newsletter, in minutes, in another area’s list) is compared with what the scan had by itself. What both did not see stays unknown, so this is a measure and not a proof.',
    ),
    ...(missed.length === 0 ? [paragraph('Nothing that we know of.')] : reasonsOf(recall)),
    ...(missed.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: counted(missed.length, 'publication was missed', 'publications were missed'),
            columns: [
              { text: 'Publication' },
              { text: 'Reached us' },
              { text: 'By' },
              { text: 'Why it was missed' },
            ],
            rows: missed.map((one) => [
              [
                one.publication?.title ?? one.title ?? one.url ?? '',
                standingInWords(one.publication?.standing ?? []),
              ]
                .filter(Boolean)
                .join('. '),
              inBrief(londonDay(one.reachedAt)),
              one.origin ? `${wayWords[one.way].words}: ${one.origin}` : wayWords[one.way].words,
              one.words,
            ]),
          },
        ]),
  ];
}

function yielded({ yields }: MethodStatement): Block[] {
  if (yields.length === 0) return [];
  return [
    heading('What each source yielded'),
    paragraph(
      'Over the year up to the end of the quarter. What only one source had stands first: a source that is rare and good is not dropped for being rare.',
    ),
    {
      kind: 'table',
      caption: 'Sources by what only they had',
      columns: [
        { text: 'Source' },
        { text: 'Only it had, kept', isNumeric: true },
        { text: 'Kept', isNumeric: true },
        { text: 'Share kept' },
        { text: 'Offered', isNumeric: true },
        { text: 'What follows' },
      ],
      rows: yields.map((one) => [
        one.name,
        String(one.onlyItsKept),
        String(one.kept),
        shareInWords(one.keptShare),
        String(one.found),
        one.words,
      ]),
    },
  ];
}

/** A method statement as a paper: page and Word file say the same. */
export function methodPaper(statement: MethodStatement): Paper {
  const { quarter, isOver, drawnUpAt } = statement;
  return {
    title: `How we scanned: ${quarter.words}`,
    subtitle: `Method statement for ${inWords(quarter.startsOn)} to ${inWords(quarter.endsOn)}${isOver ? '' : ', which is not over yet'}. Drawn up on ${instantInWords(drawnUpAt)} from what was known then.`,
    blocks: [
      ...inShort(statement),
      ...looked(statement),
      ...changed(statement),
      ...missedOf(statement),
      ...yielded(statement),
    ],
  };
}
