/** How the shell reads a stretch of text. */
export type Quoting = 'none' | 'double' | 'single' | 'comment' | 'here-document';

/**
 * For each UTF-16 unit of a script how it is quoted, without parsing: text with placeholders in it often parses as
 * something else. Substitutions inside double quotes count as unquoted again.
 */
export function quotingOf(script: string): readonly Quoting[] {
  const state: State = { stack: ['none'], pending: [], found: [] };
  let index = 0;
  while (index < script.length) index = readUnit(script, index, state);
  return state.found;
}

interface State {
  readonly stack: Quoting[];
  /** Delimiters of here-documents whose bodies begin on the next line. */
  readonly pending: string[];
  readonly found: Quoting[];
}

function mark(state: State, quoting: Quoting, count: number): void {
  for (let index = 0; index < count; index++) state.found.push(quoting);
}

function readUnit(script: string, index: number, state: State): number {
  const top = state.stack.at(-1) ?? 'none';
  const unit = script[index];
  if (unit === '\\') {
    mark(state, top, Math.min(2, script.length - index));
    return index + 2;
  }
  if (script.startsWith('$(', index)) {
    mark(state, top, 2);
    state.stack.push('none');
    return index + 2;
  }
  return top === 'double' ? readInDoubleQuotes(unit, index, state) : readPlain(script, index, state);
}

function readInDoubleQuotes(unit: string | undefined, index: number, state: State): number {
  mark(state, 'double', 1);
  if (unit === '"') state.stack.pop();
  return index + 1;
}

function readPlain(script: string, index: number, state: State): number {
  const unit = script[index];
  const end = stretchEnd(script, index);
  if (end !== undefined) {
    mark(state, unit === '#' ? 'comment' : 'single', end - index);
    return end;
  }
  const hereDocument = unit === '<' ? hereDocumentAt(script, index) : null;
  if (hereDocument !== null) {
    state.pending.push(hereDocument[3] ?? '');
    mark(state, 'none', hereDocument[0].length);
    return index + hereDocument[0].length;
  }
  mark(state, unit === '"' ? 'double' : 'none', 1);
  if (unit === '"') state.stack.push('double');
  if (unit === ')' && state.stack.length > 1) state.stack.pop();
  return unit === '\n' ? readHereDocuments(script, index + 1, state) : index + 1;
}

/** `<<EOF`, and not the end of `<<<EOF`. */
function hereDocumentAt(script: string, index: number): RegExpExecArray | null {
  if (script[index - 1] === '<') return null;
  return /^<<-?\s*(\\?)(['"]?)([\w.-]+)\2/.exec(script.slice(index, index + 80));
}

/** Where a single-quoted text or a comment that begins here ends. */
function stretchEnd(script: string, index: number): number | undefined {
  if (script[index] === "'") {
    const end = script.indexOf("'", index + 1);
    return end < 0 ? script.length : end + 1;
  }
  if (script[index] !== '#' || !/^[\s;(|&]?$/.test(script[index - 1] ?? '')) return undefined;
  const end = script.indexOf('\n', index);
  return end < 0 ? script.length : end;
}

function readHereDocuments(script: string, start: number, state: State): number {
  let index = start;
  for (const delimiter of state.pending.splice(0)) {
    const end = new RegExp(`^\\t*${delimiter.replace(/[.\\]/g, '\\$&')}$`, 'm').exec(script.slice(index));
    const stop = end === null ? script.length : index + end.index + end[0].length;
    mark(state, 'here-document', stop - index);
    index = stop;
  }
  return index;
}
