/** Where, what, and what to do, as sentences: 'Line 3: has no amount. Correct it.' */
export function problemSaid(where: string, what: string, advice: string): string {
  return `${sentence(`${where}: ${what}`)} ${sentence(advice)}`.trim();
}

function sentence(words: string): string {
  if (words === '') return '';
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
