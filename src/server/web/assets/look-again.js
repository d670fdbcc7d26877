// Looks again by itself while a page waits for the worker, and brings in place what has changed.
// Without this file the page's own link does it. Nothing that changes takes the focus, and whoever
// is disturbed by it can stop it.
import { initAll } from './govuk.js';

/** Milliseconds between two looks: longer the longer it takes. */
const soonest = 3000;
const longest = 15_000;

const main = document.querySelector('#main');
const waits = main?.querySelector('[data-looks-again]');
if (waits) begin();

function begin() {
  const status = document.createElement('div');
  status.className = 'govuk-visually-hidden';
  status.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link-button';
  document.body.append(status);
  waits.append(button);

  let pause = soonest;
  let timer;
  let isStopped = false;
  let said = saying(main);

  function arm() {
    clearTimeout(timer);
    button.textContent = isStopped ? 'Look again by itself' : 'Stop looking again by itself';
    if (!isStopped) timer = setTimeout(look, pause);
  }

  async function look() {
    pause = Math.min(longest, pause * 1.1);
    if (!document.hidden) {
      // One that fails is made up for by the next; the link is there all the time.
      const next = await ask().catch(() => null);
      if (isStopped) return;
      if (next && show(next)) return;
    }
    arm();
  }

  /** Brings in place what is said now. Returns whether there is nothing more to wait for. */
  function show(next) {
    const focused = document.activeElement;
    const isOver = !next.querySelector('[data-looks-again]');
    if (!replaceParts(next)) {
      main.replaceChildren(...next.querySelector('#main').childNodes);
      initAll({ scope: main });
    }
    if (isOver && waits.isConnected) waits.remove();
    document.title = next.title;
    keepFocus(focused);
    const now = saying(main);
    const news = now.filter((text) => !said.includes(text));
    if (news.length > 0) status.textContent = news.join(' ');
    said = now;
    return isOver;
  }

  button.addEventListener('click', () => {
    isStopped = !isStopped;
    pause = soonest;
    arm();
  });
  arm();
}

/** The page as it is now; null when somebody is no longer signed in, or the page is not answered. */
async function ask() {
  const answer = await fetch(location.href, { cache: 'no-store', redirect: 'error' });
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function saying(within) {
  return [...within.querySelectorAll('[data-says]')].map((one) => one.textContent.trim());
}

/** Replaces the parts that differ; false when the page has become another one. */
function replaceParts(next) {
  const parts = [...main.querySelectorAll('[data-live]')].map((part) => [
    part,
    next.getElementById(part.id),
  ]);
  if (parts.some(([, other]) => !other)) return false;
  for (const [part, other] of parts) {
    if (part.innerHTML !== other.innerHTML) part.replaceChildren(...other.childNodes);
  }
  return true;
}

/** Whoever was on a link that was replaced by its like stays on it; else at the place where it was. */
function keepFocus(focused) {
  if (!focused || focused.isConnected) return;
  const href = focused.getAttribute('href');
  const like = href && [...main.querySelectorAll('a')].find((a) => a.getAttribute('href') === href);
  (like || main).focus({ preventScroll: true });
}
