import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { rightAnalysis, rightRollout } from '../../../src/lint/rollout-example.ts';
import { lintExample } from './lint-example.ts';

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

const flagger = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: shop }
spec:
  provider: kubernetes
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  progressDeadlineSeconds: 120
  service: { port: 80, targetPort: 8080, apex: { labels: { team: shop } } }
  analysis:
    interval: 15s
    threshold: 2
    iterations: 8
    metrics:
      - name: request-success-rate
        thresholdRange: { min: 99 }
        interval: 30s
    webhooks:
      - { name: load, type: rollout, url: "http://tester.test/", metadata: { cmd: hey } }
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, labels: { anything/goes: "yes" }, annotations: { a: b } }
spec:
  replicas: 3
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:v1.1.0
          env:
            - { name: LEVEL, value: "1" }
          resources: { limits: { cpu: "1", example.com/gpu: "1" } }
      nodeSelector: { zone: a }
`;

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

/** One change each of what is right: what is found of it, at the place of the change. */
const mutations: readonly (readonly [string, string, string, string | undefined])[] = [
  [deployment, 'replicas: 3', 'replica: 3', 'manifest-schema'],
  [deployment, 'replicas: 3', "replicas: '3'", 'manifest-schema'],
  [deployment, 'replicas: 3', 'replicas: 5', undefined],
  [deployment, 'replicas: 3', 'paused: true', undefined],
  [deployment, 'replicas: 3', 'strategy: { type: Recreate }', 'all-at-once'],
  [deployment, 'replicas: 3', 'strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1 } }', undefined],
  [deployment, 'replicas: 3', 'strategy: { rollingUpdate: { maxUnavailable: 100% } }', 'all-at-once'],
  [deployment, 'replicas: 3', 'strategy: { rollingUpdat: { maxUnavailable: 1 } }', 'manifest-schema'],
  [deployment, 'replicas: 3', 'revisionHistoryLimit: 0', 'too-few-revisions-kept'],
  [deployment, 'replicas: 3', 'revisionHistoryLimit: 5', undefined],
  [deployment, '  selector: { matchLabels: { app: shop } }\n', '', 'manifest-schema'],
  [deployment, 'name: shop, labels', 'name: shop, label', 'manifest-schema'],
  [deployment, 'annotations: { a: b }', 'annotation: { a: b }', 'manifest-schema'],
  [deployment, 'image: registry', 'img: registry', 'manifest-schema'],
  [deployment, 'shop:v1.1.0', 'shop:latest', 'image-without-version'],
  [deployment, 'shop:v1.1.0', 'shop', 'image-without-version'],
  [deployment, 'value: "1"', 'value: 1', 'manifest-schema'],
  [deployment, 'value: "1"', 'valu: "1"', 'manifest-schema'],
  [deployment, 'resources:', 'resource:', 'manifest-schema'],
  [deployment, 'limits:', 'limit:', 'manifest-schema'],
  [deployment, 'nodeSelector:', 'nodeSelectors:', 'manifest-schema'],
  [deployment, 'containers:', 'container:', 'manifest-schema'],
  [deployment, 'zone: a', 'anything: a', undefined],
  [deployment, 'app: shop } }\n  template', 'app: shop\n  template', 'manifest-syntax'],
  [flagger, 'provider:', 'providr:', 'manifest-schema'],
  [flagger, 'threshold: 2', "threshold: '2'", 'manifest-schema'],
  [flagger, '    threshold: 2\n', '', 'manifest-schema'],
  [flagger, 'interval: 15s', 'intervall: 15s', 'manifest-schema'],
  [flagger, 'iterations: 8', 'stepWeight: 10', undefined],
  [flagger, 'iterations: 8', 'iteration: 8', 'manifest-schema'],
  [flagger, 'thresholdRange', 'thresholdrange', 'manifest-schema'],
  [flagger, 'min: 99', 'minimum: 99', 'manifest-schema'],
  [flagger, 'kind: Deployment, name', 'kind: Rollout, name', 'manifest-schema'],
  [flagger, ', name: shop }\n  prog', ' }\n  prog', 'manifest-schema'],
  [flagger, 'port: 80, target', 'ports: 80, target', 'manifest-schema'],
  [flagger, 'type: rollout', 'type: roll-out', 'manifest-schema'],
  [flagger, 'metadata: { cmd', 'meta: { cmd', 'manifest-schema'],
  [flagger, 'provider: kubernetes', 'suspend: true', undefined],
  [rightRollout, 'revisionHistoryLimit: 10', 'revisionHistoryLimit: 2', 'too-few-revisions-kept'],
  [rightRollout, '  rollbackWindow: { revisions: 3 }\n', '', 'no-rollback-window'],
  [rightRollout, 'rollbackWindow: { revisions', 'rollbackWindow: { revision', 'manifest-schema'],
  [rightRollout, 'setWeight: 20', 'weight: 20', 'manifest-schema'],
  [rightRollout, 'setWeight: 20', 'setWeight: twenty', 'manifest-schema'],
  [rightRollout, 'startingStep: 1', 'successCondition: result[0] > 0.9', 'analysis-condition-in-rollout'],
  [rightRollout, 'canary:\n', 'canaries:\n', 'manifest-schema'],
  [rightRollout, 'steps:', 'step:', 'manifest-schema'],
  [rightRollout, 'podTemplateHashValue: Latest', 'podTemplateHash: Latest', 'manifest-schema'],
  [rightAnalysis, 'count: 4', 'counts: 4', 'manifest-schema'],
  [rightAnalysis, 'failureLimit: 1', 'failureLimit: 2', undefined],
  [rightAnalysis, 'len(result) == 0 || isNaN(result[0]) || result[0]', 'result[0]', 'analysis-without-traffic'],
  [rightAnalysis, 'len(result) == 0 || isNaN(result[0]) || ', '', 'analysis-without-traffic'],
  [rightAnalysis, 'prometheus:\n', 'prometeus:\n', 'manifest-schema'],
];

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
