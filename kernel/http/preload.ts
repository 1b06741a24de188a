// Tells the browser with the first bytes which stylesheets a page needs, before it has read the markup (RFC 8288).

const sheet = /<link rel="stylesheet" href="(\/[^"]+)"/g;

/** The value of a `Link` header for the stylesheets named in a page's head; undefined when it names none. */
export function preloadLink(html: string): string | undefined {
  const head = html.slice(0, html.indexOf('</head>'));
  const links = [...head.matchAll(sheet)].map(([, address]) => `<${address}>; rel=preload; as=style`);
  return links.length > 0 ? links.join(', ') : undefined;
}
