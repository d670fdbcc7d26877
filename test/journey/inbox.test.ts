import nodemailer from 'nodemailer';
import { expect, it, onTestFinished } from 'vitest';
import { openInbox } from '#demo/inbox.tsx';
import { expectAccessible, freshBrowser } from '../support/browser.ts';

const address = `https://skylark.example/sign-in/${'a'.repeat(90)}`;

/** The demonstration's inbox with two mails: one as pages look, one in plain text. */
async function anInbox() {
  const inbox = await openInbox({ clock: () => new Date('2026-09-18T09:00:00Z') });
  onTestFinished(() => inbox.close());
  const transport = nodemailer.createTransport(inbox.smtpUrl);
  const mail = {
    from: '"Skylark demonstration" <skylark@demonstration.example>',
    to: 'designated.nurse.with.a.long.name@health-and-care-partnership.example',
    date: new Date('2026-09-17T06:00:00Z'),
  };
  await transport.sendMail({ ...mail, subject: 'Plain', text: `Sign in:\n${address}` });
  await transport.sendMail({
    ...mail,
    subject: 'Published learning',
    text: `Published learning\n\n${address}`,
    html: `<!doctype html><html lang="en-GB"><head><title>Published learning</title></head><body><h1>Published learning</h1><p><a href="${address}">A review</a></p></body></html>`,
  });
  return inbox;
}

it('shows mails as a mail program does, in windows wide and narrow', async () => {
  const inbox = await anInbox();
  const { page } = await freshBrowser();

  await page.goto(inbox.url);
  const first = page.locator('.mails li').first();
  expect(await first.textContent()).toMatch(/Skylark demonstration.*17 Sept? 2026, 07:00/s);
  await expectAccessible(page);
  await page.getByRole('link', { name: /Published learning/ }).click();
  const message = page.frameLocator('iframe');
  expect(await message.getByRole('link', { name: 'A review' }).getAttribute('href')).toBe(address);
  await expectAccessible(page, { without: 'iframe' });
  await page.goto(`${inbox.url}/messages/1`);
  expect(await page.getByRole('link', { name: address }).count()).toBe(1);
  await expectAccessible(page);
});
