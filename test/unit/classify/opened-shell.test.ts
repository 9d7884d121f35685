import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Action } from '../../../src/runbook/action.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();

function fences(...sources: readonly string[]): readonly Action[] {
  return sources.map((source, index) => shellAction(source, { id: String(index + 1) }));
}

function maysOf(actions: readonly Action[]): readonly string[] {
  return [...classify(runbookOf(actions), parse).dispositions.values()].map(({ may }) => may);
}

it('the fence below one that opens a shell elsewhere is refused with its place and what to do', () => {
  const { dispositions, diagnostics } = classify(
    runbookOf(fences('ssh db1.shop.example', '# look\nsystemctl restart postgresql')),
    parse,
  );
  const message =
    '"systemctl restart postgresql" would run on this machine, not in the shell that "ssh db1.shop.example" opened above';
  const hint =
    'Give the command to that shell, as in `ssh host command`, or write {effect=...} if it is meant for this machine.';
  expect(dispositions.get('step.2')).toEqual({
    may: 'be-refused',
    row: 8,
    reasons: [message],
    code: 'commands-after-context-switch',
    line: 11,
    hint,
  });
  expect(diagnostics.filter(({ code }) => code === 'commands-after-context-switch')).toEqual([
    {
      code: 'commands-after-context-switch',
      severity: 'error',
      place: { line: 11, column: 1, endLine: 11, endColumn: 29 },
      message,
      hint,
    },
  ]);
});

it.each([
  'kubectl exec -it cart-0 -- sh',
  'kubectl exec -it "$(kubectl get pods -o name | head -1)" -- /bin/bash',
  'docker exec -it cart bash',
  'su - postgres',
  'sudo -i',
  'sudo su - postgres',
  'oc rsh cart-0',
  'vagrant ssh',
  '# as the owner of the database\nsu - postgres',
])('%j opens a shell elsewhere', (opening) => {
  expect(maysOf(fences(opening, 'df -h'))).toEqual(['be-handed-off', 'be-refused']);
});

it.each([
  'ssh db1 uptime',
  'kubectl exec cart-0 -- ls',
  'kubectl exec -it pg-0 -- psql',
  'psql',
  'ssh db1\nexit',
  'top',
])('%j leaves no shell open', (source) => {
  expect(maysOf(fences(source, 'df -h')).at(-1)).toBe('run');
});

it('the shell stays open until it is left', () => {
  expect(maysOf(fences('ssh db1', 'df -h', 'ls /srv', 'rm -r /srv/cart\nexit', 'df -h'))).toEqual([
    'be-handed-off',
    'be-refused',
    'be-refused',
    'be-refused',
    'run',
  ]);
  expect(maysOf(fences('ssh db1', 'exit', 'df -h'))).toEqual(['be-handed-off', 'be-shown', 'run']);
});

it('a stated effect says that a fence is for this machine, and those below it are too', () => {
  const [open, ...rest] = fences('ssh db1', 'df -h', 'df -h');
  const stated = shellAction('df -h', { id: '4', effect: 'read' });
  expect(maysOf([...(open === undefined ? [] : [open]), stated, ...rest])).toEqual([
    'be-handed-off',
    'run',
    'run',
    'run',
  ]);
});

it('an author who has the shell opened in the terminal still leaves it open', () => {
  const open = shellAction('ssh db1', { id: '1', effect: 'write', interactive: true });
  expect(maysOf([open, shellAction('df -h', { id: '2' })])).toEqual(['run', 'be-refused']);
});

it('output in between does not divide, a question, an option and a heading do', () => {
  const text = `# Cart
## Steps
### Look
\`\`\`bash
ssh db1
\`\`\`

\`\`\`text
Welcome to db1
\`\`\`

\`\`\`bash
df -h
\`\`\`

If the disk is full:

\`\`\`bash
ls /srv
\`\`\`

### Look again
\`\`\`bash
df -h
\`\`\`
`;
  const { runbook } = parseRunbook(text);
  expect(runbook).toBeDefined();
  if (runbook === undefined) return;
  expect([...classify(runbook, parse).dispositions].map(([address, { may }]) => `${address} ${may}`)).toEqual([
    'look.1 be-handed-off',
    'look.2 be-refused',
    'look.3 run',
    'look-again.1 run',
  ]);
});
