import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig, WrongSettings } from '#shared/config.ts';

it('has a default for everything', () => {
  const config = loadConfig({});

  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    smtpUrl: null,
    meili: null,
    oidc: null,
  });
  expect(config.databaseUrl).toMatch(/data\/skylark\.db$/);
});

it('tells every mistake in one message', () => {
  const wrong = () =>
    loadConfig({
      PORT: 'x',
      DATABASE_URL: 'mysql://a',
      LOG_LEVEL: 'loud',
      FETCH_POLITE: 'perhaps',
      OIDC_ISSUER: 'https://a.example',
    });

  expect(wrong).toThrow(WrongSettings);
  expect(wrong).toThrow(
    /PORT[\s\S]*DATABASE_URL[\s\S]*FETCH_POLITE[\s\S]*LOG_LEVEL|PORT[\s\S]*LOG_LEVEL/,
  );
  expect(wrong).toThrow(/OIDC_CLIENT_ID|DATABASE_URL/);
});

it('takes secrets from files', () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'skylark-')), 'url');
  writeFileSync(file, 'smtp://mail.example:25\n');

  expect(loadConfig({ SMTP_URL_FILE: file }).smtpUrl).toBe('smtp://mail.example:25');
});

it('says which secret file cannot be read', () => {
  expect(() => loadConfig({ SMTP_URL_FILE: '/nowhere/secret' })).toThrow(
    'SMTP_URL_FILE names /nowhere/secret',
  );
});

it('takes empty settings as unset', () => {
  expect(loadConfig({ PORT: '', SMTP_URL: '' })).toMatchObject({ port: 3000, smtpUrl: null });
});

it('tells the two kinds of embedder apart by the path', () => {
  const of = (EMBEDDER_URL: string) => loadConfig({ EMBEDDER_URL, EMBEDDER_MODEL: 'm' }).embedder;

  expect(loadConfig({}).embedder).toBe('own');
  expect(of('http://127.0.0.1:11434/api/embed')).toMatchObject({ protocol: 'ollama' });
  expect(of('https://models.example/v1/embeddings')).toMatchObject({
    protocol: 'openai',
    model: 'm',
    apiKey: null,
    floor: 0.5,
  });
  expect(() => of('https://models.example/v1')).toThrow('/v1/embeddings');
});

it.each([
  [{ EMBEDDER_MODEL: 'm' }, 'EMBEDDER_URL is needed with EMBEDDER_MODEL'],
  [{ EMBEDDER_URL: 'http://a.example/api/embed' }, 'EMBEDDER_MODEL is needed with EMBEDDER_URL'],
  [{ EMBEDDER_API_KEY: 'k' }, 'EMBEDDER_URL is needed with EMBEDDER_API_KEY'],
  [{ EMBEDDER_FLOOR: '2' }, 'EMBEDDER_FLOOR must be a number between 0 and 1'],
])('refuses %j', (given, message) => {
  expect(() => loadConfig(given)).toThrow(message);
});

it('reads the proxy as other programs do, and its exceptions', () => {
  const of = (env: Record<string, string>) => loadConfig(env).fetch.proxy;

  expect(of({})).toBeNull();
  expect(of({ HTTPS_PROXY: 'http://proxy.example:8080' })).toEqual({
    forHttps: 'http://proxy.example:8080',
    forHttp: 'http://proxy.example:8080',
    except: [],
  });
  expect(of({ https_proxy: 'proxy.example:8080', no_proxy: 'a.example, 10.0.0.0/8' })).toEqual({
    forHttps: 'http://proxy.example:8080',
    forHttp: 'http://proxy.example:8080',
    except: ['a.example', '10.0.0.0/8'],
  });
  expect(of({ HTTP_PROXY: 'http://plain.example:80' })).toMatchObject({ forHttps: null });
  expect(() => of({ HTTPS_PROXY: 'socks5://proxy.example:1080' })).toThrow('HTTPS_PROXY must be');
});

it('says at once that the file of the extra authority is missing, or is none', () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'skylark-')), 'authority.pem');
  const of = (NODE_EXTRA_CA_CERTS: string) => loadConfig({ NODE_EXTRA_CA_CERTS }).extraAuthorities;

  expect(() => of('/nowhere/authority.pem')).toThrow(
    'NODE_EXTRA_CA_CERTS names /nowhere/authority.pem, which cannot be read.',
  );
  writeFileSync(file, 'none');
  expect(() => of(file)).toThrow('in which there is no certificate');
  writeFileSync(file, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  expect(() => of(file)).toThrow('in which a certificate is damaged');
  expect(of('test/fetch/certificates/authority.pem')).toContain('BEGIN CERTIFICATE');
});
