import { assuranceCommands } from './assurance-commands.ts';
import { backupCommands } from './backup/backup-commands.ts';
import type { Command, OfflineCommand } from './command.ts';
import { doctor } from './doctor/doctor.ts';
import { libraryCommands } from './library-commands.ts';
import { matchCommands } from './match-command.ts';
import { otherCommands } from './other-commands.ts';
import { publicationCommands } from './publication-commands.ts';
import { scanCommand } from './scan-command.ts';
import { sourceCommands } from './source-commands.ts';
import { verifyCommand } from './verify-command.ts';

export const commands: (Command | OfflineCommand)[] = [
  ...sourceCommands,
  scanCommand,
  ...publicationCommands,
  ...libraryCommands,
  ...backupCommands,
  ...otherCommands,
  ...matchCommands,
  ...assuranceCommands,
  verifyCommand,
  doctor,
];
