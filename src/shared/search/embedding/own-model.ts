/**
 * The sentence model that comes with the product, and the files that make it: all-MiniLM-L6-v2 with
 * weights of eight bits (`minilm/README.md`), run by ONNX Runtime's WebAssembly (`onnxruntime/README.md`).
 */

/** A file that the model's process loads, with what it must hash to (SHA-256). */
export interface ModelFile {
  path: string;
  sha256: string;
}

export const modelFiles = {
  weights: {
    path: 'minilm/model.onnx',
    sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
  },
  vocabulary: {
    path: 'minilm/vocabulary.txt',
    sha256: '07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3',
  },
  runtime: {
    path: 'onnxruntime/ort-wasm-simd-threaded.wasm',
    sha256: '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2',
  },
  runtimeScript: {
    path: 'onnxruntime/ort.wasm.min.mjs',
    sha256: '219e6a1fc8a9938268d18efca3c91d310bd2f4a59bbd13744df5b2b7fc6cee3b',
  },
  runtimeGlue: {
    path: 'onnxruntime/ort-wasm-simd-threaded.mjs',
    sha256: 'e13f7f94fc51b4ca72b12faeb1ee95f4ace6dfbc8939bc718aabdc0a27c4299b',
  },
} as const satisfies Record<string, ModelFile>;

/**
 * Name, version and the beginning of the hash of its weights: stands beside every vector, and vectors
 * of another are of another generation.
 */
export const ownModel = `all-MiniLM-L6-v2-int8 1.0.0 ${modelFiles.weights.sha256.slice(0, 12)}`;

/** Numbers of a vector. */
export const ownDimension = 384;

/** Pieces of words that it reads of a text, the two marks around it counted; the rest it does not see. */
export const longestText = 256;

/**
 * The least cosine that counts as close: of questions that nothing in the demonstration answers, the
 * nearest publication is below it.
 */
export const ownFloor = 0.3;
