/** A fault of the database itself, rather than of what it was asked. */
export interface DatabaseFault {
  reason: 'busy' | 'full' | 'unreachable';
  /** A sentence or two fit for the page. */
  words: string;
}

/** SQLite's primary result codes; the extended ones have them in their lowest byte. */
export const sqliteCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  full: 13,
  cannotOpen: 14,
};

/** What a wait that came to its end carries, so that it is known again under the library's own errors. */
const waitEnded = 'SKYLARK_WAIT_ENDED';

/** Somebody else was writing for longer than we wait. Nothing of what was asked was done. */
export class WaitEnded extends Error {
  override readonly name = 'WaitEnded';
  readonly code = waitEnded;

  constructor(seconds: number, cause?: unknown) {
    super(
      `Somebody else is writing to the database, and did not finish within ${seconds} seconds.`,
      cause === undefined ? undefined : { cause },
    );
  }
}

const words: Record<DatabaseFault['reason'], string> = {
  busy: 'Somebody else is writing to the library just now, and took longer than we wait. What you sent was not saved, and nothing else was lost. Go back and try again in a moment.',
  full: 'There is no room left on the disk, or it cannot be written to. What you sent was not saved, and nothing else was lost: reading and searching go on. Tell whoever runs Skylark; once there is room, try again.',
  unreachable:
    'The database does not answer just now. What you sent may not have been saved. It is asked again with every page: try again in a moment.',
};

/** The same for whoever runs Skylark, with what to do. */
export const inOperation: Record<DatabaseFault['reason'], string> = {
  busy: 'Another process is writing to the database and does not let go of it. Find what has it open (a backup, a database browser), and end that.',
  full: 'There is no room left on the disk of the database, or it cannot be written to. Make room, and look at who may write to the folder.',
  unreachable:
    'The database does not answer. Look whether it runs, and whether its address and password are right.',
};

const fault = (reason: DatabaseFault['reason']): DatabaseFault => ({
  reason,
  words: words[reason],
});

/** The primary SQLite result code of an error; null where it is no error of SQLite's. */
export function sqliteCodeOf(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : null;
}

function reasonOfSqlite(code: number): DatabaseFault['reason'] | null {
  if (code === sqliteCodes.busy || code === sqliteCodes.locked) return 'busy';
  if (code === sqliteCodes.full || code === sqliteCodes.inputOutput) return 'full';
  if (code === sqliteCodes.readOnly) return 'full';
  return code === sqliteCodes.cannotOpen ? 'unreachable' : null;
}

/** PostgreSQL's classes of errors (appendix A of its manual), and the system's. */
function reasonOfCode(code: string): DatabaseFault['reason'] | null {
  if (code === waitEnded || code === '55P03' || code === '40P01') return 'busy';
  if (/^(53100|58030|25006|ENOSPC|EDQUOT|EROFS|EFBIG)$/.test(code)) return 'full';
  if (/^(08|53|57P)/.test(code) || code === '57014' || code === '25P03') return 'unreachable';
  return /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(code)
    ? 'unreachable'
    : null;
}

/** What the pool of connections says, which has no codes. */
const poolFaults =
  /timeout exceeded when trying to connect|Connection terminated|connection is not queryable|Client has encountered a connection error/i;

/**
 * Whether an error says that the database is busy, full or away, on either kind of database, and
 * whatever error of MikroORM's or of ours it comes in.
 */
export function databaseFaultOf(error: unknown): DatabaseFault | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    const code = sqliteCodeOf(one);
    const ofSqlite = code === null ? null : reasonOfSqlite(code);
    if (ofSqlite) return fault(ofSqlite);
    const said = (one as { code?: unknown }).code;
    const ofCode = typeof said === 'string' ? reasonOfCode(said) : null;
    if (ofCode) return fault(ofCode);
    if (poolFaults.test(one.message)) return fault('unreachable');
  }
  return null;
}
