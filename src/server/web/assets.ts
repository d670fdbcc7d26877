import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Hono } from 'hono';
import type { WebEnv } from '../request/env.ts';
import { needs } from '../request/permission.ts';

const govuk = path.join(
  path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist/govuk',
);
const own = (name: string) => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');

/**
 * The Design System's styles without what belongs to GOV.UK alone: its typeface and the crest. The
 * licence of govuk-frontend covers the code, not those.
 */
function govukStyles(): string {
  return readFileSync(path.join(govuk, 'govuk-frontend.min.css'), 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,', '')
    .replace(/url\([^)]*\)/g, 'none')
    .replace(/\/\*# sourceMappingURL.*?\*\//g, '');
}

interface Asset {
  type: string;
  body: string;
  address: string;
}

const asset = (name: string, type: string, body: string): [string, Asset] => {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return [name, { type, body, address: `/assets/${hash}/${name}` }];
};

const assets = new Map<string, Asset>([
  asset('govuk.css', 'text/css; charset=utf-8', govukStyles()),
  asset(
    'app.css',
    'text/css; charset=utf-8',
    own('app.css') + own('../publications/publications.css') + own('../sift/sift.css'),
  ),
  asset('icon.svg', 'image/svg+xml', own('icon.svg')),
  asset('quote.js', 'text/javascript; charset=utf-8', own('quote.js')),
  asset('search-box.js', 'text/javascript; charset=utf-8', own('search-box.js')),
  asset(
    'govuk.js',
    'text/javascript; charset=utf-8',
    readFileSync(path.join(govuk, 'govuk-frontend.min.js'), 'utf8').replace(
      /\/\/# sourceMappingURL.*$/m,
      '',
    ),
  ),
]);
// These import the Design System's script, under the address that it has here.
for (const name of ['app.js', 'look-again.js', 'sift.js']) {
  const script = own(name).replace('./govuk.js', assets.get('govuk.js')?.address ?? '');
  assets.set(...asset(name, 'text/javascript; charset=utf-8', script));
}

/** The address of an asset; it changes with what is in it, so browsers may keep it for ever. */
export function addressOf(name: string): string {
  return assets.get(name)?.address ?? `/assets/${name}`;
}

export const assetRoutes = new Hono<WebEnv>().get('/:hash/:name', needs('see open pages'), (c) => {
  const found = assets.get(c.req.param('name'));
  if (!found) return c.notFound();
  return c.body(found.body, 200, {
    'content-type': found.type,
    'cache-control': 'public, max-age=31536000, immutable',
  });
});
