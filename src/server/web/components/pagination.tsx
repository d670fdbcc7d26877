import type { FC } from 'hono/jsx';

interface Props {
  /** From 1. */
  page: number;
  size: number;
  total: number;
  href: (page: number) => string;
}

/** First, last, and those around the present page; null stands for a gap. */
function shownPages(page: number, last: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, last].filter(
    (number) => number >= 1 && number <= last,
  );
  const pages = [...new Set(near)].sort((a, b) => a - b);
  return pages.flatMap((number, at) => {
    const before = pages[at - 1];
    if (before === undefined || number - before === 1) return [number];
    return number - before === 2 ? [number - 1, number] : [null, number];
  });
}

const Arrow: FC<{ direction: 'prev' | 'next' }> = ({ direction }) => (
  <svg
    class={`govuk-pagination__icon govuk-pagination__icon--${direction}`}
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path
      d={
        direction === 'prev'
          ? 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z'
          : 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z'
      }
    />
  </svg>
);

/** Nothing when everything fits on one page. Beyond the last page, it leads back to it. */
export const Pagination: FC<Props> = ({ page, size, total, href }) => {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1 && page === 1) return null;
  const previous = Math.min(page - 1, last);
  return (
    <nav class="govuk-pagination" aria-label="Pagination">
      {page > 1 && (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={href(previous)} rel="prev">
            <Arrow direction="prev" />
            <span class="govuk-pagination__link-title">
              Previous<span class="govuk-visually-hidden"> page</span>
            </span>
          </a>
        </div>
      )}
      <ul class="govuk-pagination__list">
        {shownPages(page, last).map((number) =>
          number === null ? (
            <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>
          ) : (
            <li
              class={`govuk-pagination__item${number === page ? ' govuk-pagination__item--current' : ''}`}
            >
              <a
                class="govuk-link govuk-pagination__link"
                href={href(number)}
                aria-label={`Page ${number}`}
                aria-current={number === page ? 'page' : undefined}
              >
                {number}
              </a>
            </li>
          ),
        )}
      </ul>
      {page < last && (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={href(page + 1)} rel="next">
            <span class="govuk-pagination__link-title">
              Next<span class="govuk-visually-hidden"> page</span>
            </span>
            <Arrow direction="next" />
          </a>
        </div>
      )}
    </nav>
  );
};
