import { describe, expect, it } from 'vitest';
import { bash, fixed, fixOf, found, placesOf, step } from './language-text.ts';

describe('code that is only indented', () => {
  it.each([
    ['    kubectl get pods -n shop', '7:1'],
    ['\tkubectl get pods -n shop', '7:1'],
    ['    # Look\n    kubectl get pods -n shop \\\n      -l app=shop', '7:1'],
    ['    $ kubectl get pods -n shop\n    $ date', '7:1'],
    ['- Look:\n\n      kubectl get pods -n shop', '9:3'],
  ])('%j is found at %s', (text, place) => {
    const codes = placesOf(step(text)).filter((one) => one.endsWith('commands-in-indented-code'));
    expect(codes).toEqual([`${place} commands-in-indented-code`]);
  });

  it('gets a fence around it, in a list as well', () => {
    const text = step('- Look:', '', '      kubectl get pods -n shop', '', '      date', '- Then go on.');
    expect(fixed(text, 'commands-in-indented-code')).toBe(
      step('- Look:', '', '  ```bash', '  kubectl get pods -n shop', '', '  date', '  ```', '- Then go on.'),
    );
  });
});

describe('a fence that is indented too far', () => {
  it.each([
    [
      ['    ```bash', '    date', '', '    uptime', '    ```'],
      ['```bash', 'date', '', 'uptime', '```'],
    ],
    [
      ['\t```bash', '\tdate', '\t```'],
      ['```bash', 'date', '```'],
    ],
    [
      ['- Look:', '', '      ```bash', '      date', '      ```'],
      ['- Look:', '', '  ```bash', '  date', '  ```'],
    ],
    [
      ['>     ```bash', '>     date', '>     ```'],
      ['> ```bash', '> date', '> ```'],
    ],
  ])('%j loses its indentation', (before, after) => {
    const text = step(...before, '', 'Then go on.');
    expect(fixOf(text, 'over-indented-fence')?.certainty).toBe('safe');
    expect(fixed(text, 'over-indented-fence')).toBe(step(...after, '', 'Then go on.'));
  });

  it.each([[['    ```bash', '    date']], [['    ```bash', '    date', '    ```', '    more', '    ```']]])(
    '%j stays: it would swallow what follows, or is two',
    (lines) => {
      expect(fixOf(step(...lines, '', 'Then go on.'), 'over-indented-fence')).toBeUndefined();
    },
  );
});

describe('output among commands', () => {
  const table = ['NAME     READY   STATUS    RESTARTS   AGE', 'shop-0   1/1     Running   0          2d'];

  it.each<[readonly string[], readonly string[]]>([
    [
      ['```bash', 'kubectl get pods -n shop', ...table, '```'],
      ['```bash', 'kubectl get pods -n shop', '```', '', '```text', ...table, '```'],
    ],
    [
      ['````console', '$ kubectl get pods -n shop', '', ...table, '````'],
      ['````console', '$ kubectl get pods -n shop', '````', '', '````text', ...table, '````'],
    ],
    [
      ['> ~~~sh', '> kubectl get pods -n shop', `> ${table[0]}`, '> ~~~'],
      ['> ~~~sh', '> kubectl get pods -n shop', '> ~~~', '>', '> ~~~text', `> ${table[0]}`, '> ~~~'],
    ],
    [
      ['- ```bash', '  kubectl get pods -n shop', `  ${table[0]}`, '  ```'],
      ['- ```bash', '  kubectl get pods -n shop', '  ```', '', '  ```text', `  ${table[0]}`, '  ```'],
    ],
  ])('%j is divided', (before, after) => {
    expect(fixed(step(...before), 'mixed-output')).toBe(step(...after));
  });

  it('lines end as they do in the rest of the file', () => {
    const text = bash('kubectl get pods -n shop', ...table).replaceAll('\n', '\r\n');
    expect(fixed(text, 'mixed-output')).toBe(
      step('```bash', 'kubectl get pods -n shop', '```', '', '```text', ...table, '```').replaceAll('\n', '\r\n'),
    );
  });

  it.each<[readonly string[]]>([
    [['kubectl get pods -n shop', ...table, 'kubectl get events -n shop']],
    [['kubectl get pods -n shop', ...table, '# then', 'date']],
    [['kubectl get pods -n shop', 'Now make sure that all of the pods are up.']],
    [['$ kubectl get pods -n shop', ...table, '$ date']],
    [['> kubectl get pods -n shop', 'kubectl get events -n shop']],
  ])('%j is left to a person', (lines) => {
    const finding = found(bash(...lines)).find((one) => one.code === 'mixed-output');
    expect(finding).toBeDefined();
    expect(finding?.fix).toBeUndefined();
  });
});

describe('alternatives in one fence', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['kubectl rollout undo deployment/shop -n shop', '# or', 'helm rollback shop -n shop'],
      [
        '# Option A: kubectl rollout undo deployment/shop -n shop',
        'kubectl rollout undo deployment/shop -n shop',
        '',
        '# Option B: helm rollback shop -n shop',
        'helm rollback shop -n shop',
      ],
    ],
    [
      [
        'date',
        '',
        '# Restart',
        'docker restart shop',
        '# --- or: stop it',
        'docker stop shop',
        '# OR kill',
        'docker kill shop',
      ],
      [
        'date',
        '',
        '# Option A: Restart',
        'docker restart shop',
        '',
        '# Option B: Stop it',
        'docker stop shop',
        '',
        '# Option C: Kill',
        'docker kill shop',
      ],
    ],
  ])('%j are named', (before, after) => {
    expect(fixed(bash(...before), 'alternatives-in-one-fence')).toBe(bash(...after));
  });

  it.each<[readonly string[]]>([
    [['for pod in shop-0; do', '  docker restart shop', '  # or', '  docker stop shop', 'done']],
    [['docker restart shop', '# or', 'docker stop shop', '', '# Look', 'docker ps', '# or', 'docker kill shop']],
  ])('%j are left to a person', (lines) => {
    const finding = found(bash(...lines)).find((one) => one.code === 'alternatives-in-one-fence');
    expect(finding).toBeDefined();
    expect(finding?.fix).toBeUndefined();
  });
});

describe('a label', () => {
  it('of shell on what is none becomes text', () => {
    const rows = ['NAME     READY   STATUS', 'shop-0   1/1     Running'];
    expect(fixed(step('```bash', ...rows, '```'), 'shell-label-not-shell')).toBe(step('```text', ...rows, '```'));
  });

  it('of shell on SQL becomes sql, with what it does', () => {
    expect(fixed(bash('SELECT count(*) FROM carts;'), 'other-interpreter')).toBe(
      step('```sql {effect=read}', 'SELECT count(*) FROM carts;', '```'),
    );
  });

  it('is left to a person where the effect cannot be told', () => {
    expect(fixOf(step('```sql', 'SELECT expire_carts();', '```'), 'other-interpreter')).toBeUndefined();
    expect(fixOf(step('```python', 'print(1)', '```'), 'other-interpreter')).toBeUndefined();
  });
});
