import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { type DiagnosticCode, severities } from '../../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { blanksOf, type Fix } from '../../../src/diagnostics/fix.ts';
import { languageRules } from '../../../src/lint/language-rules.ts';
import { inStep, lintExample } from './lint-example.ts';

const ofLanguage: ReadonlySet<string> = new Set(languageRules.map(({ code }) => code));

function found(text: string): readonly Diagnostic[] {
  return lintExample({ as: 'runbook', text });
}

/** `line:column code` of what the rules of this group say. */
function placesOf(text: string): readonly string[] {
  return found(text)
    .filter(({ code }) => ofLanguage.has(code))
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

/** The one fix of a code, taken as often as it is offered. */
function fixOf(text: string, code: DiagnosticCode): Fix | undefined {
  return found(text).find((diagnostic) => diagnostic.code === code)?.fix;
}

/** The text as the fix of a code leaves it, and what is left of that code. */
function fixed(text: string, code: DiagnosticCode): string {
  const fixes = found(text).flatMap((one) => (one.code === code && one.fix !== undefined ? [one.fix] : []));
  const examples = fixes.flatMap(blanksOf).map(({ ask, example }) => [ask, example] as const);
  const after = applyFixes(text, fixes, new Map(examples)).text;
  expect(found(after).filter((one) => one.code === code)).toEqual([]);
  return after;
}

/** A runbook of one step with that text below its heading; the text begins in line 7. */
function step(...lines: readonly string[]): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Do it (1 minute)\n\n${lines.join('\n')}\n`;
}

function bash(...lines: readonly string[]): string {
  return step('```bash', ...lines, '```');
}

const withDatabase = '---\nrunbook:\n  requires: { env: [DATABASE_URL, ORDERS_URL] }\n---\n\n';

it('every code that reading gives has a rule', () => {
  const codes = Object.keys(severities);
  const own = codes.slice(0, codes.indexOf('suppression-unused') + 1);
  expect(languageRules.map(({ code }) => code)).toEqual(own);
});

it('a fix of a bad example leaves nothing of its code', () => {
  const mended = languageRules.flatMap(({ code, bad }) => {
    const text = bad.as === 'runbook' ? bad.text : inStep(bad.as, bad.text);
    if (fixOf(text, code) === undefined) return [];
    fixed(text, code);
    return [code];
  });
  expect(mended).toEqual([
    'unknown-key',
    'budget-sum',
    'budget-window',
    'budget-range',
    'budget-conflict',
    'info-string-syntax',
    'unknown-attribute',
    'attribute-place',
    'over-indented-fence',
    'unknown-name',
    'unknown-step',
    'commands-after-context-switch',
    'mixed-output',
    'shell-label-not-shell',
    'commands-in-indented-code',
    'other-interpreter',
    'alternatives-in-one-fence',
  ]);
});

const hazards = readdirSync('test/fixtures/hazards').filter((name) => name.endsWith('.md'));

describe('a hazard', () => {
  it.each(hazards)('%s: each fix of reading takes its finding away', (name) => {
    const text = readFileSync(`test/fixtures/hazards/${name}`, 'utf8');
    const count = (source: string, code: string) => found(source).filter((one) => one.code === code).length;
    for (const { code, fix } of found(text)) {
      if (fix === undefined || !ofLanguage.has(code)) continue;
      expect(count(applyFixes(text, [fix]).text, code)).toBeLessThan(count(text, code));
    }
  });
});

it('the runbook that started it all promises too little and types SQL into a shell; both are mended', () => {
  const text = readFileSync('test/fixtures/seed/payment-processor.md', 'utf8');
  expect(placesOf(text)).toEqual(['4:19 budget-sum', '62:1 commands-after-context-switch']);
  expect(placesOf(fixed(fixed(text, 'budget-sum'), 'commands-after-context-switch'))).toEqual([]);
});

describe('nothing is said of', () => {
  it.each([
    'kubectl get pods -n shop',
    'kubectl get pods -n shop -l app=shop --field-selector status.phase!=Running',
    'kubectl rollout undo deployment/shop -n shop --to-revision="$(cat revision.txt)"',
    'kubectl rollout status deployment/shop -n shop --timeout=2m',
    'kubectl logs -n shop -l app=shop --tail=50 | grep -c ERROR || true',
    'kubectl exec -n shop shop-0 -- sh -c "df -h /data"',
    'kubectl patch deployment/shop -n shop -p \'{"spec":{"replicas":3}}\'',
    'kubectl annotate deployment/shop -n shop kubernetes.io/change-cause="back to v1.1.0"',
    'for pod in shop-0 shop-1; do\n  kubectl delete pod "$pod" -n shop\ndone',
    "kubectl get deployment shop -n shop -o jsonpath='{.spec.template.spec.containers[*].image}'",
    'helm rollback shop 12 -n shop --wait --timeout 2m',
    'helm history shop -n shop --max 5',
    'curl --fail --silent --show-error https://shop.example.com/health',
    'curl -sf "https://shop.example.com/search?q=a&page=2" | jq .total',
    'curl --request POST "https://shop.example.com/cache/flush?all=1&now=1"',
    'psql "$DATABASE_URL" -c "SELECT count(*) FROM carts"',
    'psql "$DATABASE_URL" --file down.sql',
    'psql "$DATABASE_URL" <<\'SQL\'\nSELECT count(*) FROM carts;\nSQL',
    'pg_dump "$DATABASE_URL" --table carts --file carts.sql',
    'npm run migrate:down',
    'ssh web-1.example.com systemctl restart shop',
    'ssh web-1.example.com "sudo systemctl restart shop && systemctl status shop"',
    'docker compose exec -T web python manage.py migrate shop 0012',
    'docker pull registry.example.com/shop:v1.1.0',
    'git fetch origin\ngit checkout v1.1.0 -- config/shop.yaml',
    'git log --oneline -5 -- config/',
    'aws ecs update-service --cluster shop --service web --task-definition web:41',
    'aws s3 cp s3://shop-config/v1.1.0.json config.json',
    'gcloud run services update-traffic shop --to-revisions shop-00041=100',
    'terraform plan -out plan.bin\nterraform apply plan.bin',
    'systemctl status shop --no-pager',
    'journalctl -u shop --since "10 minutes ago" --no-pager | tail -20',
    'NAMESPACE=shop\nkubectl get pods -n "$NAMESPACE"',
    'if ! kubectl get deployment shop -n shop; then\n  echo "the shop is gone" >&2\n  exit 1\nfi',
    'until kubectl get pod shop-0 -n shop | grep -q Running; do\n  sleep 1\ndone',
    'cat > note.txt <<EOF\nRolled back.\nThe pods are up.\nEOF',
    'echo "Step 1: done"\ndate +%s',
    'redis-cli -h cache.example.com FLUSHDB',
    'ansible-playbook rollback.yml --limit web --extra-vars version=1.1.0',
    '# Option A: Roll back to the revision before\nkubectl rollout undo deployment/shop -n shop\n\n# Option B: Scale\nkubectl scale deployment/shop -n shop --replicas=3',
    'kubectl apply -f config/shop-v1.1.0.yaml -n shop\n\n# Or restart the pods\nkubectl rollout restart deployment/shop -n shop',
    '# - Error rate back to normal?\n# - Response time back to normal?',
    '$ kubectl get pods -n shop\n$ kubectl get events -n shop',
    'timeout 30s kubectl get pods -n shop --watch',
  ])('%j', (code) => {
    expect(placesOf(withDatabase + bash(code))).toEqual([]);
  });

  it.each([
    'An item:\n\n    retries: 3\n    timeout: 5s',
    'The output:\n\n    NAME     READY   STATUS    RESTARTS   AGE\n    shop-0   1/1     Running   0          2d',
    'A tree:\n\n    config/\n      shop.yaml',
    'A statement:\n\n    SELECT count(*) FROM carts;',
    'A command and its output:\n\n    kubectl get pods\n    NAME     READY   STATUS',
    'A sentence:\n\n    make sure that the pods are up by now.',
    'A message:\n\n    Error: no space left on device',
  ])('indented text: %j', (text) => {
    expect(placesOf(bash('date') + text)).toEqual([]);
  });
});

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

describe('a name that nothing has', () => {
  it.each<[DiagnosticCode, string, string]>([
    ['unknown-attribute', 'timeout=30s cofirm', 'timeout=30s confirm'],
    ['unknown-attribute', '"effct":"read","name":"effct"', '"effect":"read","name":"effct"'],
    ['unknown-step', 'effect=read needs=need,do-itt', 'effect=read needs=need,do-it'],
    ['unknown-name', 'effect=read when=!migration_run', 'effect=read when=!migration_ran'],
  ])('%s: {%s} becomes {%s}', (code, before, after) => {
    const inputs = '---\nrunbook:\n  inputs:\n    migration_ran: { type: boolean }\n---\n\n';
    const second = (group: string) =>
      `${inputs}${step('```bash', 'date', '```', '', '### Need (1 minute)', '', '```bash', 'date', '```', '')}### Last (1 minute)\n\n\`\`\`bash {${group}}\nuptime\n\`\`\`\n`;
    const fixes = found(second(before)).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
    expect(applyFixes(second(before), fixes).text).toBe(second(after));
  });

  it('a key of the front matter is written as it was meant', () => {
    const text = (key: string) => `---\nrunbook:\n  drill:\n    ${key}: 90d\n---\n\n${bash('date')}`;
    expect(fixed(text('evry'), 'unknown-key')).toBe(text('every'));
  });

  it('one that is like no other has no fix', () => {
    expect(fixOf(step('```bash {colour=red}', 'date', '```'), 'unknown-attribute')).toBeUndefined();
  });
});

describe('attributes', () => {
  it('are parted from the language that they touch', () => {
    expect(fixed(step('```bash{effect=read}', 'date', '```'), 'info-string-syntax')).toBe(
      step('```bash {effect=read}', 'date', '```'),
    );
  });

  it('outside of braces are put into one pair of them', () => {
    expect(fixed(step('~~~bash title="Look" effect=read timeout=5s', 'date', '~~~'), 'attribute-place')).toBe(
      step('~~~bash title="Look" {effect=read timeout=5s}', 'date', '~~~'),
    );
  });

  it.each(['```bash effect=read title="Look" timeout=5s', '```bash {effect=read} timeout=5s'])(
    '%s has to be put in order by a person',
    (info) => {
      expect(fixOf(step(info, 'date', '```'), 'attribute-place')).toBeUndefined();
    },
  );

  it.each([
    ['{effect=read budget=5m}', ' {effect=read}'],
    ['{budget=5m effect=read}', ' {effect=read}'],
    ['{budget=5m}', ''],
  ])('a budget that contradicts the heading goes: %s', (before, after) => {
    expect(fixed(step(`\`\`\`bash ${before}`, 'date', '```'), 'budget-conflict')).toBe(
      step(`\`\`\`bash${after}`, 'date', '```'),
    );
  });
});

describe('times', () => {
  const promising = (promise: string, ...budgets: readonly string[]) =>
    `# Roll back shop\n# Estimated time: ${promise}\n\n## Steps\n\n${budgets
      .map((budget, index) => `### Step ${index + 1}: Part ${index + 1} (${budget})\n\nAsk the team.\n`)
      .join('\n')}`;

  it.each([
    ['3-4 minutes', ['30 seconds', '2 minutes', '1-2 minutes', '30 seconds'], '4-5 minutes'],
    ['1 minute', ['2 minutes'], '2 minutes'],
    ['~1 min', ['20-40 seconds', '50 seconds'], '70-90 seconds'],
    ['3 minutes', ['2 minutes', '90 seconds'], '3-4 minutes'],
  ])('%s for steps of %j becomes %s', (promise, budgets, sum) => {
    expect(fixed(promising(promise, ...budgets), 'budget-sum')).toBe(promising(sum, ...budgets));
  });

  it('more than five minutes of a rollback are taken off the step that is least sure of its time', () => {
    const budgets = ['30 seconds', '2 minutes', '1-2 minutes', '30 seconds', '1 minute'];
    const text = promising('3-5 minutes', ...budgets);
    expect(fixed(text, 'budget-sum')).toBe(text.replace('1-2 minutes', '1 minute'));
    const rebuilt = text.replace('Roll back', 'Rebuild');
    expect(fixed(rebuilt, 'budget-sum')).toBe(rebuilt.replace('3-5 minutes', '5-6 minutes'));
  });

  it('a budget of the front matter is left to its author', () => {
    const text = `---\nrunbook: { budget: 30s }\n---\n\n${bash('date')}`;
    expect(placesOf(text)).toEqual(['2:12 budget-sum']);
    expect(fixOf(text, 'budget-sum')).toBeUndefined();
  });

  it('all windows of the clock become times at once', () => {
    const before = promising('15 minutes', '0-5 min', '5-10 min', '10-11 min');
    expect(fixed(before, 'budget-window')).toBe(promising('15 minutes', '5 minutes', '5 minutes', '1 minute'));
  });

  it.each([
    ['5-1 minutes', '1-5 minutes'],
    ['~90–30s', '~30–90s'],
    ['3 to 2 min', '2 to 3 min'],
  ])('(%s) becomes (%s)', (before, after) => {
    expect(fixed(promising('9 minutes', before), 'budget-range')).toBe(promising('9 minutes', after));
  });
});

describe('psql with statements typed below it', () => {
  const code = 'commands-after-context-switch';

  it('becomes fences of one language each, in their order', () => {
    const text = (...lines: readonly string[]) => withDatabase + step(...lines);
    const before = text(
      '```bash',
      '# Connect to database',
      'psql $DATABASE_URL',
      '',
      '# Check current migration version',
      'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
      '',
      '# Rollback last migration',
      'npm run migrate:down',
      '',
      '# Verify rollback',
      'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
      '```',
      '',
      'Then go on.',
    );
    expect(fixOf(before, code)?.certainty).toBe('suggested');
    expect(fixed(before, code)).toBe(
      text(
        '```sql {effect=read}',
        '-- Check current migration version',
        'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
        '```',
        '',
        '```bash',
        '# Rollback last migration',
        'npm run migrate:down',
        '```',
        '',
        '```sql {effect=read}',
        '-- Verify rollback',
        'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
        '```',
        '',
        'Then go on.',
      ),
    );
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'another database, options, a statement of several lines, and leaving',
      ['```sh', 'psql -X --dbname="${ORDERS_URL}"', 'UPDATE carts', '  SET state = 1', '  WHERE id = 7;', '\\q', '```'],
      ['```sql {effect=write db=ORDERS_URL}', 'UPDATE carts', '  SET state = 1', '  WHERE id = 7;', '```'],
    ],
    [
      'commands before it, comments that say more than connecting, blank lines',
      [
        '```bash',
        'kubectl get pods -n shop',
        '',
        '# On the replica, never on the primary!',
        'psql "$DATABASE_URL"',
        '-- how many',
        'SELECT count(*) FROM carts;',
        '',
        'SELECT now();',
        '# that is all',
        '```',
      ],
      [
        '```bash',
        'kubectl get pods -n shop',
        '```',
        '',
        '```sql',
        '-- On the replica, never on the primary!',
        '',
        '-- how many',
        'SELECT count(*) FROM carts;',
        '',
        'SELECT now();',
        '-- that is all',
        '```',
      ],
    ],
    [
      'a transaction of its own',
      ['```bash', 'psql "$DATABASE_URL"', 'BEGIN;', 'DELETE FROM carts WHERE id = 7;', 'COMMIT;', '```'],
      ['```sql {effect=destructive transaction=none}', 'BEGIN;', 'DELETE FROM carts WHERE id = 7;', 'COMMIT;', '```'],
    ],
    [
      'a list',
      ['1. Look:', '   ```bash', '   psql "$DATABASE_URL"', '   SELECT now();', '   date', '   ```'],
      ['1. Look:', '   ```sql {effect=read}', '   SELECT now();', '   ```', '', '   ```bash', '   date', '   ```'],
    ],
  ])('%s', (_, before, after) => {
    expect(fixed(withDatabase + step(...before), code)).toBe(withDatabase + step(...after));
  });

  it.each<[string, readonly string[]]>([
    ['connects otherwise', ['psql -h db.example.com -U shop', 'SELECT now();']],
    ['connects by the environment', ['psql', 'SELECT now();']],
    ['runs as somebody else', ['sudo -u postgres psql "$DATABASE_URL"', 'SELECT now();']],
    ['runs elsewhere', ['kubectl exec -it db-0 -n shop -- psql', 'SELECT now();']],
    ['is not the only session', ['psql "$DATABASE_URL"', 'SELECT now();', 'ssh web-1', 'uptime']],
    ['has prompts', ['$ psql "$DATABASE_URL"', '$ date', '$ uptime']],
    ['speaks to psql itself', ['psql "$DATABASE_URL"', '\\dt', 'SELECT now();']],
    ['holds a statement without end', ['psql "$DATABASE_URL"', 'SELECT now()', '', 'date']],
    ['holds a line that may be anything', ['psql "$DATABASE_URL"', 'SELECT now();', 'then look at it']],
    [
      'keeps a lock between two statements',
      ['psql "$DATABASE_URL"', 'SELECT pg_advisory_lock(7);', 'npm run migrate:down', 'SELECT pg_advisory_unlock(7);'],
    ],
    ['holds no statement', ['psql "$DATABASE_URL"', 'date']],
  ])('is left to a person where it %s', (_, lines) => {
    const text = withDatabase + bash(...lines);
    const finding = found(text).find((one) => one.code === code);
    expect(finding).toBeDefined();
    expect(finding?.fix).toBeUndefined();
  });

  it('is left to a person where its fence has attributes', () => {
    const text = withDatabase + step('```bash {effect=write}', 'psql "$DATABASE_URL"', 'SELECT now();', '```');
    expect(placesOf(text)).toEqual(['14:1 commands-after-context-switch']);
    expect(fixOf(text, code)).toBeUndefined();
  });
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
