import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openQueryVectors } from '#shared/search/embedding/ask-for-query.ts';
import { openModelRunner } from '#shared/search/embedding/model-runner.ts';
import { openOwnEmbedder } from '#shared/search/embedding/open-own-embedder.ts';
import { ownDimension, ownModel } from '#shared/search/embedding/own-model.ts';
import { cosine } from '#shared/text/vector-bytes.ts';
import { temporaryFolder } from '../support/databases.ts';

const trap = fileURLToPath(new URL('../support/socket-trap.mjs', import.meta.url));
const trapped = [`--allow-fs-read=${trap}`, '--import', trap];

function open(given: Parameters<typeof openOwnEmbedder>[0] = {}) {
  const embedder = openOwnEmbedder(given);
  onTestFinished(() => embedder.close());
  return embedder;
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the model that comes with the product', { timeout: 120_000 }, () => {
  it('puts near what means the same, and opens no connection over it', async () => {
    const embedder = open({ execArgv: trapped });

    const [cab, taxi, museum] = await embedder.embed([
      'Taxi drivers are trained to notice exploitation',
      'Minicab chauffeurs learn the signs that a youngster is being used',
      'The museum café sells tea and cake',
    ]);

    if (!cab || !taxi || !museum) throw new Error('it answered less than it was asked');
    expect(cab).toHaveLength(ownDimension);
    expect(Math.hypot(...cab)).toBeCloseTo(1, 5);
    expect(cosine(cab, taxi)).toBeGreaterThan(0.25);
    expect(cosine(cab, museum)).toBeLessThan(0.2);
    expect(ownModel).toMatch(/^all-MiniLM-L6-v2-int8 1\.0\.0 [0-9a-f]{12}$/);
  });

  it('ends when it has had nothing to do for a while, and starts again with the next', async () => {
    const embedder = open({ idle: 300 });
    expect(embedder.pids()).toEqual([]);

    await embedder.embed(['taxi'], { isAwaited: true });
    const [pid = 0] = embedder.pids();
    expect(embedder.isReady()).toBe(true);
    await until(() => !isAlive(pid));

    expect(embedder.pids()).toEqual([]);
    expect(embedder.isReady()).toBe(false);
    expect(await embedder.embed(['taxi'], { isAwaited: true })).toHaveLength(1);
  });

  it('reads a text again on which its process was killed', async () => {
    const embedder = open();
    await embedder.embed(['taxi']);
    const [pid = 0] = embedder.pids();

    const reading = embedder.embed(['hotel '.repeat(300), 'taxi']);
    process.kill(pid, 'SIGKILL');

    const [hotel, taxi] = await reading;
    expect(hotel).toEqual((await embedder.embed(['hotel '.repeat(300)]))[0]);
    expect(taxi).toEqual((await embedder.embed(['taxi']))[0]);
    expect(embedder.pids()).not.toContain(pid);
  });

  it('keeps nobody waiting while it starts: what was asked for is there in a moment', async () => {
    const vectorOf = openQueryVectors(open(), (failure) => {
      throw failure;
    });
    const began = performance.now();

    expect(await vectorOf('taxi')).toBe('coming');
    expect(performance.now() - began).toBeLessThan(1000);
    await until(async () => (await vectorOf('taxi')) !== 'coming');

    expect(await vectorOf('taxi')).toBeInstanceOf(Float32Array);
  });

  it('says what is wrong with a file that is not the one that was chosen', async () => {
    const folder = path.join(temporaryFolder(), 'embedding');
    cpSync('src/shared/search/embedding', folder, { recursive: true });
    appendFileSync(path.join(folder, 'minilm/vocabulary.txt'), 'one more\n');
    const runner = openModelRunner({ idle: 1000, isInBackground: false, folder });
    onTestFinished(() => runner.close());

    await expect(runner.read('taxi')).rejects.toMatchObject({
      name: 'EmbedderFailure',
      message: expect.stringMatching(/vocabulary\.txt is damaged: its SHA-256 is [0-9a-f]{64}/),
    });
  });

  it('is refused what it has just asked for once it is closed', async () => {
    const embedder = open();
    const reading = embedder.embed(['taxi']);

    await embedder.close();

    await expect(reading).rejects.toThrow('The language model has been closed.');
    await expect(embedder.embed(['taxi'])).rejects.toThrow('has been closed');
  });
});

describe('the trap for connections', () => {
  const run = (script: string) =>
    spawnSync(process.execPath, ['--import', trap, '--input-type=module', '-e', script]).status;

  it.each([
    "import net from 'node:net'; net.connect(9, '127.0.0.1')",
    "import net from 'node:net'; net.createServer().listen(0)",
    "import http from 'node:http'; http.get('http://127.0.0.1:9/')",
    "await fetch('http://127.0.0.1:9/')",
    "import { lookup } from 'node:dns'; lookup('example.org', () => {})",
    "import dgram from 'node:dgram'; dgram.createSocket('udp4')",
  ])('catches %s', (script) => {
    expect(run(script)).toBe(86);
  });

  it('lets everything else go on', () => {
    expect(run('await import("node:fs")')).toBe(0);
  });

  it('is not needed: Node itself refuses connections to such a process', () => {
    const said = execFileSync(process.execPath, [
      '--permission',
      '-e',
      "require('net').connect(9, '127.0.0.1').on('error', ({ code }) => console.log(code))",
    ]);

    expect(String(said).trim()).toBe('ERR_ACCESS_DENIED');
  });
});

it('comes with its licences, and one build of what runs it', () => {
  const files = readdirSync('src/shared/search/embedding/onnxruntime');

  expect(files.filter((file) => file.endsWith('.wasm'))).toHaveLength(1);
  expect(readFileSync('src/shared/search/embedding/onnxruntime/LICENSE', 'utf8')).toContain('MIT');
  expect(readFileSync('src/shared/search/embedding/minilm/LICENSE', 'utf8')).toContain(
    'Apache License',
  );
});
