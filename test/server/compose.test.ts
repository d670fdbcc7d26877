import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  image?: string;
  restart?: string;
  ports?: string[];
  environment?: Record<string, string>;
}

const servicesOf = (file: string) =>
  (parse(readFileSync(file, 'utf8'), { merge: true }) as { services: Record<string, Service> })
    .services;

describe('docker-compose.yml', () => {
  const services = servicesOf('docker-compose.yml');

  it('starts again what dies', () => {
    expect(Object.keys(services)).toEqual(['server', 'worker', 'postgres', 'meilisearch']);
    for (const { restart } of Object.values(services)) expect(restart).toBe('unless-stopped');
  });

  it('publishes nothing but the pages', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port}`),
    );

    expect(published).toEqual(['server 3000:3000']);
  });

  it('has no password of its own: what is not set keeps it from starting', () => {
    const secrets = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|KEY|DATABASE_URL/.test(name)),
    );

    expect(secrets).toHaveLength(6);
    for (const [, value] of secrets) expect(value).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
  });

  it('names images by their versions', () => {
    for (const { image } of Object.values({ ...services, ...servicesOf('docker-compose.try.yml') }))
      expect(image ?? 'built:1').toMatch(/:v?\d/);
  });
});

it('the mail catcher to try it with is seen from this machine only', () => {
  const { mailpit } = servicesOf('docker-compose.try.yml');

  expect(mailpit?.ports).toEqual(['127.0.0.1:8025:8025']);
});
