import { checkInput } from '../runbook/check-input.ts';
import { fillHttp, namesIn, Unfillable } from '../runbook/fill-http.ts';
import { parseHttpRequest, type WrittenRequest } from '../runbook/http-syntax.ts';
import { fillScript, quoted, setVariables, variablesIn } from '../shell/fill-script.ts';
import type { PageAction, PageInput, RunbookPage } from './page.ts';

/** What is chosen and typed on a page. */
export interface Given {
  readonly runbook: RunbookPage;
  /** By name of an input. */
  readonly values: Readonly<Record<string, string>>;
  /** The name of the environment that was chosen; empty: none. */
  readonly environment: string;
}

export interface FilledCommand {
  readonly text: string;
  /** Variables that it reads and that nothing on the page gives a value. */
  readonly open: readonly string[];
}

/** Why a value cannot be one of an input; undefined: it can, or there is none yet. */
export function problemOf(input: PageInput, value: string): string | undefined {
  if (value === '') return undefined;
  const checked = checkInput(input, value);
  return checked.state === 'bad' ? checked.problem : undefined;
}

/** What an input holds before anybody has said anything. */
export function usualValue(input: PageInput): string {
  return input.type === 'secret' || input.default === undefined ? '' : asShown(input, input.default);
}

/** A value as its field shows it: `no` is `false` there. */
export function asShown(input: PageInput, value: string): string {
  const checked = checkInput(input, value);
  return checked.state === 'good' ? checked.value : value;
}

/** The values of variables: those of the environment, and of every input that holds what it may. */
function givenVariables({ runbook, values, environment }: Given): ReadonlyMap<string, string> {
  const vars = runbook.environments.find(({ name }) => name === environment)?.vars ?? {};
  const inputs = runbook.inputs.flatMap((input): readonly (readonly [string, string])[] => {
    // An empty field is what nobody has said anything about: the program takes the default.
    const value = values[input.name] || usualValue(input);
    if (input.type === 'secret' || value === '') return [];
    const checked = checkInput(input, value);
    return checked.state === 'good' ? [[input.variable, checked.value]] : [];
  });
  return new Map([...Object.entries(vars), ...inputs]);
}

/** Every variable that something on the page gives a value. */
function variablesOf({ inputs, environments }: RunbookPage): readonly string[] {
  const all = [...inputs.map(({ variable }) => variable), ...environments.flatMap(({ vars }) => Object.keys(vars))];
  return Array.from(new Set(all));
}

/** A command as it is shown and copied. */
export function fillCommand({ source, script, kind }: PageAction, given: Given): FilledCommand {
  const variables = givenVariables(given);
  const names = variablesOf(given.runbook);
  if (kind === 'http') return filledRequest(source, variables, names);
  if (kind !== 'shell') return { text: source, open: [] };
  // A placeholder that is not filled in yet stays as it was written.
  const pieces = script ?? [source];
  const base = pieces
    .map((piece) => (typeof piece === 'string' ? piece : variables.has(piece.variable) ? piece.unit : piece.text))
    .join('');
  const read = variablesIn(base, names);
  const open = read.filter((name) => !variables.has(name));
  if (open.length === read.length) return { text: base, open };
  return { text: quotedGap.test(base) ? setVariables(base, variables) : fillScript(base, variables), open };
}

/**
 * `[customer's name]`, `<the "blue" one>`: whoever replaces it by hand changes what is in quotes and what is not behind it,
 * so no value may stand there.
 */
const quotedGap = /<\w[^<>\n]*['"`][^<>\n]*>|\[\w[^\]\n]*['"`][^\]\n]*\]|\{\{[^}\n]*['"`][^}\n]*\}\}|\w'\w/;

/** A value that does not fit leaves the request as it was written: the program would refuse to send it. */
function filledRequest(
  source: string,
  variables: ReadonlyMap<string, string>,
  names: readonly string[],
): FilledCommand {
  const parsed = parseHttpRequest(source);
  if (parsed.state === 'wrong') return { text: source, open: [] };
  const lookUp = (name: string) => variables.get(name) ?? variables.get(name.toUpperCase());
  const read = namesIn(parsed.request);
  const open = names.filter((name) => read.some((one) => one.toUpperCase() === name) && !variables.has(name));
  if (read.every((name) => lookUp(name) === undefined)) return { text: source, open };
  try {
    return { text: requestText(fillHttp(parsed.request, lookUp)), open };
  } catch (error) {
    if (error instanceof Unfillable) return { text: source, open };
    throw error;
  }
}

function requestText({ method, url, headers, body }: WrittenRequest): string {
  const head = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return [...head, ...(body === undefined ? [] : ['', body])].join('\n');
}

/** Command lines that run it, one for each of its procedures, with all that was chosen and typed; secrets excepted. */
export function runCommands(given: Given, verb: 'run' | 'drill'): readonly string[] {
  const { runbook, values, environment } = given;
  const sets = runbook.inputs.flatMap((input) => {
    const value = values[input.name] ?? '';
    const isSaid = input.type !== 'secret' && value !== '' && value !== usualValue(input);
    return isSaid && problemOf(input, value) === undefined ? ['--set', quoted(`${input.name}=${value}`)] : [];
  });
  const flags = [...(environment === '' ? [] : ['--env', quoted(environment)]), ...sets];
  const files = runbook.procedures.length === 0 ? [''] : runbook.procedures.map((slug) => `#${slug}`);
  return files.map((slug) => ['runbook', verb, quoted(`${runbook.file}${slug}`), ...flags].join(' '));
}
