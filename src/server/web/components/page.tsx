import { getContext } from 'hono/context-storage';
import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import { demonstrationNotice, notMonitored } from '#shared/notices.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may, type Permission } from '#shared/people/permissions.ts';
import type { WebEnv } from '../../request/env.ts';
import type { Problem } from '../../request/forms.ts';
import { addressOf } from '../assets.ts';
import { Breadcrumbs, type Crumb, ErrorSummary, NotificationBanner } from './messages.tsx';

interface Props {
  title: string;
  problems?: Problem[] | undefined;
  breadcrumbs?: Crumb[] | undefined;
  user?: CurrentUser | null | undefined;
}

interface Place {
  text: string;
  href: string;
  /** What its page needs: it is offered to those who have it. */
  needs: Permission;
  /** Who has this has it elsewhere. */
  unless?: Permission;
  /** Other addresses that belong to the same place. */
  also?: RegExp;
}

const places: Place[] = [
  { text: 'Search', href: '/', needs: 'read library', also: /^\/publications\/\d+/ },
  { text: 'Saved', href: '/searches', needs: 'save searches' },
  { text: 'Sift', href: '/sift', needs: 'judge' },
  // Who judges has these in the sift.
  {
    text: 'Assigned to me',
    href: '/assigned',
    needs: 'read library',
    unless: 'judge',
    also: /^\/later$/,
  },
  {
    text: 'Action plans',
    href: '/plans',
    needs: 'read plans',
    also: /^\/(entries|links|matches|coverage)(\/|$)/,
  },
  { text: 'Digests', href: '/digests', needs: 'read digests', also: /^\/subscribers/ },
  { text: 'Sources', href: '/sources', needs: 'see sources' },
  { text: 'People', href: '/people', needs: 'manage people' },
  {
    text: 'Add a publication',
    href: '/publications/add',
    needs: 'add publications',
    also: /^\/requests\//,
  },
];

const isHere = ({ href, also }: Place, path: string) =>
  path === href || (href !== '/' && path.startsWith(`${href}/`)) || (also?.test(path) ?? false);

const Navigation: FC<{ user: CurrentUser; path: string }> = ({ user, path }) => {
  const shown = places.filter(
    (place) => may(user, place.needs) && !(place.unless && may(user, place.unless)),
  );
  // "/publications/add" lies below nothing else that is shown, but Search claims "/publications/47".
  const here = shown.find((place) => isHere(place, path));
  return (
    <div class="govuk-service-navigation" data-module="govuk-service-navigation">
      <div class="govuk-width-container">
        <div class="govuk-service-navigation__container">
          <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
            <button
              type="button"
              class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
              aria-controls="navigation"
              hidden
              aria-hidden="true"
            >
              Menu
            </button>
            <ul class="govuk-service-navigation__list" id="navigation">
              {shown.map((place) => (
                <li
                  class={`govuk-service-navigation__item${place === here ? ' govuk-service-navigation__item--active' : ''}`}
                >
                  <a
                    class="govuk-service-navigation__link"
                    href={place.href}
                    aria-current={
                      place === here ? (path === place.href ? 'page' : 'true') : undefined
                    }
                  >
                    {place === here ? (
                      <strong class="govuk-service-navigation__active-fallback">
                        {place.text}
                      </strong>
                    ) : (
                      place.text
                    )}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </div>
    </div>
  );
};

const Header: FC<{ user: CurrentUser | undefined }> = ({ user }) => (
  <header class="govuk-generic-header site-header">
    <div class="govuk-generic-header__container govuk-width-container site-header__row">
      <div class="govuk-generic-header__logo">
        <a href="/" class="govuk-generic-header__homepage-link">
          Skylark
        </a>
      </div>
      {user && (
        <div class="site-header__account">
          {may(user, 'keep own account') ? (
            <a href="/account" class="site-header__link">
              {user.name ?? user.email}
            </a>
          ) : (
            <span>{user.name ?? user.email}</span>
          )}
          <form method="post" action="/sign-out">
            <button type="submit" class="site-header__link site-header__button">
              Sign out
            </button>
          </form>
        </div>
      )}
    </div>
  </header>
);

const Footer: FC<{ user: CurrentUser | undefined }> = ({ user }) => (
  <footer class="govuk-footer site-footer">
    <div class="govuk-width-container">
      <p class="govuk-body-s">{notMonitored}</p>
      <ul class="govuk-footer__inline-list">
        {[
          ['Help', '/help'],
          ...(may(user, 'read library')
            ? [
                ['Vocabulary', '/vocabulary'],
                ['Meetings', '/meetings'],
              ]
            : []),
          ['Accessibility statement', '/accessibility'],
          ['Privacy', '/privacy'],
          ['API', '/api-reference'],
        ].map(([text, href]) => (
          <li class="govuk-footer__inline-list-item">
            <a class="govuk-footer__link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  </footer>
);

/** The frame of every page. Who is signed in and what was just done come from the request. */
export const Page: FC<PropsWithChildren<Props>> = ({
  title,
  problems = [],
  breadcrumbs,
  children,
}) => {
  const { var: request, req } = getContext<WebEnv>();
  const user = request.user as CurrentUser | undefined;
  const { isDemonstration } = request.services.config;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en-GB" class="govuk-template govuk-template--rebranded">
        <head>
          <meta charset="utf-8" />
          <title>{`${problems.length > 0 ? 'Error: ' : ''}${title} – Skylark`}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="theme-color" content="#12436d" />
          <link rel="icon" href={addressOf('icon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={addressOf('govuk.css')} />
          <link rel="stylesheet" href={addressOf('app.css')} />
          <script type="module" src={addressOf('app.js')} />
        </head>
        <body class="govuk-template__body">
          <a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">
            Skip to main content
          </a>
          {isDemonstration && (
            <div class="demonstration" role="region" aria-label="Demonstration">
              <div class="govuk-width-container">{demonstrationNotice}</div>
            </div>
          )}
          <Header user={user} />
          {user && <Navigation user={user} path={req.path} />}
          <div class="govuk-width-container">
            {breadcrumbs && <Breadcrumbs items={breadcrumbs} />}
            <main class="govuk-main-wrapper" id="main" tabindex={-1}>
              {problems.length > 0 && <ErrorSummary problems={problems} />}
              {request.flash && problems.length === 0 && (
                <NotificationBanner undo={request.flash.undo}>
                  {request.flash.message}
                </NotificationBanner>
              )}
              {children}
            </main>
          </div>
          <Footer user={user} />
        </body>
      </html>
    </>
  );
};
