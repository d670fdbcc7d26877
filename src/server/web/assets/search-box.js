// Offers titles, concepts and past searches while somebody types: the combobox pattern of ARIA 1.2.
// Without this file the search box is a plain one, and everything still works.

const fewestLetters = 2;
const pause = 150;

const input = document.querySelector('[data-search-box]');
const field = input?.closest('.search-box-field');
if (field) enhance();

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one widget, whose handlers share the state of this closure
function enhance() {
  const list = element('ul', {
    id: 'q-suggestions',
    class: 'suggestions-list',
    role: 'listbox',
    'aria-label': 'Suggestions',
    hidden: '',
  });
  const status = element('div', { class: 'govuk-visually-hidden', role: 'status' });
  field.append(list, status);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  })) {
    input.setAttribute(name, value);
  }

  let timer;
  let asking;
  let options = [];
  let active = -1;

  const isOpen = () => !list.hidden;
  const letters = () => input.value.replace(/[^\p{L}\p{N}]/gu, '').length;

  function forget() {
    clearTimeout(timer);
    asking?.abort();
  }

  function activate(at) {
    options[active]?.node.setAttribute('aria-selected', 'false');
    active = at;
    const option = options[active];
    if (!option) return input.removeAttribute('aria-activedescendant');
    option.node.setAttribute('aria-selected', 'true');
    option.node.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.node.id);
  }

  function close() {
    activate(-1);
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    status.textContent = '';
  }

  function open() {
    if (options.length === 0) return;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    const count = options.length === 1 ? '1 suggestion' : `${options.length} suggestions`;
    status.textContent = `${count}. Use the up and down arrow keys to choose.`;
  }

  function show(found) {
    options = found.map(({ text, kind, url }, at) => {
      const node = element('li', {
        id: `q-suggestion-${at + 1}`,
        class: 'suggestions-option',
        role: 'option',
        'aria-selected': 'false',
      });
      node.append(
        element('span', {}, text),
        ' ',
        element('span', { class: 'suggestions-kind' }, kind),
      );
      // The box keeps the focus: an option only ever leads away.
      node.addEventListener('mousedown', (event) => event.preventDefault());
      node.addEventListener('click', () => location.assign(url));
      return { node, url };
    });
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...options.map(({ node }) => node));
    if (options.length > 0) open();
    else close();
  }

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(
        `/api/v1/complete?${new URLSearchParams({ q: input.value.slice(0, 200) })}`,
        {
          signal,
          headers: { accept: 'application/json' },
        },
      );
      if (!answer.ok) return close();
      const { titles, concepts, searches } = await answer.json();
      if (signal.aborted || document.activeElement !== input) return;
      show([
        ...searches.map(({ text, url }) => ({ text, url, kind: 'You searched for this' })),
        ...concepts.map(({ label, facetLabel, url }) => ({ text: label, url, kind: facetLabel })),
        ...titles.map(({ title, url, standing }) => ({
          text: title,
          url,
          kind: ['Publication', ...standing.map(({ label }) => label.toLowerCase())].join(', '),
        })),
      ]);
    } catch {
      // Aborted, or no answer: the box still searches.
      if (!signal.aborted) close();
    }
  }

  input.addEventListener('input', (event) => {
    forget();
    if (event.isComposing) return;
    if (letters() < fewestLetters) {
      options = [];
      close();
    } else timer = setTimeout(ask, pause);
  });

  const keys = {
    ArrowDown(event) {
      if (!isOpen()) open();
      if (isOpen() && !event.altKey) activate(active + 1 < options.length ? active + 1 : -1);
    },
    ArrowUp(event) {
      if (event.altKey) return close();
      if (!isOpen()) open();
      if (isOpen()) activate(active < 0 ? options.length - 1 : active - 1);
    },
    Enter(event) {
      forget();
      const option = options[active];
      if (!isOpen() || !option) return;
      event.preventDefault();
      location.assign(option.url);
    },
    Escape(event) {
      forget();
      if (!isOpen()) return;
      // Otherwise the browser would empty the box as well.
      event.preventDefault();
      close();
    },
  };

  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    keys[event.key]?.(event);
    if (event.key.startsWith('Arrow') && isOpen() && /Up|Down/.test(event.key))
      event.preventDefault();
  });
  input.addEventListener('blur', () => {
    forget();
    close();
  });
  input.form?.addEventListener('submit', forget);
}
