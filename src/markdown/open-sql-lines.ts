import type { LineStart, OpenLines } from './line-start.ts';

const token = /--.*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|(\$[A-Za-z_]*\$)[\s\S]*?\1|;|(['"]|\/\*|\$[A-Za-z_]*\$)/g;

/** Which lines of SQL begin within a statement, a quoted text or a comment; a statement goes on up to its semicolon. */
export function openSqlLines(lines: readonly string[]): OpenLines {
  const text = lines.join('\n');
  const starts: LineStart[] = ['free'];
  let isOpen = false;
  let isUnclosed = false;
  let from = 0;
  const pass = (code: string, kind: LineStart | undefined) => {
    for (const [index, part] of code.split('\n').entries()) {
      if (index > 0) starts.push(kind ?? (isOpen ? 'statement' : 'free'));
      if (part.trim() !== '') isOpen = true;
    }
  };
  for (const match of text.matchAll(token)) {
    if (isUnclosed) break;
    pass(text.slice(from, match.index), undefined);
    from = match.index + match[0].length;
    if (match[0] === ';') isOpen = false;
    else if (match[2] !== undefined) isUnclosed = true;
    else if (!match[0].startsWith('--')) pass(match[0], 'enclosed');
  }
  pass(text.slice(from), isUnclosed ? 'enclosed' : undefined);
  return { starts, isUnclosed };
}
