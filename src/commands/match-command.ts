import path from 'node:path';
import { matchJson } from '#server/api/plans/matches-schemas.ts';
import { Plan, WorkRequest } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { alongInWords, nothingAnswers } from '#shared/plans/matches/match-words.ts';
import { matchScheme, openMatch } from '#shared/plans/matches/open-match.ts';
import { type MatchView, showMatch } from '#shared/plans/matches/show-match.ts';
import type { OpenServices } from '#shared/services.ts';
import { openWorker } from '#worker/open-worker.ts';
import { byCommandLine, bytesOfFile, type Command, needed } from './command.ts';

const usage = 'plan match FILE [--title TITLE] [--plan TITLE]';

const textOf = ({ title, lines }: MatchView): string =>
  [
    title,
    ...lines.map(({ number, text, suggested }) =>
      [
        `\n${number}  ${text}`,
        ...(suggested.length === 0
          ? [`   ${nothingAnswers}`]
          : suggested.map(
              ({ entry }) => `   ${entry.ref}: ${entry.text} (${alongInWords(entry)})`,
            )),
      ].join('\n'),
    ),
  ].join('\n');

async function planNamed({ orm }: OpenServices, title: unknown): Promise<number | null> {
  if (typeof title !== 'string') return null;
  const plan = await orm.em.fork().findOne(Plan, { title });
  if (!plan) throw new Invalid(`There is no plan “${title}”.`);
  return plan.id;
}

/** Carries out what waits, or waits until another worker has. */
async function compare(services: OpenServices, matchId: number): Promise<MatchView> {
  const worker = await openWorker(services, { baseUrl: () => '' });
  try {
    await worker.requests();
  } finally {
    await worker.close();
  }
  const em = services.orm.em.fork();
  const request = await em.findOne(WorkRequest, { url: `${matchScheme}${matchId}` });
  if (request?.state === 'failed') throw new Invalid(request.reason ?? 'It could not be read.');
  return showMatch(services.fork(), matchId);
}

const planMatch: Command = {
  name: 'plan match',
  usage,
  does: 'compares a list of recommendations (DOCX, PDF, CSV, HTML, text) with the plans; --json prints what the API answers',
  options: { title: { type: 'string' }, plan: { type: 'string' } },
  async run(services, given) {
    const file = needed(given, 'The file', usage);
    const { title, plan } = given.options;
    const matchId = await openMatch(services.fork(), {
      title: typeof title === 'string' ? title : path.basename(file),
      planId: await planNamed(services, plan),
      file: { fileName: path.basename(file), bytes: bytesOfFile(file) },
      by: byCommandLine,
    });
    const match = await compare(services, matchId);
    return { text: textOf(match), json: matchJson(match) };
  },
};

export const matchCommands = [planMatch];
