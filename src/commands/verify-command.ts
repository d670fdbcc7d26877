import { Invalid } from '#shared/errors.ts';
import { verifyEvidence } from '#shared/plans/evidence/pack-evidence.ts';
import { counted } from '#shared/text/in-words.ts';
import { bytesOfFile, needed, type OfflineCommand } from './command.ts';

export const verifyCommand: OfflineCommand = {
  name: 'verify',
  usage: 'verify FILE',
  does: 'checks an archive of evidence that was saved from a link: whether each file is as it was packed',
  async runOffline(_config, given) {
    const name = needed(given, 'The file', verifyCommand.usage);
    const verified = verifyEvidence(bytesOfFile(name));
    if (!verified.isIntact) throw new Invalid(`${name}: ${verified.problems.join(' ')}`);
    return {
      text: `${name} is as it was packed: ${counted(verified.files.length, 'file')}.`,
      json: verified,
    };
  },
};
