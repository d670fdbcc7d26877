import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import taxonomy from '#shared/data/taxonomy.json' with { type: 'json' };
import { openDatabase } from '#shared/database/open-database.ts';
import { Concept, Source, StateValue } from '#shared/entities/index.ts';
import { heartbeatName } from '#shared/sources/worker-health.ts';
import { startSkylark } from '../support/command-line.ts';
import { databaseKinds, freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';

/** Starts a half, and keeps what it says. */
function started(half: 'server' | 'worker', settings: Record<string, string>) {
  const child: ChildProcess = startSkylark(settings, [half]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const begun = { child, said: '', code: undefined as number | null | undefined };
  const hear = (text: Buffer) => {
    begun.said += text;
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.once('exit', (code) => {
    begun.code = code;
  });
  return begun;
}

async function until(isSo: () => boolean | Promise<boolean>, whatElse: () => string) {
  const end = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It did not come to it: ${whatElse()}`);
    await delay(100);
  }
}

describe.each(databaseKinds)('server and worker started together on an empty %s', (kind) => {
  it('both come up, and the library is made once', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const settings = {
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'warn',
      NODE_OPTIONS: `--import ${new URL('../support/no-network.mjs', import.meta.url).href}`,
      ...(kind === 'postgres' ? { DATABASE_URL: await freshDatabaseUrl(kind) } : {}),
    };
    const halves = [
      started('server', settings),
      started('worker', settings),
      started('worker', settings),
    ];
    const [server] = halves;
    const said = () => halves.map((half) => `${half.code} ${half.said}`).join('\n');

    await until(() => /listens on/.test(server?.said ?? ''), said);
    const orm = await openDatabase(settings.DATABASE_URL ?? `${folder}/skylark.db`);
    onTestFinished(() => orm.close());
    const em = () => orm.em.fork();
    await until(async () => (await em().count(StateValue, { name: heartbeatName })) > 0, said);
    await until(async () => (await em().count(Source)) > 1, said);

    expect(
      halves.map(({ code }) => code),
      said(),
    ).toEqual([undefined, undefined, undefined]);
    expect(await em().count(Concept)).toBe(taxonomy.concepts.length);
    const names = (await em().find(Source, {})).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const applied: { name: string }[] = await em().execute('select name from mikro_orm_migrations');
    expect(new Set(applied.map(({ name }) => name)).size).toBe(applied.length);
    expect(said()).not.toMatch(/"level":(50|60)/);
    for (const { child, code } of halves) {
      if (code !== undefined) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  });
});
