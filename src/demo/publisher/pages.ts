import type { Content } from './load-content.ts';

/** Said on everything the demonstration publishes. */
export const fictional = 'Demonstration. Fictional publication; no council’s own.';

export const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const inWords = (at: Date) =>
  at.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });

/** A page with what surrounds an article on real sites: header, navigation, asides and footer. */
export function articlePage(content: Content, at: Date, canonical: string): string {
  const { title, publisher, summary, type } = content;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${escaped(title)} | ${escaped(publisher)}</title>
<meta name="description" content="${escaped(summary)}">
<meta property="og:site_name" content="${escaped(publisher)}">
<meta property="article:published_time" content="${at.toISOString()}">
<link rel="canonical" href="${canonical}">
</head>
<body>
<div class="cookie-notice" role="dialog">We use cookies to see how this site is used. <button>Accept</button> <button>Reject</button></div>
<header><a href="/">${escaped(publisher)}</a>
<nav><ul><li><a href="/about">About us</a></li><li><a href="/publications">Publications</a></li><li><a href="/training">Training</a></li><li><a href="/contact">Contact</a></li></ul></nav></header>
<p class="demonstration">${fictional}</p>
<main>
<nav aria-label="Breadcrumb"><a href="/">Home</a> › <a href="/publications">Publications</a></nav>
<article>
<h1>${escaped(title)}</h1>
<p class="meta">${escaped(type)} · Published ${inWords(at)}</p>
${content.body}
</article>
<aside><h2>Related</h2><ul><li><a href="/training">Training this term</a></li><li><a href="/contact">Ask a question</a></li></ul></aside>
</main>
<footer><p>${fictional}</p><p>© ${escaped(publisher)}</p></footer>
</body>
</html>`;
}
