import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { lineForPeople } from '#shared/log.ts';
import { toItsEnd } from '../support/command-line.ts';

/** A program with the log of ours, in which others speak in their own ways. */
const program = `
  import { logWhatEndsIt, logWhatIsSaid, openLog } from './src/shared/log.ts';
  const log = openLog('info');
  logWhatIsSaid(log);
  logWhatEndsIt(log);
  log.info({ sources: 3 }, 'registered');
  console.log('a library says %s', 'this');
  console.error(new Error('a library complains'));
  process.emitWarning('do not do that', 'DeprecationWarning');
  setTimeout(() => Promise.reject(new Error('nobody caught it')), 20);
`;

describe('the log', () => {
  it('has one form, whoever speaks: a line of JSON each', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const { code, stdout, stderr } = await toItsEnd(child);

    expect(stdout).toBe('');
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: 30, sources: 3, msg: 'registered' },
      { level: 30, from: 'console', msg: 'a library says this' },
      { level: 50, from: 'console', msg: expect.stringContaining('a library complains') },
      { level: 40, from: 'node', name: 'DeprecationWarning', msg: 'do not do that' },
      { level: 60, err: { message: 'nobody caught it' } },
    ]);
    expect(code).toBe(1);
  });

  it('is for people at a terminal', () => {
    const time = new Date(2026, 10, 27, 9, 5, 7).toISOString();

    expect(lineForPeople(JSON.stringify({ level: 30, time, sources: 53, msg: 'registered' }))).toBe(
      '09:05:07 registered (sources 53)',
    );
    expect(
      lineForPeople(JSON.stringify({ level: 40, time, err: { message: 'no way' }, msg: 'odd' })),
    ).toBe('09:05:07 WARN odd\n  no way');
  });
});
