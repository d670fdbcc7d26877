import type { FC } from 'hono/jsx';
import { statusLabels } from '#shared/library/facet-labels.ts';
import { inWords } from '#shared/london.ts';
import { Tag } from '../components/messages.tsx';

interface Dated {
  publishedOn: string | null;
  firstSeenOn: string;
}

/** "7 September 2026", or when it was first seen where nobody said. */
export const dateInWords = ({ publishedOn, firstSeenOn }: Dated): string =>
  publishedOn ? inWords(publishedOn) : `No date given, first seen ${inWords(firstSeenOn)}`;

const statusColours = { new: 'blue', kept: 'green', 'set-aside': 'grey' } as const;

export const StatusTag: FC<{ status: keyof typeof statusLabels }> = ({ status }) => (
  <Tag colour={statusColours[status]}>{statusLabels[status]}</Tag>
);

/** Publisher, date and type of a publication on one line. */
export const PublicationLine: FC<
  Dated & { publisher: string; type: { label: string } | null; region?: { label: string } | null }
> = ({ publisher, type, region, ...dated }) => (
  <p class="govuk-body-s publication-line">
    {[publisher, dateInWords(dated), type?.label, region?.label].filter(Boolean).join(' · ')}
  </p>
);
