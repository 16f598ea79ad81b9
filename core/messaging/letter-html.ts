/**
 * The frame of every mail's HTML part. It names no colour but the reader's own, so it is readable
 * in light and in dark, and it loads nothing from anywhere.
 */
export function letterHtml(language: string, subject: string, body: string): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; max-width: 40rem; margin: 1.5rem auto; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; font-weight: normal; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid currentColor; }
thead th, tfoot th, tfoot td { font-weight: 600; }
.amount { text-align: right; white-space: nowrap; padding-right: 0; font-variant-numeric: tabular-nums; }
</style>
</head>
<body>
${body}</body>
</html>
`;
}

/** What a reader of the HTML part reads, for checks: without tags, entities written out. */
export function readableText(html: string): string {
  return html
    .replaceAll(/<(style|title)>[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
