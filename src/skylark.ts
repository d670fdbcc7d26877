/** The command line: `npm run -s skylark -- COMMAND`. */
import { parseArgs } from 'node:util';
import { type Config, environment, loadConfig, WrongSettings } from '#shared/config.ts';
import { Conflict, Forbidden, Invalid, NotFound, SourceFailure } from '#shared/errors.ts';
import { reapplyTakedowns } from '#shared/publications/take-down.ts';
import { openServices } from '#shared/services.ts';
import {
  type Answer,
  type Command,
  type Given,
  type OfflineCommand,
  UsageError,
} from './commands/command.ts';
import { commands } from './commands/commands.ts';

const usage = () => {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  return [
    'npm run -s skylark -- COMMAND',
    '',
    ...commands.map(({ usage, does }) => `  ${usage.padEnd(width)}  ${does}`),
    '',
    '--json prints JSON on standard output and nothing else.',
  ].join('\n');
};

/** The command that the words name: the longest name wins ("source add" before "source"). */
function find(words: string[]) {
  const found = commands
    .filter(({ name }) => name.split(' ').every((word, at) => words[at] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!found) {
    throw new UsageError(
      words.length === 0 ? usage() : `There is no command “${words.join(' ')}”.\n\n${usage()}`,
    );
  }
  return { command: found, rest: words.slice(found.name.split(' ').length) };
}

async function run(argv: string[]): Promise<void> {
  const words = argv.filter((word) => !word.startsWith('-'));
  if (argv.includes('--help') || argv[0] === 'help') {
    console.log(usage());
    return;
  }
  const { command } = find(words);
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, ...command.options },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nUsage: ${command.usage}`);
  }
  const isJson = parsed.values.json === true;
  // A command is asked by a person or a program: its answer is its log.
  const config = loadConfig({ LOG_LEVEL: 'error', ...environment() });
  const answer = await answerOf(command, config, {
    words: parsed.positionals.slice(command.name.split(' ').length),
    options: parsed.values as Record<string, string | boolean | undefined>,
    progress: (line) => {
      if (!isJson) console.error(line);
    },
  });
  console.log(isJson ? JSON.stringify(answer.json) : answer.text);
}

async function answerOf(
  command: Command | OfflineCommand,
  config: Config,
  given: Given,
): Promise<Answer> {
  if ('runOffline' in command) return command.runOffline(config, given);
  const services = await openServices(config);
  try {
    // Before anything can be shown: the database may be an older copy that was put back.
    await reapplyTakedowns(services.fork());
    return await command.run(services, given);
  } finally {
    await services.close();
  }
}

const expected = [Conflict, Forbidden, Invalid, NotFound, SourceFailure, WrongSettings];

run(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    if (error instanceof UsageError) {
      console.error(error.message);
      process.exit(2);
    }
    const isExpected = expected.some((kind) => error instanceof kind);
    console.error(isExpected ? error.message : `Something went wrong: ${error.message}`);
    if (!isExpected && process.env.LOG_LEVEL === 'debug') console.error(error.stack);
    process.exit(1);
  },
);
