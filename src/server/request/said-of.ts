import { HTTPException } from 'hono/http-exception';
import {
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  NotSignedIn,
  SearchUnavailable,
} from '#shared/errors.ts';

interface Said {
  status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 503;
  title: string;
  text: string;
  /** When it is worth asking again, where that is known. */
  retryAfterSeconds?: number;
}

/** The index is looked at once a minute. */
const searchRetryAfter = 60;

/** What is said of an error, to people and programs alike; nothing of the inside is told. */
export function saidOf(error: unknown): Said {
  if (error instanceof NotFound) return { status: 404, title: 'Not found', text: error.message };
  if (error instanceof Conflict)
    return { status: 409, title: 'This cannot be done now', text: error.message };
  if (error instanceof NotSignedIn)
    return { status: 401, title: 'Not signed in', text: error.message };
  if (error instanceof Forbidden)
    return { status: 403, title: 'You may not do this', text: error.message };
  if (error instanceof Invalid)
    return { status: 422, title: 'There is a problem', text: error.message };
  if (error instanceof SearchUnavailable) {
    return {
      status: 503,
      title: 'Search is not available just now',
      text: `${error.message} Nothing is lost: publications, plans and digests work as usual, and search comes back by itself.`,
      retryAfterSeconds: searchRetryAfter,
    };
  }
  if (error instanceof HTTPException && error.status === 413) {
    return {
      status: 413,
      title: 'Too large',
      text: 'What was sent is larger than we take. A file may have 50 MB.',
    };
  }
  if (error instanceof HTTPException && error.status === 403) {
    return {
      status: 403,
      title: 'You may not do this',
      text: 'The request came from another site. Go to the page in Skylark and try again.',
    };
  }
  // Hono's validators: a body that is not what its content type says.
  if (error instanceof HTTPException && error.status < 500) {
    return {
      status: 400,
      title: 'The request is not understood',
      text: 'What was sent cannot be read: it is not what its content type says.',
    };
  }
  return {
    status: 500,
    title: 'Something went wrong',
    text: 'Something went wrong here, and it was noted. Nothing you did was lost. Try again in a moment.',
  };
}
