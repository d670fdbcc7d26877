import { type Logger, pino } from 'pino';

export type { Logger };

/** The program's log: lines of JSON on standard error, with nothing secret in them. */
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
    pino.destination({ dest: 2, sync: true }),
  );
}
