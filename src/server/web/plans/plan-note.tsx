import type { FC } from 'hono/jsx';
import { InsetText } from '../components/messages.tsx';

export const PlanNote: FC<{ note: string | null }> = ({ note }) =>
  note ? <InsetText>{note}</InsetText> : null;
