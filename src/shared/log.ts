import { format } from 'node:util';
import { type Logger, pino } from 'pino';

export type { Logger };

const levels: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

const valueInWords = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A line of the log as somebody at a terminal reads it: "20:10:35 registered the starter sources (sources 53)". */
export function lineForPeople(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as {
    level: number;
    time: string;
    msg?: string;
    err?: { message?: string; stack?: string };
  };
  const name = levels[level];
  const details = Object.entries(rest).map(([key, value]) => `${key} ${valueInWords(value)}`);
  const fault = err?.stack ?? err?.message;
  return [
    new Date(time).toTimeString().slice(0, 8),
    ...(name ? [name] : []),
    msg ?? '',
    ...(details.length > 0 ? [`(${details.join(', ')})`] : []),
  ]
    .join(' ')
    .concat(fault ? `\n  ${fault.replaceAll('\n', '\n  ')}` : '');
}

/** Lines go out at once, and in whole: whoever ends the process loses none. */
const standardError = (isForPeople: boolean) => {
  const out = pino.destination({ dest: 2, sync: true });
  return isForPeople
    ? { write: (line: string) => void out.write(`${lineForPeople(line)}\n`) }
    : out;
};

/**
 * The program's log, on standard error, with nothing secret in it: a line of JSON each, or at a terminal
 * a line for people.
 */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          '*.token',
          '*.password',
          '*.authorization',
          '*.cookie',
          '*.email',
          'token',
          'email',
        ],
        censor: '[removed]',
      },
    },
    standardError(process.stderr.isTTY === true),
  );
}

/**
 * Has everything that this thread would say in a form of its own say it in the log's: what libraries
 * write to the console, and Node's warnings. For processes that run on; a command's console is its answer.
 */
export function logWhatIsSaid(log: Logger): void {
  const said =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...words: unknown[]) =>
      log[level]({ from: 'console' }, format(...words));
  console.debug = said('debug');
  console.log = said('info');
  console.info = said('info');
  console.warn = said('warn');
  console.error = said('error');
  process.removeAllListeners('warning');
  process.on('warning', (warning) =>
    log.warn({ from: 'node', name: warning.name }, warning.message),
  );
}

/** A fault that nothing caught is logged like all else, and ends the process as it would have. */
export function logWhatEndsIt(log: Logger): void {
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'Skylark ends: a fault that nothing caught');
    process.exit(1);
  });
}
