import { HTTPException } from 'hono/http-exception';
import { type DatabaseFault, databaseFaultOf } from '#shared/database/fault-of.ts';
import {
  ChangedMeanwhile,
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  NotSignedIn,
  SearchUnavailable,
} from '#shared/errors.ts';

interface Said {
  status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 500 | 503;
  title: string;
  text: string;
  /** When it is worth asking again, where that is known. */
  retryAfterSeconds?: number;
}

/** The index is looked at once a minute. */
const searchRetryAfter = 60;

const databaseTitles: Record<DatabaseFault['reason'], string> = {
  busy: 'Somebody else is writing just now',
  full: 'Nothing can be saved just now',
  unreachable: 'The library does not answer just now',
};

/** A lock or a connection is mostly free again by then, in seconds. */
const databaseRetryAfter = 10;

/** Errors that say themselves what happened. */
const ours: [new (...given: never[]) => Error, Said['status'], string][] = [
  [NotFound, 404, 'Not found'],
  [ChangedMeanwhile, 412, 'It was changed meanwhile'],
  [Conflict, 409, 'This cannot be done now'],
  [NotSignedIn, 401, 'Not signed in'],
  [Forbidden, 403, 'You may not do this'],
  [Invalid, 422, 'There is a problem'],
];

function saidOfRequest({ status }: HTTPException): Said | null {
  if (status === 413) {
    return {
      status: 413,
      title: 'Too large',
      text: 'What was sent is larger than we take. A file may have 50 MB.',
    };
  }
  if (status === 403) {
    return {
      status: 403,
      title: 'You may not do this',
      text: 'The request came from another site. Go to the page in Skylark and try again.',
    };
  }
  if (status === 415) {
    return {
      status: 415,
      title: 'Not a type that is taken here',
      text: 'What was sent is of a type that is not taken here, or does not say its type. Send JSON, with Content-Type: application/json, or what the description names.',
    };
  }
  // Hono's validators: a body that is not what its content type says.
  return status < 500
    ? {
        status: 400,
        title: 'The request is not understood',
        text: 'What was sent cannot be read: it is not what its content type says.',
      }
    : null;
}

function saidOfService(error: unknown): Said | null {
  if (error instanceof SearchUnavailable) {
    return {
      status: 503,
      title: 'Search is not available just now',
      text: `${error.message} Nothing is lost: publications, plans and digests work as usual, and search comes back by itself.`,
      retryAfterSeconds: searchRetryAfter,
    };
  }
  const fault = databaseFaultOf(error);
  return (
    fault && {
      status: 503,
      title: databaseTitles[fault.reason],
      text: fault.words,
      retryAfterSeconds: databaseRetryAfter,
    }
  );
}

/** What is said of an error, to people and programs alike; nothing of the inside is told. */
export function saidOf(error: unknown): Said {
  for (const [kind, status, title] of ours) {
    if (error instanceof kind) return { status, title, text: error.message };
  }
  const said = error instanceof HTTPException ? saidOfRequest(error) : saidOfService(error);
  return (
    said ?? {
      status: 500,
      title: 'Something went wrong',
      text: 'Something went wrong here, and it was noted. Nothing you did was lost. Try again in a moment.',
    }
  );
}
