import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fillCommand, runCommands, usualValue } from '../../../src/docusaurus/fill.ts';
import { writePage } from './page-tree.ts';

const file = (body: string, settings = '') =>
  `---\nrunbook:\n  inputs:\n    pod: { type: string }\n${settings}---\n\n# Shop\n\n## Steps\n\n### Step 1: Go\n\n${body}\n`;

async function given(text: string, values: Readonly<Record<string, string>>) {
  const { page } = await writePage(text);
  return { runbook: page, values, environment: '' };
}

async function filled(body: string, values: Readonly<Record<string, string>>, settings?: string): Promise<string> {
  const state = await given(file(body, settings), values);
  const [action] = Object.values(state.runbook.actions);
  if (action === undefined) throw new Error('it has no command');
  return fillCommand(action, state).text;
}

const bash = (command: string) => `\`\`\`bash {effect=write}\n${command}\n\`\`\``;

test.each([
  `echo [customer's name] 'say $POD' [operator's name]`,
  `echo [customer's name] $POD [operator's name]`,
  `echo {{customer's name}} "$POD" {{operator's name}}`,
  'echo <customer "name> $POD <operator "name>',
])('a value never becomes code between what is still to be filled in: %s', async (command) => {
  const value = '; echo CODE; :';
  const text = await filled(bash(command), { pod: value });
  expect(text).toBe(`export POD='${value}'\n${command}`);
  // Whoever goes on by hand replaces the rest.
  const byHand = text.replaceAll(/\[[^\]]*\]|\{\{[^}]*\}\}|<[^>]*>/g, 'x');
  expect(execFileSync('bash', ['-c', byHand], { encoding: 'utf8' })).not.toMatch(/^CODE/m);
});

test('words to be filled in leave the values beside them where they belong', async () => {
  expect(await filled(bash('kubectl logs <pod-name> -n [the namespace] "$POD"'), { pod: 'a b' })).toBe(
    'kubectl logs <pod-name> -n [the namespace] "a b"',
  );
});

test('a command that is typed in a program of its own is copied without its prompt, and filled in', async () => {
  const console = (command: string) => `\`\`\`console {effect=write}\n$ ${command}\n\`\`\``;
  expect(await filled(console('ssh <host>'), {})).toBe('ssh <host>');
  expect(await filled(console('ssh <host>'), { host: 'db-1' })).toBe('ssh "db-1"');
});

test('what is a secret by its name goes nowhere: no command, no flag, no field', async () => {
  const settings = '    db_password: { type: string }\n';
  const state = await given(file(bash('login "$DB_PASSWORD" <api-token>'), settings), {
    pod: 'a',
    db_password: 'hunter2',
    api_token: 'tok-1',
  });
  const types = Object.fromEntries(state.runbook.inputs.map(({ name, type }) => [name, type]));
  expect(types).toEqual({ pod: 'string', db_password: 'secret', api_token: 'secret' });
  expect(runCommands(state, 'run')).toEqual(["runbook run page.md --set 'pod=a'"]);
  const text = fillCommand(Object.values(state.runbook.actions)[0] ?? ({} as never), state).text;
  expect(text).not.toMatch(/hunter2|tok-1/);
});

test('a default of a secret is not part of the page', async () => {
  const { runbook } = await given(file(bash('login'), '    key: { type: secret, default: hunter2 }\n'), {});
  expect(JSON.stringify(runbook)).not.toContain('hunter2');
});

test('an emptied field is what nobody has said anything about: the default holds, as in the program', async () => {
  const settings = '    version: { type: string, default: v1 }\n';
  const state = await given(file(bash('go "$VERSION"'), settings), { version: '' });
  expect(fillCommand(Object.values(state.runbook.actions)[0] ?? ({} as never), state)).toEqual({
    text: 'go "v1"',
    open: [],
  });
  expect(runCommands(state, 'run')).toEqual(['runbook run page.md']);
});

test('a pattern that is none was said already, and stops no page', async () => {
  const { runbook } = await given(file(bash('go'), `    v: { type: string, pattern: "(", default: x }\n`), {});
  expect(runbook.errors).toHaveLength(1);
  expect(runbook.inputs.map(usualValue)).toEqual(['', 'x']);
});

test('a name that no variable can have is an error of its file, and stops no page', async () => {
  const settings = '  environments: { staging: { vars: { "A.B(": x } } }\n';
  const state = await given(file(bash('go $POD'), settings), { pod: 'a' });
  expect(state.runbook.errors[0]).toMatch(/letters, digits and _/);
  expect(fillCommand(Object.values(state.runbook.actions)[0] ?? ({} as never), state).text).toBe('go a');
});
