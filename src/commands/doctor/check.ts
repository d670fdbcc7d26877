import { databaseFaultOf, inOperation } from '#shared/database/fault-of.ts';

/** What one look at one thing found. */
export interface Check {
  name: string;
  isWell: boolean;
  says: string;
  /** What to do about it; null when all is well. */
  remedy: string | null;
}

/** Something is not well, and this is what to do. */
export class Finding extends Error {
  override readonly name = 'Finding';
  readonly remedy: string;

  constructor(says: string, remedy: string) {
    super(says);
    this.remedy = remedy;
  }
}

/**
 * Looks at one thing.
 *
 * @param remedy for a fault that the look itself knows nothing of
 */
export async function check(
  name: string,
  remedy: string,
  look: () => Promise<string> | string,
): Promise<Check> {
  try {
    return { name, isWell: true, says: await look(), remedy: null };
  } catch (error) {
    const says = (error as Error).message;
    if (error instanceof Finding) return { name, isWell: false, says, remedy: error.remedy };
    const fault = databaseFaultOf(error);
    return { name, isWell: false, says, remedy: fault ? inOperation[fault.reason] : remedy };
  }
}
