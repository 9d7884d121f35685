/** A request as written, its placeholders still in it. */
export interface WrittenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
}

export type ParsedRequest =
  | { readonly state: 'parsed'; readonly request: WrittenRequest }
  /** `line` counts from 0 in the script. */
  | { readonly state: 'wrong'; readonly why: string; readonly line: number };

/**
 * Reads the `.http` format: `METHOD URL`, `?`/`&` lines that go on with the query, headers, a blank line, the body.
 * Lines that begin with `#` or `//` are comments above the body; a line that is only a URL means GET.
 */
export function parseHttpRequest(script: string): ParsedRequest {
  const lines = script.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !isComment(line));
  const written = lines[first];
  if (written === undefined) return { state: 'wrong', why: 'it holds no request', line: 0 };
  const end = lines.findIndex((line, index) => index > first && line.startsWith('###'));
  if (end !== -1 && lines.slice(end).some((line) => line.trim() !== '' && !isComment(line))) {
    return { state: 'wrong', why: 'it holds more than one request; write a fence for each', line: end };
  }
  const braces = lines.findIndex((line) => !isComment(line) && filledIn.test(line));
  if (braces !== -1) return { state: 'wrong', why: bracesWords(filledIn.exec(lines[braces] ?? '')), line: braces };
  const requestLine = /^\s*(?:([A-Z]+)\s+)?(\S.*?)(?:\s+HTTP\/[\d.]+)?\s*$/.exec(written);
  const rest = end === -1 ? lines.slice(first + 1) : lines.slice(first + 1, end);
  const blank = rest.findIndex((line) => line.trim() === '');
  const head = (blank === -1 ? rest : rest.slice(0, blank)).map((text, index) => ({ text, line: first + 1 + index }));
  const query = head
    .filter(({ text }) => /^\s*[?&]/.test(text))
    .map(({ text }) => text.replace(/\sHTTP\/[\d.]+\s*$/, '').trim());
  const headers: [string, string][] = [];
  for (const { text, line } of head) {
    if (isComment(text) || /^\s*[?&]/.test(text)) continue;
    const header = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*?)\s*$/.exec(text);
    if (header === null) return { state: 'wrong', why: `"${text.trim()}" is no header; write "Name: value"`, line };
    headers.push([header[1] ?? '', header[2] ?? '']);
  }
  const body =
    blank === -1
      ? ''
      : rest
          .slice(blank + 1)
          .join('\n')
          .trim();
  if (/^<\s/.test(body))
    return { state: 'wrong', why: 'a body from a file is not read; write the body itself', line: first };
  const request = { method: requestLine?.[1] ?? 'GET', url: `${requestLine?.[2] ?? ''}${query.join('')}`, headers };
  return { state: 'parsed', request: body === '' ? request : { ...request, body } };
}

/** What prose fills in, and a command does not: what is shown is what is sent. */
const filledIn = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/;

function bracesWords(found: RegExpExecArray | null): string {
  return `${found?.[0] ?? ''} is filled in in prose only; write $${(found?.[1] ?? '').toUpperCase()} for the value`;
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/)/.test(line);
}
