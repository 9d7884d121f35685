import type { Action } from '../runbook/action.ts';

/** An action's text with its comments blanked out, so that everything else keeps its place. */
export function withoutComments(action: Action): string {
  const { source } = action;
  switch (action.kind) {
    case 'sql':
      return blankLines(source.replace(/\/\*[\s\S]*?\*\//g, blank), '--');
    case 'http':
      return blankHead(source);
    case 'program':
      return blankLines(source, /^(node|deno|bun|ts-node|tsx|php|java|go)$/.test(programOf(action)) ? '//' : '#');
    case 'shell':
      return source;
  }
}

function programOf({ interpreter }: Extract<Action, { kind: 'program' }>): string {
  return (interpreter[0] ?? '').replace(/^.*\//, '');
}

/** Comments of a request stand above its body; a body is sent as it is. */
function blankHead(source: string): string {
  const request = /^(?![ \t]*(#|\/\/))[ \t]*\S.*$/m.exec(source)?.index ?? 0;
  const gap = /\n[ \t]*\r?\n/.exec(source.slice(request));
  const end = gap === null ? source.length : request + gap.index;
  return source.slice(0, end).replace(/^[ \t]*(#|\/\/).*$/gm, blank) + source.slice(end);
}

function blankLines(source: string, mark: string): string {
  return source
    .split('\n')
    .map((line) => {
      const at = commentStart(line, mark);
      return at < 0 ? line : line.slice(0, at) + blank(line.slice(at));
    })
    .join('\n');
}

/** Where a comment begins in a line: the mark, with no quote open before it. */
function commentStart(line: string, mark: string): number {
  for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + 1)) {
    const before = line.slice(0, at);
    const isOutside = ['"', "'", '`'].every((quote) => before.split(quote).length % 2 === 1);
    if (isOutside && /(^|[\s;,)])$/.test(before)) return at;
  }
  return -1;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
