import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { rightAnalysis, rightRollout } from '../../../src/lint/rollout-example.ts';
import { lintExample } from './lint-example.ts';
import { deployment, flagger, mutations } from './manifest-mutations.ts';

const strict = /progress-deadline|no-readiness|canary-without/;

/** `line:column code`, of what `recommended` finds. */
function found(text: string): readonly string[] {
  return lintExample({ as: 'manifests', text })
    .filter(({ code }) => !strict.test(code))
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`)
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

function seed(name: string): string {
  return readFileSync(resolve(import.meta.dirname, '../../fixtures/seed', name), 'utf8');
}

describe("the seed's manifests", () => {
  it('never roll a bad release back, and every healthy one', () => {
    expect(found(seed('rollout.yaml'))).toEqual([
      '10:1 rollout-without-template',
      '18:7 no-rollback-window',
      '30:9 analysis-condition-in-rollout',
      '31:9 analysis-condition-in-rollout',
      '44:23 analysis-result-is-list',
      '44:23 analysis-without-traffic',
      '45:23 analysis-result-is-list',
      '45:23 analysis-without-traffic',
      '49:9 analysis-not-scoped-to-canary',
    ]);
  });

  it('have a condition where nobody reads it, in the good example', () => {
    expect(found(seed('good-rollout.yaml'))).toEqual([
      '5:1 rollout-without-template',
      '8:7 no-rollback-window',
      '16:9 analysis-condition-in-rollout',
    ]);
  });

  it('stop everything at once, in the bad example', () => {
    expect(found(seed('recreate.yaml'))).toEqual(['5:1 manifest-schema', '5:1 manifest-schema', '8:11 all-at-once']);
  });

  it('are found in a fence of a runbook, at their lines', () => {
    const text = `# Roll back shop\n\n## Steps\n\n### Step 1: Look\n\n\`\`\`bash\nuptime\n\`\`\`\n\n- Apply:\n\n  \`\`\`yaml\n${seed('recreate.yaml').replaceAll(/^(?=.)/gm, '  ')}  \`\`\`\n`;
    const places = lintExample({ as: 'runbook', text }).flatMap(({ code, place }) =>
      code === 'all-at-once' ? [`${place.line}:${place.column}`] : [],
    );
    expect(places).toEqual(['21:13']);
  });
});

describe('a manifest that is right', () => {
  it.each([
    ['a Rollout and its analysis', `${rightRollout}---\n${rightAnalysis}`],
    ['a Canary of Flagger', flagger],
    ['a Deployment', deployment],
    [
      'a list',
      `apiVersion: v1\nkind: List\nitems:\n${deployment.replaceAll(/^(?=.)/gm, '    ').replace('    ', '  - ')}`,
    ],
    [
      'a kind that nobody here knows',
      'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: x }\nspec: { any: 1 }\n',
    ],
    ['what is no object', 'apiVersion: 3\nname: x\n'],
    ['a template of Helm', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n'],
    ['a ConfigMap of anything', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { a.b: c, d: "1" }\n'],
  ])('is left alone: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('one change', () => {
  it.each(mutations)('%#: of %s', (text, before, after, wanted) => {
    expect(text).toContain(before);
    const codes = found(text.replace(before, after)).map((one) => one.split(' ')[1]);
    if (wanted === undefined) expect(codes).toEqual([]);
    else expect(codes).toContain(wanted);
  });
});

describe('a fix', () => {
  const fixed = (text: string) =>
    applyFixes(
      text,
      lintExample({ as: 'manifests', text }).flatMap(({ fix }) => fix ?? []),
    ).text;

  it('writes what was meant', () => {
    expect(fixed(deployment.replace('nodeSelector:', 'nodeSelectors:'))).toBe(deployment);
    expect(fixed(flagger.replace('iterations: 8', 'iteration: 8'))).toBe(flagger);
  });

  it('compares the first value, and lets no traffic pass', () => {
    const bad = rightAnalysis.replace('len(result) == 0 || isNaN(result[0]) || result[0] >=', 'result >=');
    expect(fixed(bad)).toBe(rightAnalysis);
    expect(fixed(rightAnalysis.replace('len(result) == 0 || isNaN(result[0]) || ', ''))).toBe(rightAnalysis);
  });

  it('goes back without the steps', () => {
    const after = fixed(rightRollout.replace('  rollbackWindow: { revisions: 3 }\n', ''));
    expect(after).toContain('  rollbackWindow: { revisions: 3 }\n  strategy:\n');
    expect(found(`${after}---\n${rightAnalysis}`)).toEqual([]);
  });
});
