import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { databaseKind } from '#shared/database/open-database.ts';
import { AuditEntry, Document, Passage, Publication, StateValue } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import type { OpenServices } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { soundness } from '../backup/look-at-database.ts';
import { type Check, check, Finding } from './check.ts';

const restoreIt =
  'Stop server and worker, keep a copy of the file, and put the last backup in its place: npm run -s skylark -- restore FILE.';
const openIt = 'Look at DATABASE_URL and DATA_DIR, and at who may read and write there.';

/** Every page of the file, by SQLite's own check; nothing of ours has to be right for it. */
export function soundFile(databaseUrl: string): string {
  if (!existsSync(databaseUrl)) return 'There is no database yet: it is made at the first start.';
  const db = new DatabaseSync(databaseUrl, { readOnly: true, timeout: 2000 });
  try {
    soundness(db, databaseUrl);
    return 'SQLite finds every page of the file sound.';
  } finally {
    db.close();
  }
}

/** The newest publication with its text, as a page shows it. */
async function readOne({ orm }: OpenServices): Promise<string> {
  const em = orm.em.fork();
  const newest = await em.findOne(
    Publication,
    { readAt: { $ne: null }, textProblem: null },
    { orderBy: { id: 'desc' } },
  );
  if (!newest) return 'It answers; no publication with text is in it yet.';
  const document = await em.findOne(Document, { publication: newest.id });
  const passage = document && (await em.findOne(Passage, { document: document.id }));
  if (!passage?.text.trim()) {
    throw new Finding(
      `The text of publication ${newest.id} (“${newest.title}”) is not there.`,
      restoreIt,
    );
  }
  return `It answers; “${newest.title}” can be read.`;
}

/** Writes a row and takes it back: nothing of it stays. */
async function writeOne({ orm, clock }: OpenServices): Promise<string> {
  const undo = new Error('undone');
  await orm.em
    .fork()
    .transactional(async (em) => {
      await em.upsert(StateValue, { name: 'doctor.look', value: {}, changedAt: clock() });
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return 'It takes what is written.';
}

/** Milliseconds that clocks may differ by. */
const mostApart = minute;

/** The clock of this machine, beside that of PostgreSQL and what was last written by it. */
async function tellTime({ orm, clock, config }: OpenServices): Promise<string> {
  const em = orm.em.fork();
  const setIt = 'Set the clock (with NTP, say): digests, leases and sign-ins go by it.';
  const at = clock();
  if (databaseKind(config.databaseUrl) === 'postgres') {
    const [row]: { now: Date | string }[] = await em.execute('select now() as now');
    const apart = Math.round((new Date(row?.now ?? at).getTime() - at.getTime()) / 1000);
    if (Math.abs(apart) * 1000 > mostApart) {
      throw new Finding(`The database’s clock and this machine’s are ${apart} s apart.`, setIt);
    }
  }
  const last = await em.findOne(AuditEntry, { id: { $gt: 0 } }, { orderBy: { at: 'desc' } });
  if (last && last.at.getTime() - at.getTime() > mostApart) {
    throw new Finding(
      `It is ${instantInWords(at)} here, and something was done at ${instantInWords(last.at)}: the clock is wrong, or was.`,
      setIt,
    );
  }
  return `It is ${instantInWords(at)} in London.`;
}

/** What only an open database can say. */
export const databaseChecks = async (services: OpenServices): Promise<Check[]> => [
  await check('reading', openIt, () => readOne(services)),
  await check('writing', openIt, () => writeOne(services)),
  await check('clock', openIt, () => tellTime(services)),
];
