import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface MeiliServer {
  url: string;
  apiKey: string | null;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const isHealthy = async (url: string) =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * A real Meilisearch for the tests: the one that `MEILI_URL` names, or one started on loopback when a
 * `meilisearch` program is on the PATH; null when there is neither, and what needs it is skipped.
 */
export async function findMeilisearch(): Promise<{
  server: MeiliServer | null;
  stop(): Promise<void>;
}> {
  const given = process.env.MEILI_URL;
  if (given) {
    const apiKey = process.env.MEILI_API_KEY ?? null;
    return { server: { url: given, apiKey }, stop: async () => {} };
  }
  if (spawnSync('meilisearch', ['--version']).status !== 0)
    return { server: null, stop: async () => {} };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-meili-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(
    'meilisearch',
    [
      ...['--http-addr', new URL(url).host, '--no-analytics'],
      // Its buffers are a share of all memory, and are filled anew for each change.
      ...['--max-indexing-memory', '300MiB', '--db-path', path.join(folder, 'data')],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  for (let tries = 0; tries < 100 && !(await isHealthy(url)); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    server: { url, apiKey: null },
    async stop() {
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
