import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askedFor, endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const fixture = resolve(import.meta.dirname, '../fixtures/seed/payment-processor.md');
const file = 'payment-processor.md';
let project: Project;

beforeEach(() => {
  project = createProject({ [file]: readFileSync(fixture, 'utf8') });
  project.standIn(
    'kubectl',
    `echo "kubectl $*" >> "$CALLS"
case "$*" in *'rollout status'*) echo 'deployment "payment-processor" successfully rolled out' ;; esac`,
  );
  project.standIn('curl', 'echo "curl $*" >> "$CALLS"; echo OK');
  project.standIn('psql', 'echo "psql $*" >> "$CALLS"');
});

afterEach(() => project[Symbol.dispose]());

/** Of every question the answer that is named first, but `no` to the condition of what is refused. */
function namedFlags(stderr: string): readonly string[] {
  const noMigration = '--answer roll-back-database-migration=no';
  const chosen = askedFor(stderr).map((flags) => flags.find((flag) => flag === noMigration) ?? flags[0] ?? '');
  return chosen.flatMap((flag) => flag.split(' '));
}

describe('the runbook that started it all', () => {
  test('asks for every answer at once, and nothing has run', async () => {
    const { code, stdout, stderr } = await project.run(['run', file, '--no-input']);
    const heads = stderr.split('\n').filter((line) => /^ {5}\S/.test(line));
    expect({ code, stdout, calls: project.calls(), runs: project.runNames() }).toEqual({
      code: 2,
      stdout: '',
      calls: [],
      runs: [],
    });
    expect(stderr.split('\n')[0]).toBe('NOT STARTED, exit code 2: 27 answers are needed and nobody is there to ask.');
    expect(heads.map((line) => line.match(/payment-processor\.md:(\d+)$/)?.[1] ?? line)).toEqual([
      ...['7', '8', '9', '10', '32', '33', '36', '39', '55', '58', '73', '75', '76', '79', '82', '89'],
      ...['99', '100', '101', '105', '106', '107', '108', '109', '18', '44', '89', '     Nothing has been changed.'],
    ]);
  });

  test('runs to its end with exactly the flags that were named, when no migration ran', async () => {
    const asked = await project.run(['run', file, '--no-input']);
    const flags = namedFlags(asked.stderr);
    const { code, stderr } = await project.run(['run', file, '--no-input', ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stepsOf(project)).toEqual([
      'identify-previous-version: succeeded',
      'roll-back-application: succeeded',
      'roll-back-database-migration: skipped-condition (answer: no)',
      'roll-back-configuration: succeeded',
      'verify-rollback: succeeded',
    ]);
    expect(endOf(project)).toEqual(['succeeded, exit code 0']);
    expect(project.calls()).toEqual([
      'kubectl rollout history deployment/payment-processor -n production',
      'kubectl rollout undo deployment/payment-processor -n production',
      'kubectl rollout status deployment/payment-processor -n production --timeout=2m',
      'kubectl rollout undo configmap/payment-processor-config -n production',
      'kubectl rollout restart deployment/payment-processor -n production',
      'kubectl get pods -n production -l app=payment-processor',
      'curl https://payment-processor.example.com/health',
      'kubectl logs -n production -l app=payment-processor --tail=50',
    ]);
  });

  test('needs only the answers of the paths that are still open', async () => {
    const flags = ['--answer', 'roll-back-database-migration=no', '--answer', 'roll-back-configuration=no'];
    const choice = ['--option', 'roll-back-application=C', '--yes-to', 'reads'];
    const { code, stderr } = await project.run(['run', file, '--no-input', ...flags, ...choice]);
    const first = askedFor(stderr).map(([flag = '']) => flag);
    expect(code).toBe(2);
    expect(first.filter((flag) => !/ (prerequisites|success-criteria)\./.test(flag))).toEqual([
      '--answer roll-back-application.3=run',
      '--answer verify-rollback.1.finding=yes',
      '--answer verify-rollback.error-rate-back-to-normal=yes',
      '--answer verify-rollback.response-time-back-to-normal=yes',
      '--answer verify-rollback.request-throughput-stable=yes',
    ]);
  });

  test('refuses the SQL typed below psql, with its reason, unless its condition is answered no', async () => {
    const asked = await project.run(['run', file, '--no-input']);
    const flags = namedFlags(asked.stderr).map((flag) => flag.replace(/^(roll-back-database-migration)=no$/, '$1=yes'));
    const { code, stdout, stderr } = await project.run(['run', file, '--no-input', ...flags]);
    const sql = 'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;';
    const reason = `"${sql}" stands below "psql ..." and would run on this machine, not in that session`;
    expect({ code, stdout, calls: project.calls() }).toEqual({ code: 2, stdout: '', calls: [] });
    expect(stderr.split('\n')).toEqual([
      'NOT STARTED, exit code 2: 1 answer is needed and nobody is there to ask.',
      `     3/5 ${reason.slice(0, 49)}...  payment-processor.md:58`,
      `         REFUSED: ${reason}`,
      '         no flag answers this: answer its condition with no, or run it with a person',
      '     Nothing has been changed.',
      '',
    ]);
    const { stdout: plan } = await project.run(['plan', file]);
    expect(plan).toContain(`      REFUSED ${reason}, line 62: done by hand\n`);
  });

  test('cannot end as succeeded when nobody could tell whether a migration ran', async () => {
    const asked = await project.run(['run', file, '--no-input']);
    const flags = namedFlags(asked.stderr).map((flag) =>
      flag.replace(/(roll-back-database-migration)=no$/, '$1=unknown'),
    );
    const { code } = await project.run(['run', file, '--no-input', ...flags]);
    expect(code).toBe(1);
    expect(endOf(project)).toEqual(['unverified, exit code 1', 'Roll Back Database Migration: skipped, cannot tell']);
    expect(project.calls().filter((call) => call.startsWith('psql'))).toEqual([]);
  });

  test('fails when the expected output of the rollout does not come, and goes no further', async () => {
    project.standIn('kubectl', 'echo "kubectl $*" >> "$CALLS"; echo "Waiting for rollout to finish"');
    const asked = await project.run(['run', file, '--no-input']);
    const { code } = await project.run(['run', file, '--no-input', ...namedFlags(asked.stderr)]);
    expect(code).toBe(1);
    expect(stepsOf(project)).toEqual([
      'identify-previous-version: succeeded',
      'roll-back-application: failed (the output does not hold the expected line: deployment "payment-processor" successfully rolled out)',
      'roll-back-database-migration: not-reached',
      'roll-back-configuration: not-reached',
      'verify-rollback: not-reached',
    ]);
    expect(project.calls()).toHaveLength(3);
  });
});
