import { existsSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isOwnAddress, isOwnLabel } from '#worker/connectors/mailbox/furniture.ts';
import { linksOfMail } from '#worker/connectors/mailbox/links-of-mail.ts';
import { unwrapLink } from '#worker/connectors/mailbox/unwrap-link.ts';
import { connectorTools } from '../support/connector-tools.ts';

const target = 'https://www.northmoor.example/reviews/child-r?part=2&page=1';
const encoded = encodeURIComponent(target);
const base64 = (text: string) => Buffer.from(text).toString('base64url');
const padded = (text: string) => Buffer.from(text).toString('base64');

describe('a wrapped link', () => {
  it.each([
    [
      'SafeLinks',
      `https://gbr01.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02%7Cx&sdata=abc%3D&reserved=0`,
    ],
    [
      'SafeLinks, newer',
      `https://eur03.safelinks.protection.outlook.com/ap/w-59584e83/?url=${encoded}&data=05`,
    ],
    [
      'Teams',
      `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=${encoded}&locale=en-gb`,
    ],
    ['Proofpoint 1', `https://urldefense.proofpoint.com/v1/url?u=${encoded}&k=abc%3D%0A`],
    [
      'Proofpoint 2',
      'https://urldefense.proofpoint.com/v2/url?u=https-3A__www.northmoor.example_reviews_child-2Dr-3Fpart-3D2-26page-3D1&d=DwMFAg&c=euG&r=7&m=x&s=y&e=',
    ],
    ['Proofpoint 3', `https://urldefense.com/v3/__${target}__;!!Ab1Cd!xyz$`],
    [
      'Proofpoint 3, signs replaced',
      `https://urldefense.com/v3/__https://www.northmoor.example/reviews/child-r*part=2&page=1__;Pw!!Ab1Cd!xyz$`,
    ],
    [
      'Proofpoint 3, a run replaced',
      'https://urldefense.us/v3/__https:/www.northmoor.example/reviews/child-r**Aart=2&page=1__;P3A!!Ab1Cd!xyz$',
    ],
    ['Barracuda', `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1,abc&typo=1`],
    ['Cisco', `https://secure-web.cisco.com/1abcDEF/${encoded}`],
    [
      'Sophos',
      `https://eu-west-1.protection.sophos.com?d=northmoor.example&u=${padded(target)}&p=m&i=x`,
    ],
    ['FireEye', `https://protect2.fireeye.com/v1/url?k=abc&q=1&e=x&u=${encoded}`],
    ['Symantec', `https://clicktime.symantec.com/3ABC?u=${encoded}`],
    [
      'Trend Micro',
      `https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=${encoded}&umid=1`,
    ],
    ['Check Point', `https://protect.checkpoint.com/v2/___${target}___.YXBz`],
    [
      'Check Point, older',
      `https://checkpoint.url-protection.com/v1/url?o=${encodeURIComponent(encoded)}&g=1`,
    ],
    ['GovDelivery', `https://links-2.govdelivery.com/CL0/${encoded}/1/010001/abc=420`],
    [
      'GovDelivery, older',
      `https://lnks.gd/l/${base64('{"alg":"HS256"}')}.${base64(JSON.stringify({ bulletin_link_id: 103, uri: 'bp2:click', url: target }))}.c2lnbmF0dXJl/s/1/br/2-l`,
    ],
    [
      'GovDelivery, oldest',
      `http://links.govdelivery.com/track?type=click&enid=ZWFz&&&101&&&${target}`,
    ],
    ['Amazon', `https://abc.r.eu-west-1.awstrack.me/L0/${encoded}/1/0102/x=1`],
    [
      'Dynamics',
      `https://public-eur.mkt.dynamics.com/api/orgs/a/r/b?target=${encodeURIComponent(padded(JSON.stringify({ TargetUrl: encoded })))}&digest=x`,
    ],
    [
      'Mandrill',
      `https://mandrillapp.com/track/click/30/www.northmoor.example?p=${base64(JSON.stringify({ s: 'x', v: 1, p: JSON.stringify({ u: 30, url: target.replaceAll('/', '\\/') }) }))}`,
    ],
    ['Mailjet', `https://xyz.mjt.lu/lnk/AAAA/1/abc/${base64(target)}`],
    [
      'ConvertKit',
      `https://click.convertkit-mail.com/abc/def/${padded(target).replaceAll('=', '')}`,
    ],
    [
      'Substack',
      `https://substack.com/redirect/2/${base64(JSON.stringify({ e: target, p: 1 }))}.abc`,
    ],
    [
      'Customer.io',
      `https://e.customeriomail.com/e/c/${base64(JSON.stringify({ email_id: 'x', href: target }))}/abc`,
    ],
    ['HubSpot', `https://t.sidekickopen08.com/e1t/c/5/f18?t=${encoded}&si=1`],
    ['Postmark', `https://click.pstmrk.it/3s/${encoded}/abc/def`],
    ['SendGrid of old', `https://u1.ct.sendgrid.net/wf/click?url=${encoded}&upn=x`],
    ['Google', `https://www.google.com/url?q=${encoded}&sa=D`],
    ['LinkedIn', `https://www.linkedin.com/redir/redirect?url=${encoded}&urlhash=x`],
    ['Facebook', `https://l.facebook.com/l.php?u=${encoded}&h=x`],
    ['a publisher’s own', `https://click.news.northmoor.example/track?to=${encoded}`],
    ['written out in the path', `https://link.northmoor.example/a/${target}`],
    [
      'several layers',
      `https://gbr01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://urldefense.com/v3/__https://links-2.govdelivery.com/CL0/${encoded}/1/x__;!!A!b$`)}&data=x`,
    ],
  ])('of %s leads where it says', (_, wrapped) => {
    expect(unwrapLink(wrapped)).toBe(target);
  });

  it.each([
    'https://northmoor.us7.list-manage.com/track/click?u=aa11bb22cc33dd44ee55ff660&id=1111111111&e=0a1b2c3d4e',
    'https://u1.ct.sendgrid.net/ls/click?upn=u001.AbCdEf-2BGh',
    'https://protect-eu.mimecast.com/s/AbCdEfGhIj?domain=northmoor.example',
    'https://d1.hubspotlinks.com/Ctc/I8+113/abc/VX1',
    'https://click.northmoor.example/?qs=0123456789abcdef0123456789',
    'https://web.archive.org/web/2020/https://www.northmoor.example/reviews',
    'https://www.northmoor.example/search?q=https://other.example/',
    'https://www.northmoor.example/reviews/aGVsbG8gd29ybGQgaGVsbG8',
    `https://click.northmoor.example/c/${Buffer.from(deflateRawSync(target)).toString('base64url')}`,
    'https://click.northmoor.example/c?url=javascript:alert(1)',
    'https://click.northmoor.example/c?url=http%3A%2F%2Flocalhost%2Fadmin',
    'https://click.northmoor.example/c?url=%E0%A4%A',
    'https://urldefense.com/v3/__;!!',
  ])('that does not say where it leads stays: %s', (url) => {
    expect(unwrapLink(url)).toBe(url);
  });
});

describe('a label', () => {
  it.each([
    'Unsubscribe',
    'unsubscribe from this list',
    'Click here to unsubscribe',
    'Unsubscribe here',
    'Opt out',
    'Unsubscribe or manage your preferences',
    'update subscription preferences',
    'Manage your subscriptions',
    'Update your details',
    'View this email in your browser',
    'View in browser',
    'View online',
    'Web version',
    'View as a web page',
    'Privacy policy',
    'Privacy',
    'Cookie policy',
    'Privacy & cookies',
    'Terms and conditions',
    'Forward to a friend',
    'Forward this email to a colleague',
    'Facebook',
    'X',
    'Follow us on Twitter',
    'Find us on LinkedIn',
    'Contact us',
    'Our website',
    'Home',
    'Accessibility statement',
    'Why did I get this?',
    'Powered by Mailchimp',
    ' Unsubscribe. ',
    'Unsubscribe »',
    'Subscriber preferences',
    'Help',
    'Share on LinkedIn',
    'Log in',
    'Sign in to your account',
    'Delete profile',
    'Delete my account',
  ])('“%s” is the mail’s own', (label) => {
    expect(isOwnLabel(label)).toBe(true);
  });

  it.each([
    'Review into online child sexual exploitation',
    'ICO guidance: privacy and information sharing to safeguard children',
    'Unsubscribe culture: why boys leave services',
    'Facebook and grooming: what the review found',
    'Privacy and information sharing',
    'Opt out of what? Consent in practice',
    'Home visits that were cancelled',
    'Contact offences against children: statistics',
    'View this review of child exploitation online',
    'Forward planning for transitions',
    'Terms of reference of the inquiry',
    'Help for parents of exploited children',
    'Preferences of children in care placements',
    'Website blocking: a review',
    'Support for victims of county lines',
    'Update to the statutory guidance',
    'About Child R',
    'Privacy notices for children',
    'Logging in to harm: children online',
    'Deleted accounts and lost evidence',
  ])('“%s” is a title', (title) => {
    expect(isOwnLabel(title)).toBe(false);
  });
});

describe('an address', () => {
  it.each([
    ['https://lists.example.org/unsubscribe?u=1', true],
    ['https://northmoor.us7.list-manage.com/profile?u=aa&id=bb', true],
    ['https://northmoor.us7.list-manage.com/track/click?u=aa&id=bb', false],
    ['https://www.facebook.com/northmoor', true],
    ['https://www.youtube.com/watch?v=abc', false],
    ['https://www.youtube.com/@northmoor', true],
    ['https://charity.example.org/?utm_source=mail', true],
    ['https://click.example.org/?qs=abc', false],
    ['https://charity.example.org/profile/child-r', false],
    ['https://charity.example.org/reviews/communication-preferences-of-young-people', false],
    ['https://charity.example.org/news/opt-out-of-school', false],
    ['https://mailchi.mp/northmoor/june-bulletin?e=0a1b', true],
  ])('%s is the mail’s own: %s', (url, is) => {
    expect(isOwnAddress(url)).toBe(is);
  });
});

describe('a newsletter', () => {
  const offered = async (bytes: Uint8Array | string) => {
    const { readers } = await connectorTools();
    const mail = await linksOfMail(
      typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
      readers,
    );
    return mail.offers.map(({ title, url }) => [title, url]);
  };
  const mail = (html: string) =>
    `From: a@b.example\r\nSubject: S\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`;

  it('offers a page once, by its title, however often and in whatever it is wrapped', async () => {
    const wrapped = `https://links-2.govdelivery.com/CL0/${encoded}`;

    expect(
      await offered(
        mail(
          `<p><a href="${wrapped}/1/a">${target}</a></p><h2><a href="${wrapped}/2/b">Child R</a></h2><p><a href="${target}&amp;utm_source=x">Child R in full</a></p><p><a href="https://lnks.gd/2/1/2">Unsubscribe</a></p>`,
        ),
      ),
    ).toEqual([['Child R', target]]);
  });

  it('leaves out what leads to its sender’s pages elsewhere, wrapped or not', async () => {
    const facebook = `https://gbr01.safelinks.protection.outlook.com/?url=${encodeURIComponent('https://www.facebook.com/northmoor')}`;

    expect(await offered(mail(`<a href="${facebook}">Join the talk about Child R</a>`))).toEqual(
      [],
    );
  });

  const folder = '../shared/cases/mail';
  describe.skipIf(!existsSync(folder))('of the cases (skipped where they are absent)', () => {
    const offeredBy = (file: string) => offered(new Uint8Array(readFileSync(`${folder}/${file}`)));

    it('from Mailchimp has its two articles', async () => {
      expect((await offeredBy('mailchimp.eml')).map(([title]) => title)).toEqual([
        'Review of harm outside the home published',
        'Taxi licensing and exploitation: guidance',
      ]);
    });

    it('that was guarded has all of its links, unwrapped', async () => {
      expect(await offeredBy('safelinks.eml')).toEqual([
        [
          'Review of harm outside the home',
          'https://www.northmoor.example/reviews/harm-outside-the-home',
        ],
        [
          'Wrapped twice',
          'https://northmoor.us7.list-manage.com/track/click?u=aa11bb22cc33dd44ee55ff660&id=1111111111&e=0a1b2c3d4e',
        ],
        ['Taxi guidance', 'https://www.northmoor.example/reviews/taxi-guidance'],
        ['Mimecast one', 'https://protect-eu.mimecast.com/s/AbCdEfGhIj?domain=northmoor.example'],
        ['County lines', 'https://www.northmoor.example/reviews/county-lines'],
      ]);
    });
  });
});
