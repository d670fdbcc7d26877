import { type ChildProcess, spawn } from 'node:child_process';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The environment of a command: what the test gives, and nothing of the machine's settings. */
const environment = (given: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
  FETCH_POLITE: 'false',
  EMBEDDER: 'off',
  ...given,
});

/** Whose processes they are, where that is not the account of the tests. */
export interface Account {
  uid?: number;
  gid?: number;
}

const start = (
  script: string,
  words: string[],
  given: Record<string, string>,
  account: Account = {},
): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script, ...words], {
    env: environment(given),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });

/** Starts the command line as a process of its own. */
export const startCommand = (words: string[], given: Record<string, string>): ChildProcess =>
  start('src/skylark.ts', words, given);

/** Starts Skylark itself, as `npm start` does, or one half of it. */
export const startSkylark = (given: Record<string, string>, words: string[] = []): ChildProcess =>
  start('src/main.ts', words, given);

/** Runs the command line to its end. */
export const runCommand = (words: string[], given: Record<string, string>): Promise<Ran> =>
  toItsEnd(startCommand(words, given));

/** Waits for a process to end, and keeps what it said. */
export function toItsEnd(child: ChildProcess): Promise<Ran> {
  return new Promise((resolve) => {
    const ran: Ran = { code: null, stdout: '', stderr: '' };
    child.stdout?.on('data', (text) => {
      ran.stdout += text;
    });
    child.stderr?.on('data', (text) => {
      ran.stderr += text;
    });
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}
