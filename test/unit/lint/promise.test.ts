import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { promiseRules } from '../../../src/lint/promise-rules.ts';
import { rollbackRules } from '../../../src/lint/rollback-rules.ts';
import { lintExample } from './lint-example.ts';
import { correctSnippets } from './snippets.ts';

const all = new Set<string>(promiseRules.map(({ code }) => code));
/** Without what nearly every text of these tests leaves out. */
const own = new Set(
  [...all].filter((code) => !/^(?:not-drilled|no-contacts|no-criteria|write-without-undo)$/.test(code)),
);

/** `line:column code`, of the rules of this group, in the order of the text. */
function found(text: string, codes: ReadonlySet<string> = own, file?: string) {
  return lintExample({ as: 'runbook', text, ...(file === undefined ? {} : { file }) })
    .filter(({ code }) => codes.has(code))
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

const only = (code: string) => new Set([code]);
const seed = (name: string) => readFileSync(resolve(import.meta.dirname, '../../fixtures/seed', name), 'utf8');

/** Its first step stands in line 5, its code from line 8 on. */
const runbook = (...steps: readonly string[]) =>
  `# Roll back shop\n\n## Steps\n\n${steps.join('\n')}\n## Success Criteria\n\n- [ ] It answers\n`;
const step = (heading: string, ...code: readonly string[]) =>
  `### ${heading}\n\n\`\`\`bash ${code.join('\n')}\n\`\`\`\n`;
const look = '{effect=read}';

describe('the time of a step', () => {
  it.each([
    ['is missing', [step('Step 1: Go', look, 'uptime')], ['5:1 step-without-budget']],
    ['is too long', [step('Step 1: Go (6 minutes)', look, 'uptime')], ['5:17 rollback-over-five-minutes']],
    [
      'is too long in all',
      [step('Step 1: Go (3 minutes)', look, 'uptime'), step('Step 2: On (3 minutes)', look, 'uptime')],
      ['5:17 rollback-over-five-minutes'],
    ],
    [
      'is longer than the timeout of its one action',
      [step('Step 1: Go (1 minute)', '{effect=read timeout=30s}', 'uptime')],
      ['7:22 timeout-shorter-than-budget'],
    ],
    [
      'of an action is longer than its timeout',
      [step('Step 1: Go (1 minute)', '{effect=read budget=20s timeout=10s}', 'uptime')],
      ['7:33 timeout-shorter-than-budget'],
    ],
    [
      'is none for what never ends',
      [step('Step 1: Go (1 minute)', '', 'kubectl logs -f deployment/shop')],
      ['8:1 budget-on-endless-command'],
    ],
    [
      'is none for what is watched',
      [step('Step 1: Go (1 minute)', '', 'watch uptime')],
      ['8:1 budget-on-endless-command'],
    ],
    ['is kept', [step('Step 1: Go (1 minute)', '{effect=read timeout=2m}', 'uptime')], []],
    ['is just long enough', [step('Step 1: Go (5 minutes)', look, 'uptime')], []],
    ['is the same as the timeout', [step('Step 1: Go (1 minute)', '{effect=read timeout=1m}', 'uptime')], []],
    ['ends what never does', [step('Step 1: Go (1 minute)', '{timeout=2m}', 'kubectl logs -f deployment/shop')], []],
    [
      'is of two actions',
      [`${step('Step 1: Go (1 minute)', '{effect=read timeout=30s}', 'uptime')}\n\`\`\`bash\ndate\n\`\`\`\n`],
      [],
    ],
  ])('%s', (_, steps, wanted) => {
    expect(found(runbook(...steps))).toEqual(wanted);
  });

  it('that the whole run promises is looked at instead of the sum', () => {
    const steps = [step('Step 1: Go (1 minute)', look, 'uptime')];
    const long = runbook(...steps).replace('\n\n', '\n\n**Estimated time:** 10 minutes\n\n');
    expect(found(long)).toEqual(['3:21 rollback-over-five-minutes']);
    expect(found(long.replace('10 minutes', '5 minutes'))).toEqual([]);
    expect(found(long.replace('Roll back', 'Rebuild'))).toEqual([]);
  });
});

describe('a procedure from server to server', () => {
  it.each([
    ['# Step 1: SSH to each server', '8:1'],
    ['uptime\n# copy the archive to all web servers', '9:1'],
    ['ssh app@web-1 uptime\nssh app@web-2 uptime', '9:1'],
    ['ssh -i key.pem web-1 uptime\nssh -i key.pem web-2 uptime', '9:1'],
    ['scp shop.tgz web-1:/srv/\nscp shop.tgz web-2:/srv/\nscp shop.tgz web-3:/srv/', '9:1'],
    ['rsync -a dist/ web-1:/srv/shop/\nrsync -a dist/ web-2:/srv/shop/', '9:1'],
    ['sudo ssh web-1 uptime\nsudo ssh web-2 uptime', '9:6'],
    ['ssh bastion uptime\nscp dump.gz archive:/srv/', undefined],
    ['ssh web-1 uptime\nssh web-1 date\nssh web-1 uptime', undefined],
    ['ssh db-1 pg_ctl stop\nssh web-1 systemctl stop shop', undefined],
    ['ssh -i a.pem web-1 uptime\nssh -i b.pem web-1 date', undefined],
    ['ssh "$HOST" uptime\nssh "$OTHER" uptime', undefined],
    ['scp web-1:/srv/a web-1:/srv/b', undefined],
    ['# No need to ssh to each server', undefined],
    ['# Option A: the first\nssh web-1 uptime\n\n# Option B: the second\nssh web-2 uptime', undefined],
  ])('is named once, where it is seen: %j', (code, place) => {
    const text = runbook(step('Step 1: Go (1 minute)', '', code));
    expect(found(text, only('server-by-server'))).toEqual(place === undefined ? [] : [`${place} server-by-server`]);
  });

  it('is seen over steps, and in what is to be done by hand', () => {
    const steps = ['web-1', 'web-2'].map((host) =>
      step(`Restart ${host} (1 minute)`, '', `ssh ${host} systemctl restart shop`),
    );
    expect(found(runbook(...steps), only('server-by-server'))).toEqual(['14:1 server-by-server']);
    const byHand = runbook('### Go (1 minute)\n\n1. Check the load\n2. Stop the shop on each server\n');
    expect(found(byHand, only('server-by-server'))).toEqual(['8:4 server-by-server']);
    const prose = runbook(
      '### Go (1 minute)\n\nInstead of logging in to each server, roll back:\n\n```bash\nuptime\n```\n',
    );
    expect(found(prose, only('server-by-server'))).toEqual([]);
  });
});

describe('a write', () => {
  const verification = only('write-without-verification');
  const write = (code: string, rest = '') =>
    `# Back\n\n## Steps\n\n### Go (1 minute)\n\n\`\`\`bash\n${code}\n\`\`\`\n${rest}`;

  it.each([
    ['systemctl restart shop', ''],
    ['systemctl restart shop\necho done', ''],
    ['export PATH=/srv/tools:$PATH\nsystemctl restart shop\nls', ''],
    ['./bin/deploy shop', ''],
    ['systemctl is-active shop\nsystemctl restart shop', ''],
    ['curl -fsS -X POST https://shop.example.com/cache/purge | jq .', ''],
    ['echo "curl https://shop.example.com/health"\nsystemctl restart shop', ''],
    ['kubectl apply -f shop.yaml -n shop', '\n### Tell the team\n\n- Write to #shop\n'],
  ])('that nobody looks at is named: %j', (code, rest) => {
    expect(found(write(code, rest), verification)).toEqual(['8:1 write-without-verification']);
  });

  it.each([
    ['systemctl restart shop\nsystemctl is-active shop', ''],
    ['export KUBECONFIG=shop.yaml\nkubectl apply -f shop.yaml\nkubectl get pods', ''],
    ['systemctl restart shop\nsystemctl is-active shop | tee state.txt', ''],
    ['systemctl restart shop\n"$SMOKE" shop', ''],
    ['systemctl restart shop\ncurl -fsS https://shop.example.com/health', ''],
    ['systemctl restart shop\nsleep 5\ncurl -fsS https://shop.example.com/health | jq -r .status\necho done', ''],
    ['kubectl apply -f shop.yaml\nkubectl rollout status deployment/shop --timeout=2m', ''],
    ['systemctl restart shop\nif curl -fsS https://shop.example.com/health; then echo up; fi', ''],
    ['systemctl restart shop', '\n### Look (5 seconds)\n\n```bash\nuptime\n```\n'],
    ['systemctl restart shop', '\n### Verify (1 minute)\n\nLook at the dashboard.\n'],
    ['systemctl restart shop', '\n### Verify (1 minute)\n\n```bash\n./bin/smoke\n```\n'],
    ['systemctl restart shop', '\n### Go on (1 minute)\n\n```bash\nnpm run smoke-test\n```\n'],
    ['systemctl restart shop', '\n## Success Criteria\n\n- [ ] It is up\n'],
    ['uptime', ''],
  ])('that is looked at is not: %j %j', (code, rest) => {
    expect(found(write(code, rest), verification)).toEqual([]);
  });

  it('that says what it expects is looked at', () => {
    const expected = write('systemctl restart shop', '\nExpected output:\n\n```\nrestarted\n```\n');
    expect(found(expected, verification)).toEqual([]);
  });

  it('has a way back in its step, or in a section', () => {
    const undone = only('write-without-undo');
    const text = write('systemctl restart shop');
    expect(found(text, undone)).toEqual(['5:1 write-without-undo']);
    expect(found(`${text}\n\`\`\`bash {undo effect=write}\nsystemctl stop shop\n\`\`\`\n`, undone)).toEqual([]);
    expect(found(`${text}\n## Undo\n\n### Stop\n\n\`\`\`bash\nsystemctl stop shop\n\`\`\`\n`, undone)).toEqual([]);
    expect(found(write('uptime'), undone)).toEqual([]);
  });
});

describe('what a rollback needs', () => {
  const one = step('Step 1: Go (10 seconds)', look, 'uptime');
  const front = (settings: string) => `---\nrunbook:\n${settings}---\n\n`;

  it('is said at its title', () => {
    const bare = `# Roll back shop\n\n## Steps\n\n${one}`;
    expect(found(bare, all)).toEqual(['1:1 no-criteria', '1:1 no-contacts', '1:1 not-drilled']);
  });

  it('is no matter of other runbooks', () => {
    const bare = `# Look after shop\n\n## Steps\n\n${one}`;
    expect(found(bare, all)).toEqual(['1:1 no-criteria', '1:1 no-contacts']);
    expect(found(bare, only('not-drilled'), 'rollback/shop.md')).toEqual(['1:1 not-drilled']);
  });

  it('that would be refused is found beforehand', () => {
    const misspelt = front('  environments: { staging: {} }\n  drill: { environment: stagin }\n');
    expect(found(misspelt + runbook(one), only('drill-cannot-begin'))).toEqual(['4:12 drill-cannot-begin']);
    const fault = '```bash {fault effect=write}\ntouch broken\n```\n';
    const restore = '```bash {restore effect=write}\nrm broken\n```\n';
    expect(found(runbook(one + fault), only('drill-cannot-begin'))).toHaveLength(1);
    expect(found(runbook(one + fault + restore), only('drill-cannot-begin'))).toEqual([]);
  });

  it.each([
    [front('  environments: { staging: {} }\n  drill: { every: 90d, environment: staging }\n'), []],
    [front('  environments: { staging: {} }\n  drill: { every: 90d }\n'), ['4:3 not-drilled']],
    [front('  budget: 5m\n'), ['6:1 not-drilled']],
  ])('is a drill in an environment that is declared: %j', (settings, wanted) => {
    expect(found(settings + runbook(one), only('not-drilled'))).toEqual(wanted);
  });

  it('is at most ten steps', () => {
    const steps = (count: number) =>
      runbook(...Array.from({ length: count }, (_, index) => step(`Part ${index + 1} (10 seconds)`, look, 'uptime')));
    expect(found(steps(10))).toEqual([]);
    expect(found(steps(11))).toEqual(['1:1 too-many-steps']);
    expect(found(steps(11).replace('Roll back', 'Rebuild'))).toEqual([]);
  });

  it('are contacts, in a section or in the front matter', () => {
    const contacts = only('no-contacts');
    expect(found(`${runbook(one)}\n## Escalation\n\n- #shop\n`, contacts)).toEqual([]);
    expect(found(front('  contacts: ["#shop"]\n') + runbook(one), contacts)).toEqual([]);
  });
});

describe('correct snippets', () => {
  it.each(correctSnippets)('are left alone in a rollback: %s', (command) => {
    expect(found(runbook(step('Step 1: Go (1 minute)', '', command)))).toEqual([]);
  });
});

describe('a fix', () => {
  const fixed = (text: string, code: string, answers: ReadonlyMap<string, string> = new Map()) => {
    const fixes = lintExample({ as: 'runbook', text }).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
    return applyFixes(text, fixes, answers).text;
  };
  const text = '# Back\n\n## Steps\n\n### Step 1: Go\n\n```bash\nuptime\n```\n';

  it.each([
    ['step-without-budget', 'budget-go', '30 seconds', text.replace('Step 1: Go', 'Step 1: Go (30 seconds)')],
    ['no-contacts', 'contact', '#shop', `${text}\n## Contacts\n\n- #shop\n`],
    ['no-criteria', 'criterion', 'It answers', `${text}\n## Success Criteria\n\n- [ ] It answers\n`],
  ])('asks for what nobody can know: %s', (code, ask, answer, wanted) => {
    expect(fixed(text, code)).toBe(text);
    const after = fixed(text, code, new Map([[ask, answer]]));
    expect(after).toBe(wanted);
    expect(found(after, only(code))).toEqual([]);
  });
});

describe("the project's own runbooks", () => {
  it.each([
    ['quickstart.md', []],
    // Its drill breaks the service by what a rollback must not do.
    ['rollback/payment-processor.md', ['129:13 set-image-restores-tag-only']],
  ])('keep every rule of these groups: %s', (name, wanted) => {
    const text = readFileSync(resolve(import.meta.dirname, '../../../runbooks', name), 'utf8');
    const groups = [...promiseRules, ...rollbackRules];
    const codes = new Set<string>(groups.flatMap(({ code, preset }) => (preset === 'strict' ? [] : [code])));
    expect(found(text, codes)).toEqual(wanted);
  });
});

describe("the seed's own text", () => {
  it('says whom to call and how one knows, and neither how to undo nor when it is practised', () => {
    expect(found(seed('payment-processor.md'), all)).toEqual([
      '1:1 not-drilled',
      '30:1 write-without-undo',
      '53:1 write-without-undo',
      '71:1 write-without-undo',
    ]);
  });

  it('has a procedure by hand that is named where it goes to each server', () => {
    expect(found(seed('bad-procedure.md'), own)).toEqual(['1:1 step-without-budget', '4:1 server-by-server']);
  });

  it('has a procedure in one command that keeps the promise', () => {
    const strict = new Set<string>(promiseRules.flatMap(({ code, preset }) => (preset === 'strict' ? [code] : [])));
    const rest = new Set([...all].filter((code) => !strict.has(code)));
    expect(found(seed('good-procedure.md'), rest)).toEqual([]);
  });
});
