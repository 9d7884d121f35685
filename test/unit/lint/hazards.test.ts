import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { severityOf } from '../../../src/lint/rule-settings.ts';
import { lintExample } from './lint-example.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/hazards');

/** Those that are there to be told from a hazard, and those that only a person who is asked can judge. */
const harmless = [
  'command-in-variable.md',
  'comments-only.md',
  'no-label-command.md',
  'read-into-file.md',
  'read-jsonpath.md',
  'read-list.md',
  'read-statement.md',
  'read-status-code.md',
  'run-never.md',
  'tee.md',
];

/** What a fixture is not about: most have neither a title nor steps. */
const besides = new Set(['no-title', 'no-steps']);

it('every hazard that was met in the wild is found, and nothing of what is none', () => {
  const silent = readdirSync(folder).filter((name) => {
    const text = readFileSync(resolve(folder, name), 'utf8');
    const settings = { preset: 'recommended', overrides: {} } as const;
    return !lintExample({ as: 'runbook', text }).some(
      ({ code }) => !besides.has(code) && severityOf(code, settings) !== undefined,
    );
  });
  expect(silent).toEqual(harmless);
});
