import type { Action, ActionOf } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { parseHttpRequest } from '../runbook/http-syntax.ts';
import { variableOf } from '../runbook/input.ts';

/** One action as lines of bash that do the same without this program; what it keeps becomes a variable. */
export function plainCommand(action: Action, may: Runnable): readonly string[] {
  const lines = inFolder(action, commandOf(action, may.script));
  const kept = action.capture ?? action.secret;
  if (action.background) return ['{', ...lines, '} &'];
  if (kept === undefined) return lines;
  const name = variableOf(kept);
  return [`${name}=$(`, ...lines, ')', `export ${name}`];
}

/** In single quotes, for a shell. */
export function quoted(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function commandOf(action: Action, script: string): readonly string[] {
  switch (action.kind) {
    case 'shell':
      return script.split('\n');
    case 'sql':
      return sqlCommand(action, script);
    case 'http':
      return httpCommand(action, script);
    case 'program':
      return programCommand(action, script);
  }
}

function inFolder({ cwd }: Action, lines: readonly string[]): readonly string[] {
  return cwd === undefined ? lines : [`cd ${quoted(cwd)}`, ...lines, 'cd "$OLDPWD"'];
}

function sqlCommand({ database, transaction, capture }: ActionOf<'sql'>, script: string): readonly string[] {
  const flags = ['--no-psqlrc', '--set=ON_ERROR_STOP=1', ...(transaction ? ['--single-transaction'] : [])];
  const form = capture === undefined ? [] : ['--tuples-only', '--no-align'];
  const [mark = '', ...rest] = hereDocument(script, 'SQL');
  return [`psql "$${database}" ${[...flags, ...form].join(' ')} ${mark}`, ...rest];
}

/** `<<'SQL'`, the text and its end; no line of the text ends it early. */
function hereDocument(text: string, word: string): readonly string[] {
  const lines = text.split('\n');
  let end = word;
  while (lines.includes(end)) end += '_';
  return [`<<'${end}'`, ...lines, end];
}

function httpCommand({ expectStatus, expectBody }: ActionOf<'http'>, script: string): readonly string[] {
  const parsed = parseHttpRequest(script);
  if (parsed.state === 'wrong') return script.split('\n').map((line) => `# ${line}`);
  const { method, url, headers, body } = parsed.request;
  const fail = expectStatus === undefined ? ['--fail-with-body'] : [];
  const parts = [
    ...['curl', '--silent', '--show-error', ...fail, '--request', method, expanded(url)],
    ...headers.flatMap(([name, value]) => ['--header', expanded(`${name}: ${value}`)]),
    ...(body === undefined ? [] : ['--data-binary', expanded(body)]),
  ];
  const expected = [
    ...(expectStatus === undefined ? [] : [`# expected: status ${expectStatus}`]),
    ...(expectBody === undefined ? [] : [`# expected in the body: ${expectBody.replaceAll('\n', ' ')}`]),
  ];
  return [...expected, parts.join(' ')];
}

/** In double quotes: `$NAME` is read there, and nothing else has a meaning. */
function expanded(text: string): string {
  const safe = text.replace(/["\\`]/g, '\\$&').replace(/\$(?![A-Z_]|\{[A-Za-z_]\w*\})/g, '\\$');
  return `"${safe}"`;
}

function programCommand({ interpreter }: ActionOf<'program'>, script: string): readonly string[] {
  const [first = '', ...rest] = hereDocument(script, 'PROGRAM');
  return [
    'program=$(mktemp)',
    `cat > "$program" ${first}`,
    ...rest,
    `${interpreter.map(quoted).join(' ')} "$program"`,
    'rm -f "$program"',
  ];
}
