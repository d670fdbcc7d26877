/** Turns texts into vectors whose nearness is nearness in meaning. */
export interface Embedder {
  /** Vectors of different models cannot be compared: an index keeps those of one. */
  readonly model: string;
  /** The least cosine that counts as close. */
  readonly floor: number;
  /**
   * One vector of length 1 for each text, in their order.
   *
   * @param given.within milliseconds until it is given up
   * @throws {EmbedderFailure}
   */
  embed(texts: string[], given?: { within?: number }): Promise<Float32Array[]>;
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
