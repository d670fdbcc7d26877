import { z } from 'zod';
import { type Field, lineRule, type Named } from './field-kinds.ts';

/** An owner beside the first, and what falls to them. */
export interface OwnerPart {
  owner: string;
  part: string;
}

/** "Owner: their part", or the owner alone. */
export const partOfLine = (line: string): OwnerPart => {
  const at = line.indexOf(': ');
  return at < 0
    ? { owner: line.replace(/:$/, ''), part: '' }
    : { owner: line.slice(0, at), part: line.slice(at + 2) };
};

const most = 30;

/** Other owners with what falls to each, one a line: kept as lines, told as owner and part. */
export const ownerParts = (named: Named): Field<string[], OwnerPart[]> => ({
  ...named,
  rule: z
    .array(lineRule(1000))
    .overwrite((lines) => lines.filter(Boolean))
    .max(most, `Name at most ${most} owners`)
    .refine((lines) => {
      const owners = lines.map((line) => partOfLine(line).owner.toLowerCase());
      return new Set(owners).size === owners.length;
    }, 'Name each owner once')
    .refine(
      (lines) => lines.every((line) => partOfLine(line).owner.trim() !== ''),
      'Begin each line with the owner, like “Police: train the front desk”',
    ),
  read: (text) => ({
    value: text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  }),
  write: (lines) => lines.join('\n'),
  empty: [],
  box: { kind: 'owners' },
  answer: z.array(z.object({ owner: z.string(), part: z.string() })),
  show: (lines) => lines.map(partOfLine),
  inWords: (shown) =>
    shown.map(({ owner, part }) => (part ? `${owner}: ${part}` : owner)).join('; ') || null,
});
