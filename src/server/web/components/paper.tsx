import type { FC } from 'hono/jsx';
import type { Block, Paper } from '#shared/text/paper/paper.ts';
import { Table } from './table.tsx';

const Piece: FC<{ block: Block }> = ({ block }) => {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? (
        <h2 class="govuk-heading-m">{block.text}</h2>
      ) : (
        <h3 class="govuk-heading-s">{block.text}</h3>
      );
    case 'paragraph':
      return <p class="govuk-body">{block.text}</p>;
    case 'list':
      return (
        <ul class="govuk-list govuk-list--bullet">
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      );
    case 'table':
      return <Table caption={block.caption} columns={block.columns} rows={block.rows} />;
  }
};

/** A paper as a page: what its Word file says, in the same order. */
export const PaperBody: FC<{ paper: Paper }> = ({ paper }) => (
  <div class="paper">
    <h1 class="govuk-heading-l">{paper.title}</h1>
    <p class="govuk-body-l">{paper.subtitle}</p>
    {paper.blocks.map((block) => (
      <Piece block={block} />
    ))}
  </div>
);
