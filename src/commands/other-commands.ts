import { toAnswer, wordingInWords } from '#shared/digests/digest-wording.ts';
import { linesToConfirm, toConfirmInWords } from '#shared/digests/lines-to-confirm.ts';
import { digestMail } from '#shared/digests/render-message.tsx';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { asSent, showDigest } from '#shared/digests/show-digest.ts';
import { presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import { User } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import { daysOfWeek } from '#shared/london.ts';
import { createApiToken } from '#shared/people/api-tokens.ts';
import { createSignInLink, printedLinkMinutes } from '#shared/people/create-sign-in-link.ts';
import { offeredRoles } from '#shared/people/permissions.ts';
import { addUser } from '#shared/people/users.ts';
import { importPlan, previewPlanImport } from '#shared/plans/files/import-plan.ts';
import { textOfPlanFile } from '#shared/plans/files/text-of-plan-file.ts';
import type { OpenServices } from '#shared/services.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { counted } from '#shared/text/in-words.ts';
import { openWorker } from '#worker/open-worker.ts';
import {
  byCommandLine,
  bytesOfFile,
  type Command,
  type Given,
  needed,
  UsageError,
} from './command.ts';

const baseUrlOf = ({ config }: OpenServices) =>
  config.baseUrl ?? `http://${config.host}:${config.port}`;

const planImport: Command = {
  name: 'plan import',
  usage: 'plan import FILE [--title TITLE] [--dry-run]',
  does: 'imports an action plan from CSV; mistakes are told line by line and change nothing',
  options: { title: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  async run(services, given) {
    const file = needed(given, 'The file', planImport.usage);
    const csv = textOfPlanFile(bytesOfFile(file));
    const title = typeof given.options.title === 'string' ? given.options.title : null;
    const preview = await previewPlanImport(services, { csv, title });
    if (preview.problems.length > 0) {
      const lines = preview.problems.map(
        ({ line, column, message }) =>
          `${line ? `line ${line}${column ? `, ${column}` : ''}: ` : ''}${message}`,
      );
      throw new Invalid(
        `Nothing was imported. ${counted(lines.length, 'mistake')}: ${lines.join(' | ')}`,
      );
    }
    if (given.options['dry-run']) {
      const { title: name, added, changed, unchanged, missing } = preview;
      return {
        text: `“${name}”: ${added.length} would be added, ${changed.length} changed, ${unchanged} unchanged, ${missing.length} not in the file.`,
        json: { title: name, added: added.length, changed: changed.length, unchanged, missing },
      };
    }
    const outcome = await importPlan(services, { csv, title, by: byCommandLine });
    return { text: `Imported: ${outcome.added} added, ${outcome.changed} changed.`, json: outcome };
  },
};

function weekOfOption(services: OpenServices, given: Given): string {
  const { week } = given.options;
  if (typeof week !== 'string') return presentWeek(services.clock()).week;
  if (week === 'last') return weekBefore(presentWeek(services.clock())).week;
  if (!daysOfWeek(week)) throw new UsageError(`“${week}” is not a week. Write it like 2026-W38.`);
  return week;
}

const digestPreview: Command = {
  name: 'digest preview',
  usage: 'digest preview [--week 2026-W38]',
  does: 'prints a week’s digest as its text part',
  options: { week: { type: 'string' } },
  async run(services, given) {
    const digest = await showDigest(services, weekOfOption(services, given));
    const { text } = await digestMail(asSent(digest), {
      baseUrl: baseUrlOf(services),
      unsubscribeUrl: null,
      isDemonstration: services.config.isDemonstration,
    });
    return { text, json: { ...digest, text } };
  },
};

const digestSend: Command = {
  name: 'digest send',
  usage: 'digest send [--week 2026-W38] [--confirm ID,ID] [--reason TEXT]',
  does: 'approves and sends a week’s digest now; --confirm names publications that do not stand well and go out all the same; --reason says why words that blame or may identify stay',
  options: { week: { type: 'string' }, confirm: { type: 'string' }, reason: { type: 'string' } },
  async run(services, given) {
    const week = weekOfOption(services, given);
    if (!services.mailer.isConfigured)
      throw new Invalid('No mail server is set (SMTP_URL), so nothing can be sent.');
    const confirmed = String(given.options.confirm ?? '')
      .split(',')
      .filter(Boolean)
      .map(Number);
    const digest = await showDigest(services, week);
    const isOpen = digest.state === 'draft' || digest.state === 'missed';
    const unconfirmed = isOpen ? linesToConfirm(asSent(digest).lines, confirmed) : [];
    if (unconfirmed.length > 0) {
      const ids = unconfirmed.map(({ publicationId }) => publicationId);
      throw new Invalid(
        `Nothing was sent. Leave these out, or confirm them with --confirm ${[...confirmed, ...ids].join(',')}: ${toConfirmInWords(unconfirmed)}.`,
      );
    }
    const reason = String(given.options.reason ?? '');
    const reasons = Object.fromEntries(digest.wording.map(({ key }) => [key, reason]));
    const unanswered = isOpen ? toAnswer(digest.wording, reasons) : [];
    if (unanswered.length > 0) {
      throw new Invalid(
        `Nothing was sent. Change these words, or say with --reason why they stay: ${wordingInWords(unanswered)}.`,
      );
    }
    const subscribers = await sendDigestNow(services, {
      week,
      confirmed,
      reasons,
      host: new URL(baseUrlOf(services)).hostname,
      by: byCommandLine,
    });
    const worker = await openWorker(services, { baseUrl: () => baseUrlOf(services) });
    try {
      await worker.digests();
      await worker.send();
    } finally {
      await worker.close();
    }
    const { deliveries } = await showDigest(
      { em: services.orm.em.fork(), clock: services.clock },
      week,
    );
    return {
      text: `Sent to ${deliveries.sent} of ${subscribers || deliveries.sent} subscribers.${deliveries.failed.length ? ` ${deliveries.failed.length} failed.` : ''}`,
      json: { week, sent: deliveries.sent, waiting: deliveries.waiting, failed: deliveries.failed },
    };
  },
};

const userAdd: Command = {
  name: 'user add',
  usage: `user add EMAIL --role ${offeredRoles.join('|')} [--name NAME]`,
  does: 'lets a person sign in, and prints a sign-in link',
  options: { role: { type: 'string' }, name: { type: 'string' } },
  async run(services, given) {
    const email = needed(given, 'The email address', userAdd.usage);
    const role = offeredRoles.find((one) => one === given.options.role);
    if (!role)
      throw new UsageError(`--role is one of ${offeredRoles.join(', ')}.\nUsage: ${userAdd.usage}`);
    const known = await services.em.findOne(User, {
      email: email.toLowerCase(),
      isActive: true,
      role,
    });
    const name = typeof given.options.name === 'string' ? given.options.name : null;
    const user = known ?? (await addUser(services, { email, name, role, by: byCommandLine }));
    const token = await createSignInLink(services, { user, minutes: printedLinkMinutes });
    const link = `${baseUrlOf(services)}/sign-in/${token}`;
    return {
      text: `${user.email} may sign in as ${user.role}. This link works once, for a day:\n${link}`,
      json: { email: user.email, role: user.role, link },
    };
  },
};

const tokenCreate: Command = {
  name: 'token create',
  usage: 'token create EMAIL [--name NAME]',
  does: 'makes an API token for a user, and prints it once',
  options: { name: { type: 'string' } },
  async run(services, given) {
    const email = needed(given, 'The email address', tokenCreate.usage).toLowerCase();
    const user = await services.em.findOne(User, { email, isActive: true });
    if (!user) throw new NotFound('user', email);
    const name =
      typeof given.options.name === 'string' ? given.options.name : 'made on the command line';
    const token = await createApiToken(services, { userId: user.id, name, by: byCommandLine });
    return { text: token, json: { token } };
  },
};

const assurance: Command = {
  name: 'assurance',
  usage: 'assurance',
  does: 'says what was seen in the last seven days, and what could not be',
  async run(services) {
    const told = await scanAssurance(services);
    const { words, worker } = told;
    return { text: worker.isWell ? words : `${words}\n${worker.words}`, json: told };
  },
};

export const otherCommands = [
  planImport,
  digestPreview,
  digestSend,
  userAdd,
  tokenCreate,
  assurance,
];
