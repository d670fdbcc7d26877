import os from 'node:os';

/** Whether the process that holds a lease is on this machine and no longer runs. */
export function isDead(holder: string): boolean {
  const match = /^(.*)-(\d+)-[0-9a-f]{8}$/.exec(holder);
  if (!match || match[1] !== os.hostname()) return false;
  try {
    process.kill(Number(match[2]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
