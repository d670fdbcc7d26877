import { describe, expect, it } from 'vitest';
import { AuditEntry, Letter, User } from '#shared/entities/index.ts';
import { freshApp } from '../support/fresh-app.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';
import { sendDue } from '../support/send-due.ts';

const baseUrl = 'http://skylark.test';
const person = { email: 'ann@police.example', name: 'Ann', role: 'member' };
const linkIn = (text: string) => /(http:\/\/skylark\.test\/sign-in\/[\w-]+)/.exec(text)?.[1] ?? '';

async function signIn(app: Awaited<ReturnType<typeof freshApp>>['app'], link: string) {
  const answer = await app.request(link, {
    method: 'POST',
    headers: { origin: baseUrl },
    body: new URLSearchParams({ next: '/' }),
  });
  return answer.status;
}

describe('somebody who is added', () => {
  it('is told by mail, with a link that signs in', async () => {
    const inbox = await smtpInbox();
    const { app, services, as } = await freshApp('sqlite', { settings: { SMTP_URL: inbox.url } });
    const administrator = await as('administrator');

    const answer = await administrator.post('/people', person);
    expect(answer.status).toBe(303);
    expect(await (await administrator.get('/people')).text()).toContain('A mail is on its way');
    await sendDue(services, baseUrl);

    expect(inbox.messages).toHaveLength(1);
    const [mail] = inbox.messages;
    expect(mail?.subject).toBe('You can sign in to Skylark');
    expect([mail?.to].flat()[0]?.text).toBe('ann@police.example');
    expect(mail?.text?.replace(/\s+/g, ' ')).toContain('has added you to Skylark as member');
    expect(await (await administrator.get('/people')).text()).toContain('Told by mail on');
    expect(await signIn(app, linkIn(mail?.text ?? ''))).toBe(303);
    expect(await signIn(app, linkIn(mail?.text ?? ''))).toBe(410);
  });

  it('is not told any more once signed in otherwise, or gone', async () => {
    const inbox = await smtpInbox();
    const { services, as } = await freshApp('sqlite', { settings: { SMTP_URL: inbox.url } });
    const administrator = await as('administrator');
    await administrator.post('/people', person);
    await administrator.post('/people', { ...person, email: 'bob@police.example' });
    const em = services.orm.em.fork();
    const later = new Date(Date.now() + 60_000);
    await em.nativeUpdate(User, { email: person.email }, { lastSignedInAt: later });
    await em.nativeUpdate(User, { email: 'bob@police.example' }, { isActive: false });

    await sendDue(services, baseUrl);

    expect(inbox.messages).toEqual([]);
    expect(await em.count(Letter, { state: 'cancelled' })).toBe(2);
  });

  it('gets the link handed over where no mail server is set', async () => {
    const { app, services, as } = await freshApp();
    const administrator = await as('administrator');

    const answer = await administrator.post('/people', person);
    const page = await answer.text();

    expect(answer.status).toBe(200);
    expect(page).toContain('Give this link to ann@police.example yourself');
    expect(await signIn(app, linkIn(page))).toBe(303);
    const em = services.orm.em.fork();
    expect(await em.count(AuditEntry, { action: 'user.link-made' })).toBe(1);
    expect(await (await administrator.get('/people')).text()).not.toContain('/sign-in/');
  });

  it('gets the link handed over while the mail server lets down, and by a button afterwards', async () => {
    const { services, as } = await freshApp('sqlite', {
      settings: { SMTP_URL: 'smtp://127.0.0.1:1' },
    });
    const administrator = await as('administrator');
    await administrator.post('/people', person);
    await sendDue(services, baseUrl);

    const pages = [
      await administrator.post('/people', { ...person, email: 'bob@police.example' }),
      await administrator.get('/people'),
      await administrator.get('/digests'),
      await administrator.get('/sources/assurance'),
    ];
    const [added, ...shown] = await Promise.all(pages.map((page) => page.text()));
    expect(linkIn(added ?? '')).not.toBe('');
    for (const page of shown) expect(page).toContain('The mail server cannot be reached');
    const ann = await services.orm.em.fork().findOneOrFail(User, { email: person.email });
    const made = await administrator.post(`/people/${ann.id}`, { do: 'link' });
    expect(linkIn(await made.text())).not.toBe('');
  });
});

it('makes no link for somebody who can get one by mail: it would let an administrator act as them', async () => {
  const inbox = await smtpInbox();
  const { services, as } = await freshApp('sqlite', { settings: { SMTP_URL: inbox.url } });
  const administrator = await as('administrator');
  const member = await as('member');

  const answer = await administrator.post(`/people/${member.id}`, { do: 'link' });

  expect(answer.status).toBe(409);
  expect(await services.orm.em.fork().count(AuditEntry, { action: 'user.link-made' })).toBe(0);
});

it('says in /readyz and to whoever asks for a link that mail has trouble', async () => {
  const { app, services, as } = await freshApp('sqlite', {
    settings: { SMTP_URL: 'smtp://127.0.0.1:1' },
  });
  const ready = async () => (await (await app.request(`${baseUrl}/readyz`)).json()) as unknown;
  expect(await ready()).toMatchObject({ dependencies: { mail: 'ok' } });
  await (await as('administrator')).post('/people', person);

  await sendDue(services, baseUrl);

  expect(await ready()).toMatchObject({ status: 'degraded', dependencies: { mail: 'degraded' } });
  const asked = await app.request(`${baseUrl}/sign-in`, {
    method: 'POST',
    headers: { origin: baseUrl },
    body: new URLSearchParams({ email: 'nobody@police.example' }),
  });
  expect(await asked.text()).toContain('Mail has trouble just now');
});
