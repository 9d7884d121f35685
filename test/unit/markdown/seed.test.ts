import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../../src/diagnostics/source-frame.ts';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { readModel, tell, tellCondition } from './read-model.ts';

const text = readFileSync(new URL('../../fixtures/seed/payment-processor.md', import.meta.url), 'utf8');
const runbook = readModel(text);

describe('the runbook that this project began with', () => {
  it('parses without a word', () => {
    expect(parseRunbook(text).diagnostics).toEqual([]);
  });

  it('has a title, a name and metadata', () => {
    expect([runbook.title, runbook.name]).toEqual(['ROLLBACK RUNBOOK: payment-processor', 'payment-processor']);
    expect(runbook.metadata).toEqual({
      purpose: 'Restore previous working version within 5 minutes',
      whenToUse: 'Deployment failures, critical bugs, performance degradation',
      estimatedTime: '3-5 minutes',
    });
  });

  it('has five steps with budgets of 30, 120, 120, 30 and 60 seconds', () => {
    expect(runbook.steps.map(({ id, title, budget }) => [id, title, (budget?.upperMs ?? 0) / 1_000])).toEqual([
      ['identify-previous-version', 'Identify Previous Version', 30],
      ['roll-back-application', 'Roll Back Application', 120],
      ['roll-back-database-migration', 'Roll Back Database Migration', 120],
      ['roll-back-configuration', 'Roll Back Configuration', 30],
      ['verify-rollback', 'Verify Rollback', 60],
    ]);
  });

  it('shows the sample output in the comments of step 1 and asks nothing about it', () => {
    expect(runbook.steps[0]?.body.map((node) => node.node)).toEqual(['action']);
    expect(runbook.steps[0]?.prose).toEqual(['Find the last known good version:']);
  });

  it('has three ways of step 2, the fastest first, and a rollout status that belongs to all of them', () => {
    const undo = 'kubectl rollout undo deployment/payment-processor -n production';
    expect(tell(runbook.steps[1]?.body ?? [])).toEqual([
      {
        choice: 'roll-back-application.option',
        first: 'A',
        options: [
          {
            'A: Roll back to previous revision (FASTEST)': [
              `# Option A: Roll back to previous revision (FASTEST)\n${undo}`,
            ],
          },
          {
            'B: Roll back to specific revision': [
              `# Option B: Roll back to specific revision\n${undo} --to-revision=2`,
            ],
          },
          {
            'C: Update to specific version (if rollout history unavailable)': [
              '# Option C: Update to specific version (if rollout history unavailable)\nkubectl set image deployment/payment-processor \\\n  payment-processor=registry.example.com/payment-processor:v1.1.0 \\\n  -n production',
            ],
          },
        ],
      },
      '# Watch rollback progress\nkubectl rollout status deployment/payment-processor -n production --timeout=2m',
      { 'expected-output': 'deployment "payment-processor" successfully rolled out' },
    ]);
  });

  it('expects the output of step 2 from the rollout status', () => {
    const status = runbook.steps[1]?.body[1];
    expect(status?.node === 'action' ? status.expect : undefined).toEqual({
      lines: ['deployment "payment-processor" successfully rolled out'],
      place: { line: 50, column: 1, endLine: 50, endColumn: 55 },
    });
  });

  it('guards steps 3 and 4 as a whole', () => {
    expect(runbook.steps.map((step) => step.condition && tellCondition(step.condition))).toEqual([
      undefined,
      undefined,
      { if: 'Only if migration ran in current deployment' },
      { if: 'If configuration changed' },
      undefined,
    ]);
    expect(runbook.steps[2]?.condition).toMatchObject({
      id: 'roll-back-database-migration',
      place: { line: 55, column: 1 },
    });
  });

  it('takes the configuration of step 4 from one of two ways and restarts in any case', () => {
    expect(tell(runbook.steps[3]?.body ?? [])).toEqual([
      {
        choice: 'roll-back-configuration.option',
        first: 'A',
        options: [
          {
            'A: Kubernetes ConfigMap': [
              '# Kubernetes ConfigMap\nkubectl rollout undo configmap/payment-processor-config -n production',
            ],
          },
          {
            'B: Apply previous version from Git': [
              '# Or apply previous version from Git\nkubectl apply -f config/payment-processor-config-v1.1.0.yaml',
            ],
          },
        ],
      },
      '# Restart pods to pick up config change\nkubectl rollout restart deployment/payment-processor -n production',
    ]);
  });

  it('asks about the dashboards of step 5, three items, each at its place', () => {
    const checklist = runbook.steps[4]?.body[1];
    expect(checklist).toEqual({
      node: 'checklist',
      title: 'Check metrics/dashboards',
      items: [
        ['verify-rollback.error-rate-back-to-normal', 'Error rate back to normal?', 99, 31],
        ['verify-rollback.response-time-back-to-normal', 'Response time back to normal?', 100, 34],
        ['verify-rollback.request-throughput-stable', 'Request throughput stable?', 101, 31],
      ].map(([id, question, line, endColumn]) => ({
        id,
        text: question,
        link: undefined,
        place: { line, column: 5, endLine: line, endColumn },
      })),
      place: { line: 98, column: 1, endLine: 98, endColumn: 27 },
    });
  });

  it('has five criteria, five follow-ups, three troubles and three contacts', () => {
    expect(runbook.criteria.map(({ id, text: criterion }) => [id, criterion])).toEqual([
      ['success-criteria.all-pods-running-and-healthy', 'All pods running and healthy'],
      ['success-criteria.health-check-returns-200-ok', 'Health check returns 200 OK'],
      ['success-criteria.error-rate-1', 'Error rate < 1%'],
      ['success-criteria.response-time-p95-threshold', 'Response time < p95 threshold'],
      ['success-criteria.no-critical-errors-in-logs', 'No critical errors in logs'],
    ]);
    expect(runbook.followUps.map((item) => item.text)).toEqual([
      'Notify team in incident channel',
      'Update incident timeline',
      'Create post-mortem ticket',
      'Document what failed and why',
      'Plan fix for rolled-back version',
    ]);
    expect(runbook.troubleshooting.map(({ symptom, advice }) => [symptom, advice.length])).toEqual([
      ['Pod stuck in CrashLoopBackOff', 3],
      ['Health check still failing', 3],
      ['Database rollback failed', 3],
    ]);
    expect(runbook.troubleshooting[0]?.advice[0]).toBe('Check logs: kubectl logs -n production <pod-name>');
    expect(runbook.contacts.map((item) => item.text)).toEqual([
      'On-call engineer: Pager duty',
      'Database admin: #database-team',
      'Platform team: #platform-team',
    ]);
  });

  it('asks for the four prerequisites that nothing can check', () => {
    expect(runbook.prerequisites).toMatchObject({ tools: [], variables: [], checks: [] });
    expect(runbook.prerequisites.asked.map((item) => item.text)).toEqual([
      'Access to Kubernetes cluster (kubectl configured)',
      'Access to container registry',
      'Database admin credentials',
      'Previous version identifier (image tag)',
    ]);
  });

  it('promises less time than its steps take, which is said under the words', () => {
    const [diagnostic, ...others] = buildGraph(runbook).diagnostics;
    expect(others).toEqual([]);
    expect(
      diagnostic && renderDiagnostic('payment-processor.md', text, diagnostic, { colour: false, columns: 100 }),
    ).toBe(
      [
        'payment-processor.md:4:19  warning  budget-sum',
        ' why  the budgets of the 5 steps add up to 5:00-6:00; this promises 5:00',
        '    4 | # Estimated time: 3-5 minutes',
        '      |                   ^^^^^^^^^^^',
        ' do   Shorten a step, or promise what the drills show.',
        '',
      ].join('\n'),
    );
  });
});
