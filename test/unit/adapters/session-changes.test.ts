import { expect, test } from 'vitest';
import { afterShell, changesBetween } from '../../../src/adapters/session-changes.ts';
import { initialState, type ShellState } from '../../../src/adapters/session-state.ts';

const text = (name: string, value: string) => ({ name, flags: '', value: { kind: 'text' as const, text: value } });

const before: ShellState = {
  ...initialState('/srv', {}).current,
  variables: [text('NAME', 'a'), text('GONE', 'x'), text('PS1', 'mine'), text('KUBECONFIG', '/run/config')],
  aliases: ['ll=ls -l'],
  options: { errexit: true },
};

test('what a shell changed is counted by what it is', () => {
  const functions = [{ names: [{ name: 'greet', flags: '' }], text: 'greet () { echo; }' }];
  const after: ShellState = {
    ...before,
    folder: '/tmp',
    functions,
    variables: [text('NAME', 'b'), text('NEW', ''), text('KUBECONFIG', '/home/config'), text('OLDPWD', '/srv')],
    aliases: ['ll=ls -la', 'k=kubectl'],
    umask: '0077',
  };
  const changed = changesBetween(before, after, new Set(['KUBECONFIG']));
  expect(changed).toEqual(['directory', '4 variables', '1 function', '2 aliases', 'umask']);
});

test('how an interactive shell is set up does not go on', () => {
  const left: ShellState = {
    ...before,
    variables: [...(before.variables ?? []).slice(0, 2), text('PS1', 'runbook $ '), text('COLUMNS', '80')],
    options: { errexit: false, monitor: true },
    traps: { INT: 'echo' },
  };
  const after = afterShell(before, left);
  expect(after.options).toEqual({ errexit: true });
  expect(after.traps).toEqual({});
  expect(after.variables?.map(({ name, value }) => [name, value])).toEqual([
    ['NAME', { kind: 'text', text: 'a' }],
    ['GONE', { kind: 'text', text: 'x' }],
    ['PS1', { kind: 'text', text: 'mine' }],
  ]);
  expect(changesBetween(before, after, new Set(['KUBECONFIG']))).toEqual([]);
});
