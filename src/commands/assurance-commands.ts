import { writeFileSync } from 'node:fs';
import { mentionWays } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { OpenServices } from '#shared/services.ts';
import { addMentions } from '#shared/sources/missed/add-mentions.ts';
import { readListedItems } from '#shared/sources/missed/list-lines.ts';
import { methodPaper } from '#shared/sources/missed/method-paper.ts';
import { drawUpMethod } from '#shared/sources/missed/method-statement.ts';
import { presentQuarter, showMissed } from '#shared/sources/missed/show-missed.ts';
import { decodeFile } from '#shared/text/files/decode-file.ts';
import { counted } from '#shared/text/in-words.ts';
import { wordFile } from '#shared/text/paper/word-file.ts';
import { daysOfQuarter, type Quarter } from '#shared/text/quarters.ts';
import { readDay } from '#shared/text/read-day.ts';
import { byCommandLine, bytesOfFile, type Command, needed, UsageError } from './command.ts';

function quarterOf(services: OpenServices, name: unknown): Quarter {
  if (typeof name !== 'string') return presentQuarter(services);
  const quarter = daysOfQuarter(name);
  if (!quarter) throw new UsageError(`There is no quarter ${name}: give one like 2026-Q3.`);
  return quarter;
}

const missed: Command = {
  name: 'missed',
  usage: 'missed [--quarter 2026-Q3]',
  does: 'says what the scan missed of what reached the group by other ways, and why',
  options: { quarter: { type: 'string' } },
  async run(services, { options }) {
    const quarter = quarterOf(services, options.quarter);
    const question = { quarter, verdict: 'missed', page: 1, size: 100 } as const;
    const { recall, items } = await showMissed(services, question);
    const lines = items.map(
      (one) => `- ${one.publication?.title ?? one.title ?? one.url}: ${one.words}`,
    );
    const json = items.map(({ id, title, url, reason, words }) => ({
      id,
      title,
      url,
      reason,
      words,
    }));
    return {
      text: [`${quarter.words}: ${recall.words}`, ...lines].join('\n'),
      json: { quarter: quarter.quarter, recall, missed: json },
    };
  },
};

const missedAdd: Command = {
  name: 'missed add',
  usage: `missed add FILE --way ${mentionWays.join('|')} [--origin WORDS] [--on DAY]`,
  does: 'compares a list (text or CSV) that reached the group by another way with what the scan had',
  options: { way: { type: 'string' }, origin: { type: 'string' }, on: { type: 'string' } },
  async run(services, given) {
    const file = needed(given, 'The file', missedAdd.usage);
    const { options } = given;
    const way = mentionWays.find((one) => one === options.way);
    if (!way)
      throw new UsageError(`--way is one of ${mentionWays.join(', ')}.\nUsage: ${missedAdd.usage}`);
    const day = typeof options.on === 'string' ? readDay(options.on) : null;
    if (day && 'problem' in day) throw new Invalid(day.problem);
    const { items, left } = readListedItems(decodeFile(bytesOfFile(file)));
    const ids = await addMentions(services, {
      way,
      origin: typeof options.origin === 'string' ? options.origin : null,
      reachedOn: day?.value ?? null,
      items,
      by: byCommandLine,
    });
    const more = left > 0 ? ` ${counted(left, 'line')} more were not read.` : '';
    return {
      text: `${counted(ids.length, 'publication was', 'publications were')} noted.${more}`,
      json: { noted: ids.length, left },
    };
  },
};

const method: Command = {
  name: 'method',
  usage: 'method QUARTER FILE.docx',
  does: 'writes the method statement of a quarter (2026-Q3) as a Word file',
  async run(services, given) {
    const name = needed(given, 'The quarter', method.usage);
    const file = given.words[1];
    if (!file) throw new UsageError(`The file is missing.\nUsage: ${method.usage}`);
    const paper = methodPaper(await drawUpMethod(services, quarterOf(services, name)));
    try {
      writeFileSync(file, await wordFile(paper));
    } catch (error) {
      throw new Invalid(`${file} cannot be written.`, undefined, { cause: error });
    }
    return { text: `“${paper.title}” was written to ${file}.`, json: { title: paper.title, file } };
  },
};

export const assuranceCommands = [missed, missedAdd, method];
