const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of an 835 or a record inside HTML; control characters go. */
export function escapeHtml(text: string): string {
  let safe = '';
  for (const character of text) {
    if (character < ' ' || character === '\x7f') continue;
    safe += ENTITIES[character] ?? character;
  }
  return safe;
}

const STYLE = `
  body { font: 10.5pt/1.4 system-ui, sans-serif; color: #1a1a1a; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
  h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem; border-bottom: 1px solid #999; }
  h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
  table { border-collapse: collapse; width: 100%; margin: .3rem 0 .8rem; }
  th, td { text-align: left; padding: .15rem .5rem; vertical-align: top; border-bottom: 1px solid #ddd; }
  th { font-weight: 600; border-bottom-color: #777; }
  .amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .total td { font-weight: 600; border-top: 1px solid #777; }
  .parties { display: flex; flex-wrap: wrap; gap: 1rem 4rem; }
  .note { color: #444; }
  @media print {
    body { margin: 0; max-width: none; font-size: 9pt; }
    section { break-inside: avoid; }
    thead { display: table-header-group; }
  }`;

/**
 * A page that stands by itself: no script, nothing fetched, readable on paper.
 *
 * @param body HTML whose texts have been escaped already
 */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
