import type { ShellFault, ShellReport } from './bash-dump.ts';
import type { ProcessEnd } from './process-host.ts';

export interface FailureFacts {
  readonly end: ProcessEnd;
  readonly report: ShellReport;
  /** How far the shell came, with a folder to begin in. */
  readonly progress: Exclude<ShellReport['progress'], 'folder-gone'>;
  /** The script file as the shell knows it. */
  readonly file: string;
  /** Name of the runbook in messages. */
  readonly name: string;
  /** Where functions of earlier actions are read from. */
  readonly scratchFolder: string;
  /** The last of what the script wrote to standard error. */
  readonly errorTail: string;
}

/** One sentence, and the line of the runbook where it is known. */
export interface Failure {
  readonly message: string;
  readonly line?: number | undefined;
}

const commandLength = 120;
const brokenPipe = 141;

/** Says what failed, with the exit code, the line and the command. */
export function describeFailure(facts: FailureFacts): Failure {
  const { progress, end } = facts;
  switch (progress) {
    case 'state-unread':
      return { message: 'the shell could not read the state of the session, nothing was run' };
    case 'syntax-error':
      return describeSyntax(facts);
    case 'unknown':
      return { message: `the shell ended before the script began (${endWords(end)})` };
    case 'started':
      return describeScript(facts);
  }
}

/** `exit code 3`, `ended by SIGKILL`. */
export function endWords({ exitCode, signal }: ProcessEnd): string {
  if (signal !== undefined) return `ended by ${signal}`;
  return exitCode === undefined ? 'did not end' : `exit code ${exitCode}`;
}

/** `; still running: 4211 sleep`, empty when nobody is. */
export function leftWords(left: NonNullable<ProcessEnd['stopped']>['left']): string {
  if (left.length === 0) return '';
  return `; could not be ended: ${left.map(({ pid, name }) => `${pid} ${name}`).join(', ')}`;
}

function describeSyntax({ errorTail, name }: FailureFacts): Failure {
  const said = lastError(errorTail, name, /syntax error|unexpected|EOF/);
  const where = said === undefined ? '' : ` at line ${said.line}: ${said.text}`;
  return { message: `does not parse${where}; nothing was run`, line: said?.line };
}

function describeScript(facts: FailureFacts): Failure {
  const { report, end, name, file, errorTail } = facts;
  const dump = report.dump;
  const words = endWords(end);
  if (dump === undefined) {
    return { message: `${words}; the shell left no state (exec or a kill), the state from before the action stands` };
  }
  if (dump.left !== undefined) {
    const line = dump.left.file === file ? dump.left.line : undefined;
    return { message: `${words}${line === undefined ? '' : ` at line ${line}`}: exit`, line };
  }
  const unset = lastError(errorTail, name, /: unbound variable$/);
  if (unset !== undefined && dump.fault === undefined) {
    return { message: `${words} at line ${unset.line}: ${unset.text}`, line: unset.line };
  }
  if (dump.fault !== undefined && dump.status !== 0) return describeFault(words, dump.fault, facts);
  const said = lastError(errorTail, name, /./);
  return said === undefined
    ? { message: `${words} of its last command` }
    : { message: `${words} at line ${said.line}: ${said.text}`, line: said.line };
}

function describeFault(words: string, fault: ShellFault, { file, scratchFolder }: FailureFacts): Failure {
  const line = fault.frames.find((frame) => frame.file === file)?.line;
  if (line === undefined && fault.frames.length === 0) return { message: `${words} of its last command` };
  const at = line === undefined ? '' : ` at line ${line}`;
  const place = placeWords(fault, file, scratchFolder);
  return { message: `${words}${at}: ${shorten(fault.command)}${place}${pipeWords(fault.pipeStatus)}`, line };
}

/** Where a command stands that is not in the script itself: a function of an earlier action, or a file that is none of ours. */
function placeWords({ frames }: ShellFault, file: string, scratchFolder: string): string {
  const innermost = frames[0];
  if (innermost === undefined || innermost.file === file) return '';
  const isRestored = innermost.file.startsWith(scratchFolder) || innermost.file === 'environment';
  if (isRestored) return ` (in the function ${innermost.name})`;
  return ` (in ${innermost.file}:${innermost.line}, not in the runbook)`;
}

/** 141 is what a program ends with that wrote on after its reader had seen enough. */
function pipeWords(statuses: readonly number[]): string {
  if (!statuses.includes(brokenPipe)) return statuses.length > 1 ? ` (PIPESTATUS ${statuses.join(' ')})` : '';
  return ` (reader stopped early, PIPESTATUS ${statuses.join(' ')})`;
}

function shorten(command: string): string {
  const first = command.split('\n', 1)[0] ?? '';
  const text = first.length > commandLength ? first.slice(0, commandLength) : first;
  return text === command ? text : `${text}...`;
}

/** The last `runbook.md: line 42: …` in what the shell wrote. */
function lastError(errorTail: string, name: string, pattern: RegExp): { line: number; text: string } | undefined {
  const marker = `${name}: line `;
  const lines = errorTail.split('\n').filter((line) => line.startsWith(marker));
  const errors = lines.flatMap((line) => {
    const match = /^(\d+): (.*)$/.exec(line.slice(marker.length));
    return match === null ? [] : [{ line: Number(match[1]), text: match[2] ?? '' }];
  });
  return errors.filter(({ text }) => pattern.test(text)).at(-1);
}
