import { SourceFailure } from '#shared/errors.ts';

const words: Record<number, string> = {
  400: 'bad request',
  401: 'sign-in needed',
  403: 'forbidden',
  404: 'not found',
  410: 'gone',
  422: 'the question was not understood',
  429: 'too many requests',
  451: 'withheld for legal reasons',
  500: 'an error on their side',
  502: 'an error on their side',
  503: 'unavailable for now',
  504: 'an error on their side',
};

/** Retry-After: seconds, or a date (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  if (!header) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - now.getTime()) / 1000));
}

/** An address as a sentence can carry it: what is asked of an API is left out. */
export function shownAddress(url: string): string {
  const at = url.indexOf('?');
  return at < 0 || url.length <= 100 ? url : `${url.slice(0, at)}?…`;
}

/** A failure for an answer that is neither 2xx nor 304. */
export function failureOfStatus(
  url: string,
  status: number,
  retryAfter: string | null,
): SourceFailure {
  const reason = [401, 403, 407, 451].includes(status)
    ? 'refused'
    : [404, 410].includes(status)
      ? 'not-found'
      : status === 429
        ? 'too-many-requests'
        : 'server-error';
  const meaning = words[status] ? ` (${words[status]})` : '';
  const seconds = retryAfterSeconds(retryAfter, new Date());
  return new SourceFailure(reason, `${shownAddress(url)} answered ${status}${meaning}.`, {
    status,
    ...(seconds === null ? {} : { retryAfterSeconds: seconds }),
  });
}

const meanings: Record<string, string> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  UND_ERR_SOCKET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** What the code of a fault of connecting means, as the end of a sentence. */
export const meaningOfCode = (code: string): string => meanings[code] ?? 'no answer could be had';

/** Translates what the HTTP client throws; a failure of ours passes through. */
export function failureOfError(url: string, error: unknown): SourceFailure {
  for (let cause = error; cause; cause = (cause as { cause?: unknown }).cause) {
    if (cause instanceof SourceFailure) return cause;
  }
  const code = String(
    (error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code ?? '',
  );
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return new SourceFailure('too-slow', `${shownAddress(url)} did not begin to answer in time.`, {
      cause: error,
    });
  }
  return new SourceFailure(
    'unreachable',
    `${shownAddress(url)} could not be reached: ${meaningOfCode(code)}.`,
    {
      cause: error,
    },
  );
}
