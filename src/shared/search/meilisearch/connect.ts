import {
  type EnqueuedTaskPromise,
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
  MeilisearchRequestTimeOutError,
  MeilisearchTaskTimeOutError,
} from 'meilisearch';
import { SearchUnavailable } from '#shared/errors.ts';
import { minute } from '#shared/text/durations.ts';

/** Milliseconds until a question is given up, and until a task is. */
const questionTimeout = 30_000;
const taskTimeout = 30 * minute;

export interface MeiliConnection {
  client: Meilisearch;
  /** Asks, and says in our words when the server cannot be reached or refuses. */
  ask<T>(question: () => Promise<T>): Promise<T>;
  /** Waits until a task is done, and checks that it was. @throws {SearchUnavailable} */
  done(task: () => EnqueuedTaskPromise): Promise<void>;
}

const isPassing = (status: number) => status >= 500 || status === 401 || status === 403;

function translated(error: unknown): unknown {
  if (error instanceof MeilisearchApiError && isPassing(error.response.status)) {
    const { status } = error.response;
    return new SearchUnavailable(
      status >= 500
        ? `The search server answered ${status}.`
        : `The search server refuses the key: check MEILI_API_KEY (it answered ${status}).`,
      { cause: error },
    );
  }
  if (
    error instanceof MeilisearchRequestError ||
    error instanceof MeilisearchRequestTimeOutError ||
    error instanceof MeilisearchTaskTimeOutError
  ) {
    return new SearchUnavailable('The search server cannot be reached.', { cause: error });
  }
  return error;
}

/** Connects to a Meilisearch server; nothing is asked of it yet. */
export function connect(given: { url: string; apiKey: string | null }): MeiliConnection {
  const client = new Meilisearch({
    host: given.url,
    ...(given.apiKey ? { apiKey: given.apiKey } : {}),
    timeout: questionTimeout,
    defaultWaitOptions: { timeout: taskTimeout, interval: 20 },
  });
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      throw translated(error);
    }
  };
  return {
    client,
    ask,
    async done(task) {
      const { status, error, uid } = await ask(() => task().waitTask());
      if (status !== 'succeeded') {
        throw new Error(`search task ${uid} ${status}: ${error?.message ?? 'no reason given'}`);
      }
    },
  };
}
