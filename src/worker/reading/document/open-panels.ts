/** What leads around the site, or stands above it: nothing of what the page says. */
const furniture =
  'nav, body > header, body > footer, footer, aside, dialog, form, menu, [role="navigation"], [role="banner"], [role="contentinfo"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="search"], [role="tooltip"], [aria-modal="true"], [class*="modal"], [class*="cookie"], [class*="menu"], [class*="lightbox"], [class*="overlay"], [class*="popup"], [class*="tooltip"], [class*="search"], [class*="share"], [class*="social"]';
const hidden =
  '[hidden], [aria-hidden="true"], [style*="display"], [style*="visibility"], details, .collapse';
/** Names that panels which open go by, or that stand around them. */
const panelNames =
  /accordion|collaps|expand|panel|tab(s|-|_|bed|content|pane|\b)|toggle|disclosure|details|faq|drawer|reveal|read-?more|show-?more|hidden-?content/i;
const switches =
  'button, summary, [role="button"], [role="tab"], [aria-expanded], [aria-controls], [data-toggle], [data-bs-toggle]';

const namesOf = (element: Element) =>
  `${element.getAttribute('class') ?? ''} ${element.id ?? ''} ${element.getAttribute('role') ?? ''}`;

const isHiddenByStyle = (element: Element) =>
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '');

/** Ids that something on the page opens: by aria-controls, as a target, or as the end of a link. */
function controlledIds(document: Document): Set<string> {
  const ids = new Set<string>();
  for (const name of ['aria-controls', 'data-target', 'data-bs-target', 'data-controls', 'for']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of (element.getAttribute(name) ?? '').split(/\s+/))
        ids.add(id.replace(/^#/, ''));
    }
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    ids.add((link.getAttribute('href') ?? '').slice(1));
  }
  ids.delete('');
  return ids;
}

/** Whether it or something around it, within the page's own part, is named as what opens. */
function isNamedPanel(element: Element): boolean {
  for (let around: Element | null = element; around?.parentElement; around = around.parentElement) {
    if (around.localName === 'main' || around.localName === 'body') return false;
    if (panelNames.test(namesOf(around))) return true;
  }
  return false;
}

/** Whether a reader can open it: something on the page does, or it and its place are named so. */
function canBeOpened(element: Element, controlled: Set<string>): boolean {
  if (element.closest(furniture)) return false;
  if (element.getAttribute('hidden') === 'until-found') return true;
  if (element.id && controlled.has(element.id)) return true;
  const before = element.previousElementSibling;
  if (before?.matches(switches) || before?.querySelector(switches)) return true;
  if (isNamedPanel(element)) return true;
  // Hidden from screen readers alone it is there to be seen: text, where it is more than a sign.
  const isSeen = !element.hasAttribute('hidden') && !isHiddenByStyle(element);
  return (
    isSeen && (element.querySelector('p, li') !== null || (element.textContent ?? '').length > 80)
  );
}

function show(element: Element): void {
  for (const name of ['hidden', 'aria-hidden', 'class']) element.removeAttribute(name);
  if (isHiddenByStyle(element)) element.removeAttribute('style');
}

const isClosed = (element: Element) =>
  element.hasAttribute('hidden') ||
  element.getAttribute('aria-hidden') === 'true' ||
  isHiddenByStyle(element) ||
  element.matches('details, .collapse');

/** Whether a button opens something, and has words on it. */
function isSwitch(button: Element): boolean {
  if (!/\p{L}/u.test(button.textContent ?? '') || button.closest(furniture)) return false;
  return (
    button.hasAttribute('aria-expanded') ||
    button.hasAttribute('aria-controls') ||
    (button.parentElement?.matches('h1, h2, h3, h4, h5, h6, dt, summary') ?? false) ||
    panelNames.test(namesOf(button))
  );
}

/**
 * Opens what is closed on a page until a reader opens it (accordions, tabs, details), and lets the
 * words on the switches stand as the headings that they are. What is hidden from everybody stays so.
 */
export function openPanels(document: Document): void {
  const controlled = controlledIds(document);
  for (const element of document.querySelectorAll(hidden)) {
    if (isClosed(element) && canBeOpened(element, controlled)) show(element);
  }
  for (const button of document.querySelectorAll('button')) {
    if (!isSwitch(button)) continue;
    const words = document.createElement('span');
    words.append(...button.childNodes);
    if (button.parentElement) button.parentElement.removeAttribute('class');
    button.replaceWith(words);
  }
}
