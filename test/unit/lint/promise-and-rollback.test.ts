import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { promiseRules } from '../../../src/lint/promise-rules.ts';
import { rollbackRules } from '../../../src/lint/rollback-rules.ts';
import { inStep, lintExample } from './lint-example.ts';
import { correctSnippets } from './snippets.ts';

const ofRollback = new Set<string>(rollbackRules.map(({ code }) => code));
const own = new Set<string>([...ofRollback, ...promiseRules.map(({ code }) => code)]);

/** `line:column code`, of the rules of this group. */
function found(text: string, codes: ReadonlySet<string> = ofRollback, as: 'runbook' | 'script' = 'runbook') {
  return lintExample({ as, text })
    .filter(({ code }) => codes.has(code))
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`)
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

describe('a command that goes back', () => {
  it.each([
    ['kubectl rollout undo deployment/shop', '8:22 undo-without-target'],
    ['kubectl -n shop rollout undo deploy shop', '8:30 undo-without-target'],
    ['sudo kubectl rollout undo sts/db', '8:27 undo-without-target'],
    ['kubectl rollout undo ds/agent --to-revision=0', '8:22 undo-without-target'],
    ['kubectl rollout undo deployment/shop --to-revision=2', '8:38 undo-to-fixed-revision'],
    ['kubectl rollout undo deployment/shop --to-revision 17', '8:52 undo-to-fixed-revision'],
    ['kubectl rollout undo configmap/shop', '8:22 configmap-has-no-undo'],
    ['kubectl rollout undo secret shop', '8:22 configmap-has-no-undo'],
    ['kubectl rollout status deployment/shop --timeout=1m', '8:1 status-is-no-proof'],
    ['kubectl set image deployment/shop shop=shop:v1.2.3', '8:13 set-image-restores-tag-only'],
    ['kubectl apply -f secrets/shop.yaml', '8:18 secret-rolled-back'],
    ['kubectl apply --filename=config/secret-v1.yaml', '8:15 secret-rolled-back'],
    ['crane delete registry.example.com/shop:v1.0.0', '8:1 image-deleted'],
    ['skopeo delete docker://registry.example.com/shop:v1.0.0', '8:1 image-deleted'],
    ['aws ecr batch-delete-image --repository-name shop --image-ids imageTag=v1', '8:1 image-deleted'],
  ])('is named at its word: %s', (command, wanted) => {
    expect(found(inStep('bash', command))).toEqual([wanted]);
  });

  it('without a limit is named where it waits', () => {
    expect(found(inStep('bash', 'kubectl rollout status deployment/shop'))).toEqual([
      '8:1 status-is-no-proof',
      '8:1 wait-without-timeout',
    ]);
    expect(found(inStep('bash', '{effect=read timeout=2m}\nkubectl rollout status deployment/shop'))).toEqual([
      '8:1 status-is-no-proof',
    ]);
    expect(found(inStep('bash', 'timeout 60 kubectl rollout status deployment/shop'))).toEqual([
      '8:12 status-is-no-proof',
    ]);
  });

  it.each([
    ['shop=registry.example.com/shop:latest', 'tag-not-a-version'],
    ['shop=registry.example.com/shop', 'tag-not-a-version'],
    ['shop=registry.example.com:5000/shop:stable', 'tag-not-a-version'],
    ['shop=shop:prod', 'tag-not-a-version'],
    ['shop=shop:2024', 'tag-not-a-version'],
    ['shop=shop:v1.2.3', undefined],
    ['shop=shop:1.2.3-rc.1', undefined],
    ['shop=postgres:16.4-alpine', undefined],
    ['shop=shop:main-4f2a91c', undefined],
    ['"shop=$IMAGE:$VERSION"', undefined],
  ])('with the image %s', (image, code) => {
    const text = inStep('bash', `kubectl set image deployment/shop ${image}`).replace('Roll back', 'Deploy');
    expect(found(text).map((one) => one.split(' ')[1])).toEqual(code === undefined ? [] : [code]);
  });
});

describe('what is done in the right order', () => {
  const two = (first: string, second: string) =>
    `# Roll back shop\n\n## Steps\n\n### Step 1: One (1 minute)\n\n\`\`\`bash\n${first}\n\`\`\`\n\n### Step 2: Two (1 minute)\n\n\`\`\`bash\n${second}\n\`\`\`\n`;
  const back = 'runbook app undo deployment/shop --to v1.0.0';

  it.each([
    'npm run migrate:down',
    'npx typeorm migration:revert -d dist/data-source.js',
    'npx knex migrate:rollback',
    'npx node-pg-migrate down',
    'migrate -path db -database "$DATABASE_URL" down 1',
    'dbmate rollback',
    'goose postgres "$DATABASE_URL" down',
    'yarn db:migrate:undo',
  ])('is named when it is not: %s', (down) => {
    expect(found(two(back, down))).toEqual(['14:1 migration-down-needs-new-image']);
    expect(found(two(down, back))).toEqual([]);
  });
});

describe('correct snippets', () => {
  it.each(correctSnippets)('are left alone outside of a rollback: %s', (command) => {
    const text = inStep('bash', command).replace('Roll back', 'Look after');
    expect(found(text)).toEqual([]);
  });
});

describe('the promise', () => {
  const runbook = (body: string, front = '') =>
    `${front}# Roll back shop\n\n## Steps\n\n${body}\n\n## Success Criteria\n\n- [ ] It answers\n`;
  const step = (heading: string, ...code: readonly string[]) =>
    `### ${heading}\n\n\`\`\`bash ${code.join('\n')}\n\`\`\`\n`;

  it.each([
    ['of a step without a time', step('Step 1: Go', '{effect=read}', 'uptime'), ['step-without-budget']],
    ['that is too long', step('Step 1: Go (6 minutes)', '{effect=read}', 'uptime'), ['rollback-over-five-minutes']],
    [
      'that is too long in all',
      step('Step 1: Go (3 minutes)', '{effect=read}', 'uptime') +
        step('Step 2: On (3 minutes)', '{effect=read}', 'uptime'),
      ['rollback-over-five-minutes'],
    ],
    [
      'that the timeout breaks',
      step('Step 1: Go (1 minute)', '{effect=read timeout=30s}', 'uptime'),
      ['timeout-shorter-than-budget'],
    ],
    [
      'of what never ends',
      step('Step 1: Go (1 minute)', '', 'kubectl logs -f deployment/shop'),
      ['budget-on-endless-command'],
    ],
    [
      'that goes from server to server',
      step('Step 1: Go (1 minute)', '{effect=read}', '# Step 1: SSH to each server', 'uptime'),
      ['server-by-server'],
    ],
    [
      'that names two servers',
      step('Step 1: Go (1 minute)', '{effect=read}', 'ssh app@web-1 uptime', 'ssh app@web-2 uptime'),
      ['server-by-server'],
    ],
    ['that is kept', step('Step 1: Go (1 minute)', '{effect=read timeout=2m}', 'ssh web-1 uptime'), []],
  ])('%s', (_, body, wanted) => {
    const codes = new Set([...own].filter((code) => code !== 'not-drilled' && code !== 'no-contacts'));
    expect(found(runbook(body), codes).map((one) => one.split(' ')[1])).toEqual(wanted);
  });

  it('is not looked at where nothing is rolled back', () => {
    const text = runbook(step('Step 1: Go (9 minutes)', '{effect=read}', 'uptime')).replace('Roll back', 'Rebuild');
    expect(found(text, new Set(['rollback-over-five-minutes', 'not-drilled', 'too-many-steps']))).toEqual([]);
  });

  it('of a write is verified by what reads after it, by criteria, or in the same fence', () => {
    const code = new Set(['write-without-verification']);
    const write = '# Back\n\n## Steps\n\n### Step 1: Go (1 minute)\n\n```bash\nsystemctl restart shop\n```\n';
    expect(found(write, code)).toEqual(['8:1 write-without-verification']);
    expect(found(`${write}\n### Step 2: Look (1 minute)\n\n\`\`\`bash\nuptime\n\`\`\`\n`, code)).toEqual([]);
    expect(found(`${write}\n## Success Criteria\n\n- [ ] It is up\n`, code)).toEqual([]);
    expect(found(write.replace('restart shop', 'restart shop\nsystemctl is-active shop'), code)).toEqual([]);
  });
});

describe('a fix', () => {
  const fixed = (text: string, code: string, answers: ReadonlyMap<string, string> = new Map()) => {
    const fixes = lintExample({ as: 'runbook', text }).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
    return applyFixes(text, fixes, answers).text;
  };

  it('goes back by version, and declares it', () => {
    const text = inStep('bash', 'kubectl rollout undo deployment/shop -n shop \\\n  --to-revision=2\necho done');
    const after = fixed(text, 'undo-to-fixed-revision');
    expect(after).toBe(
      `---\nrunbook:\n  inputs:\n    version: { type: semver, prompt: Version to restore }\n---\n\n${inStep(
        'bash',
        'runbook app undo deployment/shop -n shop --to "$VERSION"\necho done',
      )}`,
    );
    expect(found(after)).toEqual([]);
  });

  it('waits for the pods, as long as before', () => {
    const after = fixed(inStep('bash', '$ kubectl rollout status deployment/shop --timeout=2m'), 'status-is-no-proof');
    expect(after).toBe(inStep('bash', '$ runbook app wait deployment/shop --timeout 2m'));
  });

  it('puts the version in the place of a tag', () => {
    const text = inStep(
      'bash',
      'kubectl set image deployment/shop shop=registry.example.com/shop:latest \\\n  -n shop',
    );
    expect(fixed(text, 'tag-not-a-version')).toContain('shop=registry.example.com/shop:$VERSION \\\n  -n shop');
  });

  it('asks for what nobody can know', () => {
    const text = '# Back\n\n## Steps\n\n### Step 1: Go\n\n```bash\nuptime\n```\n';
    expect(fixed(text, 'step-without-budget')).toBe(text);
    expect(fixed(text, 'step-without-budget', new Map([['budget-go', '30 seconds']]))).toBe(
      text.replace('Step 1: Go', 'Step 1: Go (30 seconds)'),
    );
    const withContacts = fixed(text, 'no-contacts', new Map([['contact', '#shop']]));
    expect(withContacts).toBe(`${text}\n## Contacts\n\n- #shop\n`);
    expect(found(withContacts, new Set(['no-contacts']))).toEqual([]);
  });
});

describe("the project's own runbooks", () => {
  it.each(['quickstart.md', 'rollback/payment-processor.md'])('keep every rule of this group: %s', (name) => {
    const text = readFileSync(resolve(import.meta.dirname, '../../../runbooks', name), 'utf8');
    const codes = new Set(
      [...promiseRules, ...rollbackRules].flatMap(({ code, preset }) => (preset === 'strict' ? [] : [code])),
    );
    expect(found(text, codes)).toEqual(name === 'quickstart.md' ? [] : ['129:13 set-image-restores-tag-only']);
  });
});

describe("the seed's runbook", () => {
  it('has every defect that its commands can show, at its line', () => {
    const path = resolve(import.meta.dirname, '../../fixtures/seed/payment-processor.md');
    expect(found(readFileSync(path, 'utf8'))).toEqual([
      '34:22 undo-without-target',
      '37:65 undo-to-fixed-revision',
      '40:13 set-image-restores-tag-only',
      '45:1 status-is-no-proof',
      '65:1 migration-down-needs-new-image',
      '77:22 configmap-has-no-undo',
    ]);
  });
});
