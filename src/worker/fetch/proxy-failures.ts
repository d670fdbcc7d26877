import { SourceFailure } from '#shared/errors.ts';
import { meaningOfCode } from './failures.ts';

/** What the client says of an answer to CONNECT that was no yes, and of one to a plain request. */
const answered = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/;
/** Faults of connecting that only the proxy can be at: nothing else is connected to. */
const ofConnecting =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_\w+)$/;

const isReached = new Set(['502', '503', '504']);

/**
 * A failure that lies with the proxy of the settings, not with the address that was asked for.
 *
 * @param proxy host and port, without the password that may stand with them; null: none was used
 * @returns null when it was not the proxy's
 */
export function failureOfProxy(proxy: string | null, error: unknown): SourceFailure | null {
  if (!proxy || error instanceof SourceFailure) return null;
  const { message, code = '' } = error as { message: string; code?: string };
  const [, connect, plain] = answered.exec(message) ?? [];
  const status = connect ?? plain;
  if (status === '407') {
    return new SourceFailure(
      'unreachable',
      `The proxy ${proxy} (HTTPS_PROXY) wants a user name and password, or did not accept those it was given.`,
      { cause: error },
    );
  }
  if (status) {
    const what = isReached.has(status) ? 'could not reach the address' : 'refused the address';
    return new SourceFailure(
      isReached.has(status) ? 'unreachable' : 'refused',
      `The proxy ${proxy} (HTTPS_PROXY) ${what}: it answered ${status}.`,
      { cause: error },
    );
  }
  if (!ofConnecting.test(code)) return null;
  return new SourceFailure(
    'unreachable',
    `The proxy ${proxy} (HTTPS_PROXY) could not be reached: ${meaningOfCode(code)}.`,
    { cause: error },
  );
}
