import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './databases.ts';

function mounted(megabytes: number): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder], {
      stdio: 'ignore',
    });
    return folder;
  } catch {
    return null;
  }
}

function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
}

/** Whether this test may have a disk of its own: on Linux, as root. */
export function canHaveSmallDisk(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

export interface SmallDisk {
  folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  makeRoom(): void;
}

/** A real disk of few megabytes, gone when the test ends. @throws where none can be mounted */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mounted(megabytes);
  if (!folder) throw new Error('no disk could be mounted');
  onTestFinished(() => unmount(folder));
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill() {
      for (const size of [65_536, 4096, 1]) {
        try {
          for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
        } catch {
          // Full, for pieces of this size.
        }
      }
    },
    makeRoom: () => rmSync(ballast, { force: true }),
  };
}
