/** Turns texts into vectors whose nearness is nearness in meaning. */
export interface Embedder {
  /** Vectors of different models cannot be compared: an index keeps those of one. */
  readonly model: string;
  /** The least cosine that counts as close. */
  readonly floor: number;
  /**
   * What it reads of a publication for the search index: its whole text in one vector (our own model, for
   * which every text takes its time), or each passage too.
   */
  readonly reads: 'whole' | 'passages';
  /** Milliseconds that a person's search waits for it. */
  readonly patience: number;
  /** Whether what took too long is worth asking for all the same: it is there when asked for again. */
  readonly followsUp: boolean;
  /**
   * One vector of length 1 for each text, in their order.
   *
   * @param given.within milliseconds until it is given up
   * @param given.isAwaited somebody waits: it goes before what is read in the background
   * @throws {EmbedderFailure}
   */
  embed(texts: string[], given?: { within?: number; isAwaited?: boolean }): Promise<Float32Array[]>;
  /** Whether it answers somebody who waits now; else it is told to get ready, and is in a moment. */
  isReady(): boolean;
  /** Gets it ready for somebody who is about to ask. */
  warm(): void;
  close(): Promise<void>;
}

/** The embedder did not give us vectors. The message is a sentence; words are searched all the same. */
export class EmbedderFailure extends Error {
  override readonly name = 'EmbedderFailure';
  /** Whether it refused these texts; else it is down, slow, or not what the settings say. */
  readonly isOfTexts: boolean;

  constructor(message: string, details: { cause?: unknown; isOfTexts?: boolean } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.isOfTexts = details.isOfTexts ?? false;
  }
}
