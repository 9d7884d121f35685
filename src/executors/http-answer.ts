import type { HttpAnswer } from '../adapters/http-request.ts';

const shownHeaders = ['content-type', 'location', 'retry-after', 'www-authenticate', 'server', 'date'];

/** The answer as it is shown: status line, the headers that tell something, the body. Ends with a newline. */
export function formatAnswer(answer: HttpAnswer): string {
  const status = `HTTP ${answer.status} ${answer.statusText}`.trimEnd();
  const headers = shownHeaders.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  return `${[status, ...headers, ...bodyLines(answer)].join('\n')}\n`;
}

/** The body as text; empty when it is none. */
export function textOf({ body, headers }: HttpAnswer): string {
  const type = headers.get('content-type') ?? 'text/plain';
  const isText = /^text\/|json|xml|javascript|x-www-form-urlencoded|yaml|graphql/i.test(type);
  return isText ? new TextDecoder(charsetOf(type)).decode(body) : '';
}

function bodyLines(answer: HttpAnswer): string[] {
  const { body, bodyBytes } = answer;
  if (bodyBytes === 0) return [];
  const text = textOf(answer).trimEnd();
  if (text === '') return ['', `(${bodyBytes} bytes that are no text)`];
  const unread = bodyBytes - body.byteLength;
  return unread > 0 ? ['', text, `(${unread} more bytes are not kept)`] : ['', text];
}

function charsetOf(type: string): string {
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return 'utf-8';
  }
}
