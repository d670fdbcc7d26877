// The sift without a page load between one publication and the next, and by the keyboard alone. Without
// this file each form answers with the next page, and everything can be done there too.
import { initAll } from './govuk.js';

const main = document.querySelector('#main');
const remembered = 'skylark-sift-keys';
/** What was typed about publications and not sent, by what they are. */
const drafts = new Map();
const draftFields = ['meaning', 'rationale', 'note', 'why'];

const status = document.createElement('div');
status.className = 'govuk-visually-hidden';
status.setAttribute('role', 'status');
document.body.append(status);

const find = (selector) => main.querySelector(selector);
const itemOf = () => find('#sift')?.dataset.sift ?? '';
let isBusy = false;

function say(words) {
  status.textContent = '';
  // A change is heard, not what stood there before.
  setTimeout(() => {
    status.textContent = words;
  }, 50);
}

/** Keys are on unless this browser's person has switched them off. */
const areKeysOn = () => {
  try {
    return localStorage.getItem(remembered) !== 'off';
  } catch {
    return true;
  }
};

function keepKeys(isOn) {
  try {
    localStorage.setItem(remembered, isOn ? 'on' : 'off');
  } catch {
    // Without storage they are off until the next page.
  }
  document.body.classList.toggle('sift-keys-on', isOn);
}

/** What a page needs once it is there. */
function prepare() {
  const keys = find('#keys');
  if (keys) keys.hidden = false;
  const isOn = document.body.classList.contains('sift-keys-on') || areKeysOn();
  document.body.classList.toggle('sift-keys-on', isOn);
  const box = find('#keys-on');
  if (box) box.checked = isOn;
  for (const [name, value] of drafts.get(itemOf()) ?? []) {
    const field = find(`#${name}`);
    if (field && !field.value) field.value = value;
  }
  offerMeaning();
}

function keepDraft() {
  const typed = draftFields.flatMap((name) => {
    const field = find(`#${name}`);
    return field && field.value !== field.defaultValue ? [[name, field.value]] : [];
  });
  if (typed.length > 0) drafts.set(itemOf(), typed);
}

/** What it means here stands as the reason of the link, until there is another. */
function offerMeaning() {
  const [meaning, rationale] = [find('#meaning'), find('#rationale')];
  if (meaning && rationale) rationale.placeholder = meaning.value;
}

/** Brings a page in place. */
function show(html, { address, isMistake }) {
  const next = new DOMParser().parseFromString(html, 'text/html');
  const content = next.querySelector('#main');
  if (!content?.querySelector('#sift')) return false;
  main.replaceChildren(...content.childNodes);
  document.title = next.title;
  if (address) history.pushState({ isSift: true }, '', address);
  initAll({ scope: main });
  prepare();
  if (isMistake) {
    find('.govuk-error-summary')?.focus();
    return true;
  }
  const reading = find('#reading') ?? find('h1');
  reading?.setAttribute('tabindex', '-1');
  reading?.focus({ preventScroll: true });
  reading?.scrollIntoView({ block: 'start' });
  const done = find('#done')?.textContent.replace(/\s+/g, ' ').trim();
  if (done) say(done);
  return true;
}

async function ask(address, init) {
  if (isBusy) return;
  isBusy = true;
  document.body.classList.add('sift-busy');
  try {
    const answer = await fetch(address, { cache: 'no-store', ...init });
    const isMistake = [409, 422].includes(answer.status);
    const to = init?.method === 'POST' && isMistake ? null : new URL(answer.url);
    if (to && init?.anchor) to.hash = init.anchor;
    const shown = show(await answer.text(), { address: init?.isBack ? null : to?.href, isMistake });
    // Signed out, or an error page: the browser shows what it is.
    if (!shown) location.assign(init?.method === 'POST' ? location.href : address);
  } catch {
    say('Nothing was saved: the server was not reached. Try again.');
    window.alert('Nothing was saved: the server was not reached. Try again.');
  } finally {
    isBusy = false;
    document.body.classList.remove('sift-busy');
  }
}

main.addEventListener('submit', (event) => {
  const form = event.target;
  // A button without an address of its own has that of the page.
  const address = event.submitter?.getAttribute('formaction') ?? form.getAttribute('action');
  const action = new URL(address, location.href);
  if (form.method !== 'post' || !action.pathname.startsWith('/sift/')) return;
  event.preventDefault();
  const item = itemOf();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  ask(action.href, { method: 'POST', body }).then(() => drafts.delete(item));
});

main.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const address = new URL(link.href);
  if (address.pathname !== '/sift' || address.origin !== location.origin) return;
  event.preventDefault();
  keepDraft();
  ask(address.href);
});

window.addEventListener('popstate', () => {
  if (location.pathname === '/sift') ask(location.href, { isBack: true });
});

main.addEventListener('input', (event) => {
  if (event.target.id === 'meaning') offerMeaning();
});

main.addEventListener('change', (event) => {
  const { id, name, checked } = event.target;
  const all = find('#allThemes');
  if (id === 'keys-on') keepKeys(checked);
  if (id === 'allThemes')
    for (const one of main.querySelectorAll('[name=suggestionIds]')) one.checked = checked;
  if (name === 'suggestionIds' && all && !checked) all.checked = false;
});

/** Words that are selected in a passage are quoted, with their page and document. */
document.addEventListener('selectionchange', () => {
  const selection = document.getSelection();
  const text = selection?.toString().replace(/\s+/g, ' ').trim() ?? '';
  const passage = selection?.anchorNode?.parentElement?.closest('.passage');
  const known = find('#quote-selected');
  if (!passage || !main.contains(passage) || text.split(' ').length < 2) {
    if (known && document.activeElement !== known) known.remove();
    return;
  }
  const button = known ?? document.createElement('button');
  button.id = 'quote-selected';
  button.type = 'button';
  button.className = 'link-button';
  button.textContent = `Quote these ${text.split(' ').length} words`;
  button.dataset.words = text;
  if (button.parentElement !== passage) passage.append(button);
});

main.addEventListener('click', (event) => {
  if (event.target.id !== 'quote-selected') return;
  const { quotePage, quoteDocument } = event.target.closest('.passage').dataset;
  find('#quote').value = event.target.dataset.words;
  find('#quotePage').value = quotePage;
  find('[name=documentId]').value = quoteDocument;
  find('#quote').closest('details').open = true;
  event.target.remove();
  say('Quoted. Choose how it bears on the entry.');
});

/** Puts the focus into a box, wherever it is folded away. */
function go(selector) {
  const field = find(selector);
  if (!field) return;
  const folded = field.closest('details');
  if (folded) folded.open = true;
  field.focus();
}

function bear(bearing) {
  const radio = find(`#bearing-${bearing}`);
  if (!radio) return;
  radio.checked = true;
  const entry = find('#entryId');
  const words = radio.labels[0].firstChild.textContent.trim();
  if (entry.value === '') entry.focus();
  else say(`${words}: ${entry.selectedOptions[0].textContent}`);
}

function acceptThemes() {
  const box = find('#allThemes') ?? find('[name=suggestionIds]');
  if (!box) return say('No theme is suggested.');
  box.click();
  say(box.checked ? 'All suggested themes are ticked.' : 'No suggested theme is ticked.');
}

function quoteNext() {
  const choice = find('#quoteFrom');
  if (!choice) return say('There is no passage to quote.');
  choice.selectedIndex = (choice.selectedIndex + 1) % choice.options.length;
  say(choice.selectedOptions[0].textContent);
}

const send = (form, button) => form?.requestSubmit(button ?? undefined);
const setAside = (at) =>
  send(find('#set-aside'), main.querySelectorAll('.sift-reasons button')[at]);

function tick() {
  const box = find(`#tick-${itemOf()}`);
  if (!box) return;
  box.checked = !box.checked;
  say(box.checked ? 'Ticked.' : 'Not ticked any more.');
}

/** What each key does. The list that people read is in `sift/keys.tsx`. */
const keys = {
  a: acceptThemes,
  m: () => go('#meaning'),
  s: () => bear('supports'),
  c: () => bear('challenges'),
  u: () => bear('updates'),
  e: () => bear('example'),
  g: () => bear('gap'),
  f: () => go('#entryId'),
  q: quoteNext,
  k: () => send(find('#keep'), find('#keep button.govuk-button')),
  1: () => setAside(0),
  2: () => setAside(1),
  3: () => setAside(2),
  4: () => setAside(3),
  5: () => setAside(4),
  n: () => go('#note'),
  l: () => go('#why'),
  h: () => go('#to'),
  t: () => go('#type'),
  j: () => find('#after')?.click(),
  b: () => find('#before')?.click(),
  x: tick,
  z: () => send(find('#done .sift-undo') ?? find('.sift-undo')),
  '?': () => {
    find('#keys').open = true;
    find('#keys summary').focus();
  },
};

const isTyping = (element) =>
  element?.isContentEditable ||
  /^(textarea|select)$/i.test(element?.tagName ?? '') ||
  (/^input$/i.test(element?.tagName ?? '') &&
    !/^(checkbox|radio|submit|button)$/.test(element.type));

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape' && isTyping(event.target)) {
    (find('#reading') ?? main).focus({ preventScroll: true });
    return;
  }
  const act = keys[event.key.toLowerCase()];
  const isOff = !document.body.classList.contains('sift-keys-on');
  if (!act || isOff || event.repeat || isTyping(event.target)) return;
  event.preventDefault();
  act();
});

prepare();
