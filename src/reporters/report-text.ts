const firstLines = 10;
const lastLines = 20;

/** Text that must look in Markdown as it is: on one line, with nothing in it that would be markup. */
export function asProse(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*[\]<>|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^([#+-]|\d+[.)])(?=\s)/, '\\$1');
}

/** A fenced block, its fence longer than any run of backticks inside, indented to belong to a list item. */
export function asFence(language: string, text: string): string[] {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const lines = text.replace(/\n+$/, '').split('\n');
  return [`${fence}${language}`, ...lines, fence].map((line) => (line === '' ? '' : `  ${line}`));
}

/** The beginning and the end of a long output, and how much is left out between them. */
export function shorten(text: string): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  const left = lines.length - firstLines - lastLines;
  if (left <= 1) return lines.join('\n');
  return [...lines.slice(0, firstLines), `[... ${left} lines left out ...]`, ...lines.slice(-lastLines)].join('\n');
}
