import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Paper } from './paper.ts';

/** The type of a Word file (ECMA-376). */
export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A4, in twentieths of a point. */
const page = { size: { width: 11_906, height: 16_838 } };

/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const clean = (text: string) => text.replace(unwritable, '');

const text = (words: string) => [new TextRun({ text: clean(words) })];
const levels = { 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

type TableBlock = Extract<Block, { kind: 'table' }>;

function row(cells: string[], { columns }: TableBlock, isHeader: boolean): TableRow {
  return new TableRow({
    // Said again on each page, and read out as the heading of its column.
    tableHeader: isHeader,
    cantSplit: true,
    children: columns.map(
      ({ isNumeric }, at) =>
        new TableCell({
          margins: { top: 60, bottom: 60, left: 90, right: 90 },
          children: [
            new Paragraph({
              alignment: isNumeric ? AlignmentType.RIGHT : AlignmentType.LEFT,
              children: [new TextRun({ text: clean(cells[at] ?? ''), bold: isHeader })],
            }),
          ],
        }),
    ),
  });
}

function tableOf(block: TableBlock): (Paragraph | Table)[] {
  return [
    new Paragraph({ style: 'Caption', keepNext: true, children: text(block.caption) }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        row(
          block.columns.map((column) => column.text),
          block,
          true,
        ),
        ...block.rows.map((cells) => row(cells, block, false)),
      ],
    }),
    new Paragraph({ children: [] }),
  ];
}

function blockOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: levels[block.level], children: text(block.text) })];
    case 'paragraph':
      return [new Paragraph({ spacing: { after: 160 }, children: text(block.text) })];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({ bullet: { level: 0 }, spacing: { after: 60 }, children: text(item) }),
      );
    case 'table':
      return tableOf(block);
  }
}

const styles = {
  default: {
    document: {
      run: { font: 'Arial', size: 22, language: { value: 'en-GB' } },
      paragraph: { spacing: { line: 288 } },
    },
    heading1: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 160 } } },
    heading2: {
      run: { size: 28, bold: true },
      paragraph: { spacing: { before: 320, after: 120 } },
    },
    heading3: { run: { size: 24, bold: true }, paragraph: { spacing: { before: 240, after: 80 } } },
  },
  paragraphStyles: [
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'Normal',
      quickFormat: true,
      run: { bold: true },
      paragraph: { spacing: { before: 120, after: 80 } },
    },
  ],
};

const footer = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });

/**
 * A paper as a Word file that can be read out: its language, its title, headings that are headings, and
 * tables whose first row is their header (WCAG 2.2, 1.3.1, 2.4.2 and 3.1.1, which the Accessibility
 * Regulations 2018 ask of documents too).
 */
export async function wordFile(paper: Paper): Promise<Uint8Array> {
  const file = new Document({
    title: clean(paper.title),
    subject: clean(paper.subtitle),
    description: clean(paper.subtitle),
    creator: 'Skylark',
    lastModifiedBy: 'Skylark',
    styles,
    sections: [
      {
        properties: { page },
        footers: { default: footer() },
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, children: text(paper.title) }),
          new Paragraph({ spacing: { after: 240 }, children: text(paper.subtitle) }),
          ...paper.blocks.flatMap(blockOf),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
