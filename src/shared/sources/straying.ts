import type { StrayKind } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { agreeing, counted } from '#shared/text/in-words.ts';
import type { Health } from './source-health.ts';

/** Offers of one source whose addresses lead to what is not theirs, by what that is. */
export interface Straying {
  /** Entries that it has offered. */
  offered: number;
  kinds: { kind: StrayKind; entries: number }[];
}

const words: Record<StrayKind, [one: string, many: string]> = {
  'shared-address': [
    'leads to the same page as another entry',
    'lead to the same pages as others of them',
  ],
  'shared-text': [
    'answers with the same text as another entry',
    'answer with the same text as others of them',
  ],
  'front-page': [
    'leads to the front page of the site now',
    'lead to the front page of the site now',
  ],
  missing: [
    'leads to a page that says there is nothing',
    'lead to a page that says there is nothing',
  ],
  'sign-in': ['asks for a sign-in', 'ask for a sign-in'],
  consent: ['asks for consent to cookies first', 'ask for consent to cookies first'],
  block: ['turns the automatic reader away', 'turn the automatic reader away'],
  script: [
    'shows its text only in a browser that runs its scripts',
    'show their text only in a browser that runs their scripts',
  ],
};

const strayingEntries = ({ kinds }: Straying) =>
  kinds.reduce((sum, { entries }) => sum + entries, 0);

/** Straying offers by source; sources without any are left out. */
export async function strayingBySource(em: Services['em']): Promise<Map<number, Straying>> {
  const rows: { source_id: number | string; kind: StrayKind; entries: number | string }[] =
    await em.execute(
      `select candidate.source_id, stray.kind, count(distinct candidate.id) as entries
         from stray join candidate on candidate.id = stray.candidate_id
        group by candidate.source_id, stray.kind order by entries desc, stray.kind`,
    );
  const found = new Map<number, Straying>();
  if (rows.length === 0) return found;
  for (const { source_id, kind, entries } of rows) {
    const known = found.get(Number(source_id)) ?? { offered: 0, kinds: [] };
    known.kinds.push({ kind, entries: Number(entries) });
    found.set(Number(source_id), known);
  }
  const offered: { source_id: number | string; n: number | string }[] = await em.execute(
    `select source_id, count(*) as n from candidate
      where source_id in (${[...found.keys()].map(() => '?').join(', ')}) group by source_id`,
    [...found.keys()],
  );
  for (const { source_id, n } of offered) {
    const straying = found.get(Number(source_id));
    if (straying) straying.offered = Number(n);
  }
  return found;
}

/** "6 of 6 entries lead to the front page of the site now." with what that means, as sentences. */
export function strayingInWords(straying: Straying): string {
  const said = straying.kinds.map(({ kind, entries }) => {
    const [one, many] = words[kind];
    const of = `${entries} of ${counted(straying.offered, 'entry', 'entries')}`;
    return `${of} ${agreeing(entries, one, many)}.`;
  });
  return `${said.join(' ')} Each is in the library from what the source said, without a text. Look whether its addresses are right, or add the files by hand.`;
}

/** One page behind a sign-in is no matter of the source; what several share is. */
const fewest = 2;

/** The health of a source that is read without trouble, but whose entries cannot be. */
export function withStraying(health: Health, straying: Straying | undefined): Health {
  if (!straying || health.state !== 'well') return health;
  const count = strayingEntries(straying);
  if (count < fewest && count < straying.offered) return health;
  return { state: 'astray', label: 'Leads elsewhere', explanation: strayingInWords(straying) };
}
