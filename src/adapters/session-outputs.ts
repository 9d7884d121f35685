import { readFileSync } from 'node:fs';
import { errorCode } from '../diagnostics/error-code.ts';

/** What an action wrote to $RUNBOOK_OUTPUT; `notes` name the lines that are not `key=value`. */
export interface ActionOutputs {
  readonly outputs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Reads `key=value` lines; the last one of a key counts. No file: no outputs. */
export function readOutputs(path: string): ActionOutputs {
  const lines = readText(path).split('\n');
  const outputs: Record<string, string> = {};
  const notes: string[] = [];
  lines.forEach((line, index) => {
    const [, key, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) outputs[key] = value;
    else if (line.trim() !== '') notes.push(`line ${index + 1} of $RUNBOOK_OUTPUT is not key=value`);
  });
  return { outputs, notes };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
