import type { Command } from './command.ts';
import { libraryCommands } from './library-commands.ts';
import { otherCommands } from './other-commands.ts';
import { scanCommand } from './scan-command.ts';
import { sourceCommands } from './source-commands.ts';

export const commands: Command[] = [
  ...sourceCommands,
  scanCommand,
  ...libraryCommands,
  ...otherCommands,
];
