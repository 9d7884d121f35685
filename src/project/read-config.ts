import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { LineCounter, parseDocument } from 'yaml';
import { severities } from '../diagnostics/codes.ts';
import { errorCode } from '../diagnostics/error-code.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { type Config, configSchema } from '../runbook/config.ts';
import { UsageError } from './usage-error.ts';

const configName = 'runbook.config.yaml';

/** What `runbook.config.yaml` at a root says; nothing where there is none. */
export function readConfig(root: string): Config {
  const path = join(root, configName);
  const text = readText(path);
  if (text === undefined) return {};
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
  const placeAt = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return `${configName}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined)
    throw new UsageError(
      `${placeAt(error.pos[0])} it is no YAML: ${error.message.split('\n')[0]}`,
      'Check indentation, colons and quotes there.',
    );
  const offsetOf = (keys: readonly unknown[]) => {
    const node: unknown = document.getIn(keys, true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
  };
  const result = v.safeParse(configSchema, document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!result.success) throw refused(result.issues[0], (keys) => placeAt(offsetOf(keys)));
  refuseUnknownCodes(result.output, (keys) => placeAt(offsetOf(keys)));
  return result.output;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    throw new UsageError(`${path} cannot be read`, 'Check that you may read it.', { cause });
  }
}

type PlaceOf = (keys: readonly unknown[]) => string;

function refused(issue: v.BaseIssue<unknown>, placeOf: PlaceOf): UsageError {
  const keys = issue.path?.map((part) => part.key) ?? [];
  const name = keys.join('.');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const key = String(keys.at(-1));
    const guess = nearest(key, keysBeside(keys.slice(0, -1)));
    return new UsageError(
      `${placeOf(keys)} unknown key "${name}"`,
      guess === undefined
        ? `Remove it. There are: ${keysBeside(keys.slice(0, -1)).join(', ')}.`
        : `Did you mean "${guess}"?`,
    );
  }
  return new UsageError(
    `${placeOf(keys)} ${name === '' ? 'the file' : name} is not right`,
    `Expected ${issue.expected ?? 'something else'}, found ${issue.received}.`,
  );
}

const known: Readonly<Record<string, readonly string[]>> = {
  '': ['roles', 'runbooks', 'manifests', 'scripts', 'migrations', 'templates', 'lint', 'site'],
  lint: ['preset', 'rules', 'ignore', 'baseline'],
  site: ['url'],
};

function keysBeside(above: readonly unknown[]): readonly string[] {
  const path = above.join('.');
  if (path.startsWith('migrations')) return ['path', 'tool'];
  return known[path] ?? ['prerequisites', 'steps', 'remedies', 'undo', 'criteria', 'follow-up', 'troubleshooting'];
}

/** A rule that is switched off by a misspelt name would go on, or stay away, without a word. */
function refuseUnknownCodes({ lint }: Config, placeOf: PlaceOf): void {
  const codes = Object.keys(severities);
  for (const code of Object.keys(lint?.rules ?? {})) {
    if (codes.includes(code)) continue;
    const guess = nearest(code, codes);
    throw new UsageError(
      `${placeOf(['lint', 'rules', code])} there is no rule "${code}"`,
      guess === undefined ? 'runbook lint --rules lists them.' : `Did you mean "${guess}"?`,
    );
  }
}
