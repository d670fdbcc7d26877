import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import {
  AlertLine,
  AlertMessage,
  type AlertRhythm,
  Publication,
  SearchAlert,
  User,
} from '#shared/entities/index.ts';
import { saveSearch } from '#shared/searches/save-search.ts';
import { setAlert } from '#shared/searches/set-alert.ts';
import { openServices } from '#shared/services.ts';
import { alertTick } from '#worker/alerts/alert-tick.ts';
import { composeAlerts } from '#worker/alerts/compose-alerts.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { type GivenPublication, givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds, freshSettings } from '../support/databases.ts';
import { indexNow } from '../support/fresh-services.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';
import { sendDue } from '../support/send-due.ts';

const baseUrl = 'https://skylark.example';
/** A Wednesday; the clocks go back on Sunday 25 October. */
const wednesday = new Date('2026-10-21T10:00:00Z');
const later = (minutes: number) => new Date(wednesday.getTime() + minutes * 60_000);

async function aLibrary(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const inbox = await smtpInbox();
  const time = { now: wednesday };
  const config = loadConfig({
    ...(await freshSettings(kind)),
    SMTP_URL: inbox.url,
    LOG_LEVEL: 'silent',
    EMBEDDER: 'off',
  });
  const services = await openServices(config, { clock: () => time.now });
  onTestFinished(() => services.close());
  const em = () => services.orm.em.fork();
  const user = await givenUser(em(), { email: 'member@council.example', role: 'member' });
  return {
    services,
    inbox,
    time,
    em,
    user,
    tick: async () => {
      await alertTick(services.fork(), { baseUrl });
      await sendDue(services, baseUrl);
    },
    save: (given: { name?: string; parameters?: string; alert?: AlertRhythm } = {}) =>
      saveSearch(services.fork(), {
        name: 'Lanterns',
        parameters: 'q=lantern+protocol',
        isShared: true,
        alert: 'at-once',
        userId: user.id,
        by: actorOf(user),
        ...given,
      }),
    publish: async (given: GivenPublication = {}) => {
      const publication = await givenPublication(em(), {
        title: 'A review of practice',
        firstSeenAt: time.now,
        publishedOn: '2026-10-20',
        documents: [
          { pages: [{ number: 47, text: 'The lantern protocol <was> agreed by partners.' }] },
        ],
        ...given,
      });
      await indexNow(services, [publication.id]);
      return publication;
    },
  };
}

describe.each(databaseKinds)('an alert on %s', (kind) => {
  it('mails once what is new, says why, and quotes the page', async () => {
    const { inbox, time, tick, save, publish } = await aLibrary(kind);
    await publish({ title: 'Old news', firstSeenAt: later(-60) });
    await save();
    await tick();
    expect(inbox.messages).toEqual([]);

    time.now = later(10);
    const publication = await publish();
    await publish({ title: 'Of something else', documents: [] });
    await tick();
    await tick();

    expect(inbox.messages).toHaveLength(1);
    const [message] = inbox.messages;
    expect(message?.subject).toBe('1 new publication: Lanterns');
    expect(message?.text).toContain('A review of practice');
    expect(message?.text).toContain('“The lantern protocol <was> agreed by partners.” (page 47)');
    expect(message?.text?.replace(/\s+/g, ' ')).toContain(
      'Why this is here: the words “lantern protocol” stand in it.',
    );
    expect(message?.text).toContain(`${baseUrl}/publications/${publication.id}`);
    expect(message?.text).toContain(`${baseUrl}/searches`);
    expect(message?.text).not.toContain('Old news');
    expect(message?.text).not.toContain('something else');
    expect(String(message?.html)).toContain('<strong>lantern</strong>');
    expect(String(message?.html)).toContain('&lt;was&gt;');
    expect(String(message?.html)).not.toMatch(/<img|src=|<mark>/);
    expect(message?.headers.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringContaining(`${baseUrl}/stop-alerts/`) },
    });
    expect(message?.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toContain(
      'List-Unsubscribe=One-Click',
    );
  });

  it('is sent again under the same Message-ID after a crash in the midst of sending', async () => {
    const { inbox, time, em, tick, save, publish } = await aLibrary(kind);
    await save();
    await publish();
    await tick();

    // As a process leaves it that dies after handing the message over and before it says so.
    await em().nativeUpdate(
      AlertMessage,
      {},
      {
        state: 'sending',
        sentAt: null,
        leaseUntil: time.now,
      },
    );
    time.now = later(5);
    await tick();

    expect(inbox.messages).toHaveLength(2);
    expect(inbox.messages[1]?.messageId).toBe(inbox.messages[0]?.messageId);
    expect(inbox.messages[1]?.text).toBe(inbox.messages[0]?.text);
    expect(await em().findOneOrFail(AlertMessage, { state: 'sent' })).toMatchObject({
      attempts: 2,
    });
    expect(await em().count(AlertLine)).toBe(1);
  });

  it('lists each publication once though two look for what is new at the same time', async () => {
    const { services, inbox, em, tick, save, publish } = await aLibrary(kind);
    await save();
    await publish();
    const look = () => composeAlerts(services.fork(), { host: 'skylark.example' });

    await Promise.all([look(), look(), look()]);
    await tick();

    expect(inbox.messages).toHaveLength(1);
    expect(await em().count(AlertLine)).toBe(1);
    expect(await em().count(AlertMessage)).toBe(1);
  });

  it('comes on Monday at 7am London time when it is weekly, also when the clocks went back', async () => {
    const { inbox, time, tick, save, publish } = await aLibrary(kind);
    await save({ alert: 'weekly' });
    await publish();
    await tick();
    time.now = new Date('2026-10-26T06:59:00Z');
    await tick();
    expect(inbox.messages).toEqual([]);

    time.now = new Date('2026-10-26T07:00:00Z');
    await tick();
    await tick();
    expect(inbox.messages).toHaveLength(1);

    // The next Monday has nothing new.
    time.now = new Date('2026-11-02T08:00:00Z');
    await tick();
    expect(inbox.messages).toHaveLength(1);
  });
});

describe('an alert', () => {
  it('puts all searches of one person into one mail, each line once for each', async () => {
    const { inbox, tick, save, publish, em } = await aLibrary();
    await save();
    await save({ name: 'Reviews', parameters: 'q=review' });
    await publish();
    await publish({ title: 'Another review', documents: [] });

    await tick();

    expect(inbox.messages).toHaveLength(1);
    expect(inbox.messages[0]?.subject).toBe('2 new publications for 2 saved searches');
    expect(await em().count(AlertLine)).toBe(3);
  });

  it('finds what was offered before it was set and read after, and what came late to the index', async () => {
    const { services, inbox, time, em, tick, save } = await aLibrary();
    await save();
    const publication = await givenPublication(em(), {
      title: 'The lantern protocol',
      firstSeenAt: later(-30),
    });
    await em().execute('update version set read_at = ?', [later(5)]);
    time.now = later(6);
    await tick();
    expect(inbox.messages).toEqual([]);

    await indexNow(services, [publication.id]);
    await em().nativeUpdate(Publication, publication.id, { indexNumber: 2 });
    time.now = later(8);
    await tick();

    expect(inbox.messages).toHaveLength(1);
  });

  it('leaves out backlog, what was set aside, and publications with only some of the words', async () => {
    const { inbox, tick, save, publish, em } = await aLibrary();
    await save();
    const old = await publish({ isBacklog: true, publishedOn: '2019-01-01' });
    await publish({ status: 'set-aside' });
    await publish({ documents: [{ pages: [{ number: 1, text: 'A lantern.' }] }] });
    await tick();
    expect(inbox.messages).toEqual([]);

    const recent = await publish({ isBacklog: true, publishedOn: '2026-10-21' });
    await tick();

    const lines = await em().find(AlertLine, {});
    expect(lines.map(({ publication }) => publication.id)).toEqual([recent.id]);
    expect(recent.id).not.toBe(old.id);
  });

  it.each([
    ['the licence allows a link only', { mayShow: 'link' as const }, {}],
    ['it describes abuse', {}, { describesAbuse: true }],
  ])('quotes nothing where %s', async (_, source, publication) => {
    const { inbox, tick, save, publish, em } = await aLibrary();
    await save();
    await publish({ source: await givenSource(em(), source), ...publication });

    await tick();

    expect(inbox.messages[0]?.text).toContain('“lantern protocol”');
    expect(inbox.messages[0]?.text).not.toContain('agreed by partners');
    expect(String(inbox.messages[0]?.html)).not.toContain('agreed');
  });

  it('respects the filters of the search', async () => {
    const { inbox, tick, save, publish, em } = await aLibrary();
    const ofsted = await givenSource(em(), { publisher: 'Ofsted' });
    await save({ name: 'Ofsted', parameters: 'publisher=Ofsted' });
    await save({ name: 'Box', parameters: 'q=publisher%3AOfsted' });
    await publish();
    await publish({ title: 'By Ofsted', source: ofsted, documents: [] });

    await tick();

    const text = inbox.messages[0]?.text ?? '';
    expect(inbox.messages[0]?.subject).toBe('1 new publication for 2 saved searches');
    expect(text).toContain('By Ofsted');
    expect(text).not.toContain('A review of practice');
    expect(text.replace(/\s+/g, ' ')).toContain('it is new for Publisher: Ofsted');
  });

  it('waits for a mail server that is away, and loses nothing', async () => {
    const { inbox, time, tick, save, publish } = await aLibrary();
    await save();
    await publish();
    inbox.refusing.set('member@council.example', 451);
    await tick();
    expect(inbox.messages).toEqual([]);

    inbox.refusing.clear();
    time.now = later(6);
    await tick();

    expect(inbox.messages).toHaveLength(1);
  });

  it('does not reach somebody who left, nor quotes what was taken down meanwhile', async () => {
    const { inbox, time, em, user, tick, save, publish } = await aLibrary();
    await save();
    const publication = await publish();
    inbox.refusing.set('member@council.example', 451);
    await tick();
    inbox.refusing.clear();
    await em().nativeUpdate(Publication, publication.id, { takedown: 'restricted' });
    time.now = later(6);
    await tick();
    expect(await em().count(AlertMessage, { state: 'cancelled' })).toBe(1);

    await publish({ title: 'Lantern protocol again' });
    await em().nativeUpdate(User, user.id, { isActive: false });
    await tick();

    expect(inbox.messages).toEqual([]);
  });

  it('ends when it is switched off, and begins anew when it is switched on', async () => {
    const { services, inbox, time, tick, save, publish, user, em } = await aLibrary();
    const { id: searchId } = await save();
    await setAlert(services.fork(), { searchId, userId: user.id, rhythm: null });
    await publish();
    await tick();
    time.now = later(10);
    await setAlert(services.fork(), { searchId, userId: user.id, rhythm: 'at-once' });
    await tick();
    expect(inbox.messages).toEqual([]);

    await publish({ title: 'The lantern protocol, later' });
    await tick();

    expect(inbox.messages).toHaveLength(1);
    expect(await em().count(AlertLine)).toBe(1);
  });

  it('is stopped by the address in the mail: a GET asks, a POST without cookie or origin does', async () => {
    const { services, inbox, em, tick, save, publish } = await aLibrary();
    await save();
    await publish();
    await tick();
    const way = /https:\S+(\/stop-alerts\/\S+)/.exec(inbox.messages[0]?.text ?? '')?.[1] ?? '';
    const app = appUnderTest(services, () => baseUrl);

    const asked = await app.request(`${baseUrl}${way}`);
    expect(await asked.text()).toContain('Lanterns');
    expect(await em().count(SearchAlert)).toBe(1);

    const done = await app.request(`${baseUrl}${way}`, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(done.status).toBe(200);
    expect(await em().count(SearchAlert)).toBe(0);
    expect((await app.request(`${baseUrl}${way}`)).status).toBe(200);
    expect((await app.request(`${baseUrl}/stop-alerts/wrong`)).status).toBe(404);
  });
});
