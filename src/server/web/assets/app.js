// Everything works without this file; it only makes it smoother.
import { initAll } from './govuk.js';

document.body.classList.add(
  'js-enabled',
  ...('noModule' in HTMLScriptElement.prototype ? ['govuk-frontend-supported'] : []),
);
initAll();

// Choosing a sort order or a page's own choice submits its form at once.
for (const control of document.querySelectorAll('[data-submits]')) {
  control.addEventListener('change', () => control.form?.requestSubmit());
}

// "/" leads to the search box, as on many sites, unless somebody is typing.
document.addEventListener('keydown', (event) => {
  const isTyping =
    /^(input|textarea|select)$/i.test(event.target?.tagName ?? '') ||
    event.target?.isContentEditable;
  const box = document.querySelector('[data-search-box]');
  if (event.key !== '/' || isTyping || !box || event.ctrlKey || event.metaKey || event.altKey)
    return;
  event.preventDefault();
  box.focus();
});
