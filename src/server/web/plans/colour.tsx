import type { FC } from 'hono/jsx';
import type { BragColour } from '#shared/entities/index.ts';
import { bragRule } from '#shared/plans/entries/suggested-colour.ts';
import { Details, Tag } from '../components/messages.tsx';
import { colourOf } from './words.ts';

export const Colour: FC<{ rag: BragColour | null }> = ({ rag }) =>
  rag ? <Tag colour={colourOf[rag]}>{rag}</Tag> : <span>None</span>;

/** The rule of colours, as it is stated wherever one is shown at length. */
export const BragRule: FC = () => (
  <Details summary="The rule of colours">
    <p class="govuk-body">The first line that holds gives the colour:</p>
    <ol class="govuk-list govuk-list--number">
      {bragRule.map(({ colour, words }) => (
        <li>
          {colour ?? 'None'}: {words}
        </li>
      ))}
    </ol>
  </Details>
);
