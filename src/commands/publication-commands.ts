import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type MayShow, mayShowClasses } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { requestAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { type RequestView, showRequest } from '#shared/publications/show-request.ts';
import type { OpenServices } from '#shared/services.ts';
import { listedAsChoice } from '#shared/text/in-words.ts';
import { openWorker } from '#worker/open-worker.ts';
import { byCommandLine, bytesOfFile, type Command, needed, UsageError } from './command.ts';

/** What may be shown of a file; a mail and an address need no answer. */
function mayShowOf(given: string | boolean | undefined): MayShow | undefined {
  if (given === undefined) return undefined;
  const found = mayShowClasses.find((one) => one === given);
  if (!found) throw new UsageError(`--may-show is ${listedAsChoice(mayShowClasses)}.`);
  return found;
}

const isOpen = ({ state, parts }: RequestView) =>
  [state, ...parts.map((part) => part.state)].some((one) => one === 'waiting' || one === 'running');

/** Has what was asked for read here, or waits while a worker that runs already reads it. */
async function untilRead(services: OpenServices, id: number): Promise<RequestView> {
  const worker = await openWorker(services, { baseUrl: () => '' });
  try {
    for (;;) {
      const done = await worker.requests();
      const request = await showRequest({ em: services.orm.em.fork() }, id, null);
      if (!isOpen(request)) {
        await worker.index({ isPatient: true });
        return request;
      }
      if (done === 0) await delay(500);
    }
  } finally {
    await worker.close();
  }
}

/** What came of each: of a mail, one line for each link. */
function linesOf({ publication, reason, fileName, url, parts }: RequestView): string[] {
  const named = fileName ?? url ?? '';
  const why = reason ?? (parts.length > 0 ? 'a mail with these links' : 'nothing was added');
  const own = publication
    ? `${publication.title} (number ${publication.id})${reason ? `. ${reason}` : ''}`
    : [why.startsWith(named) ? '' : `${named}: `, why].join('');
  return [
    own,
    ...parts.map(
      (part) =>
        `- ${part.publication?.title ?? part.title ?? part.url}${part.reason ? `: ${part.reason}` : ''}`,
    ),
  ];
}

const add: Command = {
  name: 'publication add',
  usage: 'publication add FILE|URL [--may-show text|extract|link]',
  does: 'reads a file (PDF, Word, HTML, text, a saved mail) or an address into the library; of a file, say what may be shown',
  options: { 'may-show': { type: 'string' } },
  async run(services, given) {
    const word = needed(given, 'The file or address', add.usage);
    const mayShow = mayShowOf(given.options['may-show']);
    const work = { em: services.orm.em.fork(), clock: services.clock };
    const isAddress = /^https?:\/\//i.test(word) && !existsSync(word);
    if (isAddress && mayShow) throw new UsageError('--may-show is for files.');
    const id = isAddress
      ? await requestAddress(work, { url: word, by: byCommandLine })
      : await requestUpload(work, {
          fileName: path.basename(word),
          bytes: bytesOfFile(word),
          mayShow,
          by: byCommandLine,
        }).catch((error: unknown) => {
          if (!(error instanceof Invalid) || error.field !== 'mayShow') throw error;
          throw new UsageError(`Say what may be shown of the file.\nUsage: ${add.usage}`);
        });
    const request = await untilRead(services, id);
    if (request.state === 'failed') throw new Invalid(linesOf(request).join(' | '));
    return { text: linesOf(request).join('\n'), json: request };
  },
};

export const publicationCommands = [add];
