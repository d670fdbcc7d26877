import { createHash } from 'node:crypto';

/** What a database holds when a test gets it: all tables, or the concepts as well. */
export const holdings = ['tables', 'vocabulary'] as const;
export type Holding = (typeof holdings)[number];

/** Of a template in PostgreSQL: a server that was given may hold those of another run. */
export const templateName = (folder: string, holding: Holding): string =>
  `template_${createHash('sha256').update(folder).digest('hex').slice(0, 12)}_${holding}`;
