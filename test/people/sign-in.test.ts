import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { AuditEntry, User } from '#shared/entities/index.ts';
import { createApiToken, findApiToken, revokeApiToken } from '#shared/people/api-tokens.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import {
  firstAdministratorToken,
  makeFirstAdministrator,
} from '#shared/people/first-administrator.ts';
import { requestSignInLink } from '#shared/people/request-sign-in-link.ts';
import { consumeSignInLink, findSession, isUsableSignInLink } from '#shared/people/sessions.ts';
import { addUser, changeUser } from '#shared/people/users.ts';
import { openServices } from '#shared/services.ts';
import { appUnderTest } from '../support/app-under-test.ts';
import { databaseKinds, freshSettings } from '../support/databases.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';

const by = { userId: null, name: 'test' };

async function anOffice(kind: 'sqlite' | 'postgres', settings: Record<string, string> = {}) {
  const inbox = await smtpInbox();
  const time = { now: new Date('2026-09-18T09:00:00Z') };
  const services = await openServices(
    loadConfig({
      ...(await freshSettings(kind)),
      SMTP_URL: inbox.url,
      LOG_LEVEL: 'silent',
      EMBEDDER: 'off',
      ...settings,
    }),
    { clock: () => time.now },
  );
  onTestFinished(() => services.close());
  const ask = (email: string, asker = 'here') =>
    requestSignInLink(services.fork(), {
      email,
      asker,
      linkTo: (token) => `https://skylark.example/sign-in/${token}`,
    });
  const mailed = async () => {
    for (let wait = 0; wait < 50 && inbox.messages.length === 0; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return /sign-in\/(\S+)/.exec(inbox.messages.at(-1)?.text ?? '')?.[1] ?? '';
  };
  return { services, inbox, time, ask, mailed };
}

describe.each(databaseKinds)('signing in on %s', (kind) => {
  it('takes a mailed link once, and looking at it does not use it', async () => {
    const { services, ask, mailed } = await anOffice(kind);
    await addUser(services.fork(), { email: 'Ann@Council.example', role: 'member', by });

    expect(await ask(' ann@council.EXAMPLE ')).toBe('accepted');
    const token = await mailed();

    expect(await isUsableSignInLink(services.fork(), token)).toBe(true);
    expect(await isUsableSignInLink(services.fork(), token)).toBe(true);
    const session = await consumeSignInLink(services.fork(), token);
    expect(await findSession(services.fork(), session ?? '')).toMatchObject({
      email: 'ann@council.example',
      role: 'member',
    });
    expect(await consumeSignInLink(services.fork(), token)).toBeNull();
  });

  it('answers the same to an address it does not know, and mails nothing', async () => {
    const { ask, inbox } = await anOffice(kind);

    expect(await ask('stranger@council.example')).toBe('accepted');

    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(inbox.messages).toEqual([]);
  });

  it('lets a link grow old, and a session too', async () => {
    const { services, time } = await anOffice(kind);
    const em = services.fork();
    const user = await addUser(em, { email: 'ann@council.example', role: 'member', by });
    const old = await createSignInLink(em, { user, minutes: 15 });
    const good = await createSignInLink(em, { user, minutes: 24 * 60 });

    time.now = new Date('2026-09-18T09:16:00Z');
    expect(await consumeSignInLink(services.fork(), old)).toBeNull();
    const session = (await consumeSignInLink(services.fork(), good)) ?? '';
    expect(await findSession(services.fork(), session)).not.toBeNull();
    time.now = new Date('2026-09-18T21:20:00Z');

    expect(await findSession(services.fork(), session)).toBeNull();
  });

  it('counts requests by address and by asker', async () => {
    const { ask, time } = await anOffice(kind);

    const outcomes: string[] = [];
    for (let request = 0; request < 6; request += 1)
      outcomes.push(await ask('ann@council.example', `asker ${request}`));
    for (let request = 0; request < 21; request += 1)
      outcomes.push(await ask(`a${request}@council.example`, 'one asker'));

    expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('accepted'));
    expect(outcomes[5]).toBe('too-many');
    expect(outcomes.at(-1)).toBe('too-many');
    time.now = new Date('2026-09-18T09:20:00Z');
    expect(await ask('ann@council.example')).toBe('accepted');
  });

  it('lets only allowed domains in, where they are set', async () => {
    const { services, ask } = await anOffice(kind, { SIGN_IN_DOMAINS: 'gov.uk, police.uk' });

    expect(await ask('ann@elsewhere.example')).toBe('domain-not-allowed');
    expect(await ask('ann@telford.gov.uk')).toBe('accepted');
    await expect(
      addUser(services.fork(), { email: 'ann@notgov.uk', role: 'member', by }),
    ).rejects.toMatchObject({ field: 'email' });
  });

  it('makes the first administrator by a link that works once', async () => {
    const { services } = await anOffice(kind);
    const earlier = (await firstAdministratorToken(services.fork())) ?? '';
    const token = (await firstAdministratorToken(services.fork())) ?? '';
    const make = (given: string) =>
      makeFirstAdministrator(services.fork(), {
        token: given,
        email: 'ann@council.example',
        name: 'Ann',
      });

    expect(await make(earlier)).toBeNull();
    const session = (await make(token)) ?? '';

    expect(await findSession(services.fork(), session)).toMatchObject({ role: 'administrator' });
    expect(await make(token)).toBeNull();
    expect(await firstAdministratorToken(services.fork())).toBeNull();
  });

  it('keeps the last administrator, and ends the sessions of who leaves', async () => {
    const { services } = await anOffice(kind);
    const em = services.fork();
    const ann = await addUser(em, { email: 'ann@council.example', role: 'administrator', by });
    const session =
      (await consumeSignInLink(
        services.fork(),
        await createSignInLink(em, { user: ann, minutes: 15 }),
      )) ?? '';

    await expect(
      changeUser(services.fork(), { userId: ann.id, isActive: false, by }),
    ).rejects.toMatchObject({ name: 'Conflict' });
    await addUser(services.fork(), { email: 'bob@council.example', role: 'administrator', by });
    await changeUser(services.fork(), { userId: ann.id, isActive: false, by });

    expect(await findSession(services.fork(), session)).toBeNull();
    expect(await services.orm.em.fork().count(AuditEntry, { action: 'user.left' })).toBe(1);
  });

  it('lets a program in by its token until it is revoked, and stores neither', async () => {
    const { services } = await anOffice(kind);
    const ann = await addUser(services.fork(), {
      email: 'ann@council.example',
      role: 'coordinator',
      by,
    });
    const token = await createApiToken(services.fork(), { userId: ann.id, name: 'reports', by });

    expect(await findApiToken(services.fork(), token)).toMatchObject({ id: ann.id });
    expect(await findApiToken(services.fork(), `${token}x`)).toBeNull();
    const rows: object[] = await services.orm.em.getConnection().execute('select * from api_token');
    expect(JSON.stringify(rows)).not.toContain(token);
    await revokeApiToken(services.fork(), { tokenId: 1, userId: ann.id, by });
    expect(await findApiToken(services.fork(), token)).toBeNull();
    expect(await services.orm.em.fork().count(User)).toBe(1);
  });
});

it('needs a POST from a page of ours to sign in', async () => {
  const { services } = await anOffice('sqlite');
  const app = appUnderTest(services, () => 'https://skylark.example');
  const em = services.fork();
  const user = await addUser(em, { email: 'ann@council.example', role: 'member', by });
  const token = await createSignInLink(em, { user, minutes: 15 });
  const post = (origin: string) =>
    app.request(`https://skylark.example/sign-in/${token}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'next=%2F%2Fevil.example',
    });

  expect((await app.request(`https://skylark.example/sign-in/${token}`)).status).toBe(200);
  expect((await post('https://evil.example')).status).toBe(403);
  const answer = await post('https://skylark.example');

  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/');
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-skylark=.*HttpOnly.*Secure.*SameSite=Lax/,
  );
});
