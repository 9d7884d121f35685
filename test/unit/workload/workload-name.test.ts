import { expect, test } from 'vitest';
import { parseWorkloadName, pathOf, workloadText } from '../../../src/rollback/workload/workload-name.ts';

test.each([
  ['payments', 'deployment/payments'],
  ['deploy/payments', 'deployment/payments'],
  ['Deployment/payments', 'deployment/payments'],
  ['deployment.apps/payments', 'deployment/payments'],
  ['sts/db', 'statefulset/db'],
  ['ds/agent', 'daemonset/agent'],
  ['rollout/payments', 'rollout/payments'],
])('%s names what kubectl would take it for', (text, expected) => {
  const name = parseWorkloadName(text);
  expect('kind' in name ? workloadText(name) : name.why).toBe(expected);
});

test.each([
  ['pod/x', /^pod is none of deployment/],
  ['configmap/x', /^configmap is none of/],
  ['deployment/', /^its name/],
  ['deployment/../secrets', /slash/],
  ['deployment/..', /^its name/],
  ['deployment/a b', /^its name/],
  ['a/b/c', /slash/],
  ['', /^its name/],
])('%s names none, and why is said', (text, why) => {
  expect(parseWorkloadName(text)).toEqual({ why: expect.stringMatching(why) });
});

test('it is looked for in its namespace', () => {
  expect(pathOf({ kind: 'statefulset', name: 'db' }, 'staging')).toBe(
    '/apis/apps/v1/namespaces/staging/statefulsets/db',
  );
  expect(pathOf({ kind: 'rollout', name: 'app' }, 'a/b')).toBe(
    '/apis/argoproj.io/v1alpha1/namespaces/a%2Fb/rollouts/app',
  );
});
