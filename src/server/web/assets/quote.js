// Selecting words on a document's page offers to link them to the plan, with document and page filled
// in, and what stands around them; links to a page are copied at once. Without this file each page has
// a form, and its link can be copied as any other.

/** Characters that are sent of what stands before and after, and of the quotation itself at most. */
const around = 200;
const longest = 2000;

const reading = document.querySelector('.reading');
const status = document.createElement('div');
status.className = 'govuk-visually-hidden';
status.setAttribute('role', 'status');
document.body.append(status);

const tidy = (text) => text.replace(/\s+/g, ' ').trim();

function textBetween(start, startOffset, end, endOffset) {
  const range = document.createRange();
  range.setStart(start, startOffset);
  range.setEnd(end, endOffset);
  return range.toString();
}

/** The pages' own words within the selection; null where there are none. */
function quoteIn(selection) {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const texts = [...reading.querySelectorAll('[data-quote-text]')].filter((text) =>
    range.intersectsNode(text),
  );
  const [first, last] = [texts[0], texts.at(-1)];
  if (!first || !last) return null;
  const pieces = texts.map((text) => {
    const piece = document.createRange();
    piece.selectNodeContents(text);
    if (text.contains(range.startContainer))
      piece.setStart(range.startContainer, range.startOffset);
    if (text.contains(range.endContainer)) piece.setEnd(range.endContainer, range.endOffset);
    // Paragraphs stand apart, also where there is no space between them.
    return [...piece.cloneContents().childNodes].map((node) => node.textContent).join(' ');
  });
  const quote = tidy(pieces.join(' '));
  if (quote.split(' ').length < 2 || quote.length > longest) return null;
  const before = first.contains(range.startContainer)
    ? textBetween(first, 0, range.startContainer, range.startOffset)
    : '';
  const after = last.contains(range.endContainer)
    ? textBetween(range.endContainer, range.endOffset, last, last.childNodes.length)
    : '';
  return {
    quote,
    before: tidy(before).slice(-around),
    after: tidy(after).slice(0, around),
    page: first.closest('[data-quote-page]')?.dataset.quotePage ?? '',
  };
}

if (reading?.dataset.quoteLink) offerLinks();

function offerLinks() {
  const bar = document.createElement('div');
  bar.className = 'quote-bar no-print';
  bar.hidden = true;
  const words = document.createElement('span');
  const link = document.createElement('a');
  link.className = 'govuk-button';
  link.textContent = 'Link to the plan';
  bar.append(words, link);
  reading.after(bar);

  let timer;
  document.addEventListener('selectionchange', () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 250);
  });

  function offer() {
    const found = quoteIn(document.getSelection());
    if (!found) {
      // Whoever is on the way to the button keeps it.
      if (!bar.contains(document.activeElement)) bar.hidden = true;
      return;
    }
    const address = new URLSearchParams({
      document: reading.dataset.quoteDocument,
      ...(found.page ? { page: found.page } : {}),
      quote: found.quote,
      before: found.before,
      after: found.after,
    });
    link.href = `${reading.dataset.quoteLink}?${address}`;
    const count = found.quote.split(' ').length;
    words.textContent = `${count} words${found.page ? ` of page ${found.page}` : ''} selected`;
    if (bar.hidden)
      status.textContent = `${words.textContent}. Link to the plan: the button after the text.`;
    bar.hidden = false;
  }
}

for (const link of document.querySelectorAll('[data-copy-link]')) {
  link.addEventListener('click', async (event) => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      status.textContent = 'The link was copied.';
      const said = link.firstChild.textContent;
      link.firstChild.textContent = 'Copied';
      setTimeout(() => {
        link.firstChild.textContent = said;
      }, 2000);
    } catch {
      location.assign(link.href);
    }
  });
}
