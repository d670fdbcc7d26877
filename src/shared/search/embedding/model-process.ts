/**
 * Runs the sentence model in a process of its own: its memory goes with it, and it may read the files of
 * this folder and nothing else, nor open a connection (`open-own-embedder.ts` starts it so). Only what
 * Node itself provides is imported, and what lies in this folder.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { longestText, type ModelFile, modelFiles, ownDimension } from './own-model.ts';
import { type WordPieces, wordPieces } from './word-piece.ts';

/** Texts to read, one message a text: answered in their order. */
export interface ToRead {
  text: string;
}

/** What comes of it; the first message says that it is ready, or why it never will be. */
export type FromModel =
  | { kind: 'ready' }
  | { kind: 'unfit'; message: string }
  | { kind: 'vector'; vector: Float32Array }
  | { kind: 'failed'; message: string };

/** What of ONNX Runtime is used; it comes without types. */
interface Runtime {
  env: { wasm: { numThreads: number; wasmBinary: Uint8Array }; logLevel: string };
  Tensor: new (type: 'int64', data: BigInt64Array, dims: number[]) => Tensor;
  InferenceSession: {
    create(model: Uint8Array, given: { executionProviders: string[] }): Promise<Session>;
  };
}
interface Tensor {
  data: Float32Array;
  dispose(): void;
}
interface Session {
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
}

/** @throws {Error} when the file is not the one that was chosen */
function checked({ path, sha256 }: ModelFile): Buffer {
  const bytes = readFileSync(new URL(path, import.meta.url));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new Error(`${path} is damaged: its SHA-256 is ${found}, and should be ${sha256}.`);
  return bytes;
}

async function loadSession(): Promise<{ runtime: Runtime; session: Session }> {
  checked(modelFiles.runtimeScript);
  checked(modelFiles.runtimeGlue);
  const script = new URL(modelFiles.runtimeScript.path, import.meta.url).href;
  const runtime = (await import(script)) as Runtime;
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmBinary = checked(modelFiles.runtime);
  const session = await runtime.InferenceSession.create(checked(modelFiles.weights), {
    executionProviders: ['wasm'],
  });
  return { runtime, session };
}

/** The mean over a text's pieces, brought to length 1. */
function meanOf(states: Float32Array, pieces: number): Float32Array {
  const vector = new Float32Array(ownDimension);
  for (let at = 0; at < pieces * ownDimension; at += 1) {
    const place = at % ownDimension;
    vector[place] = (vector[place] ?? 0) + (states[at] ?? 0);
  }
  const length = Math.hypot(...vector);
  return vector.map((one) => one / length);
}

async function openModel(): Promise<(text: string) => Promise<Float32Array>> {
  const words = checked(modelFiles.vocabulary).toString('utf8').trimEnd().split('\n');
  const pieces: WordPieces = wordPieces(words);
  const { runtime, session } = await loadSession();

  return async (text) => {
    const ids = pieces.idsOf(text, longestText);
    const tensor = (data: BigInt64Array) => new runtime.Tensor('int64', data, [1, ids.length]);
    const answer = await session.run({
      input_ids: tensor(BigInt64Array.from(ids, BigInt)),
      attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
      token_type_ids: tensor(new BigInt64Array(ids.length)),
    });
    const states = answer.last_hidden_state;
    if (!states) throw new Error('The model answered without what was asked for.');
    const vector = meanOf(states.data, ids.length);
    states.dispose();
    return vector;
  };
}

const tell = (message: FromModel) => process.send?.(message);

/** What is read in the background gives way to whatever else the machine has to do. */
if (process.argv.includes('--in-background')) setPriority(15);

// Ctrl+C goes to us too; whoever asked ends in order, and ends us.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());

async function start(): Promise<void> {
  const vectorOf = await openModel();
  // One text through all of it: what is compiled and set aside with the first belongs to starting.
  await vectorOf('ready');
  let last: Promise<void> = Promise.resolve();
  process.on('message', ({ text }: ToRead) => {
    last = last.then(async () => {
      try {
        tell({ kind: 'vector', vector: await vectorOf(text) });
      } catch (error) {
        tell({ kind: 'failed', message: (error as Error).message });
      }
    });
  });
  tell({ kind: 'ready' });
}

start().catch((error: Error) => tell({ kind: 'unfit', message: error.message }));
