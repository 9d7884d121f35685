import { expect, test } from 'vitest';
import { referencesOf } from '../../../src/rollback/workload/references.ts';
import { templateOf } from './revisions.ts';

const of = (spec: object) =>
  referencesOf(templateOf('app:v1', spec)).map(({ kind, name, key }) => [kind, name, key].join(' ').trim());

test('variables name what a container does not start without', () => {
  const env = [
    { name: 'PLAIN', value: 'x' },
    { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
    { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } },
    { name: 'EXTRA', valueFrom: { secretKeyRef: { name: 'extra', key: 'a', optional: true } } },
    { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
  ];
  const envFrom = [
    { configMapRef: { name: 'all' } },
    { secretRef: { name: 'tokens' } },
    { configMapRef: { name: 'no', optional: true } },
  ];
  expect(of({ containers: [{ name: 'app', env, envFrom }] })).toEqual([
    'configmap all',
    'secret tokens',
    'configmap settings level',
    'secret database password',
  ]);
  expect(of({ initContainers: [{ name: 'init', env }] })).toContain('secret database password');
});

test('volumes do as well, projected ones and single files too', () => {
  const volumes = [
    { name: 'a', configMap: { name: 'files' } },
    { name: 'b', secret: { secretName: 'keys', items: [{ key: 'tls.key', path: 'key' }] } },
    { name: 'c', secret: { secretName: 'maybe', optional: true } },
    { name: 'd', emptyDir: {} },
    {
      name: 'e',
      projected: {
        sources: [
          { configMap: { name: 'part' } },
          { secret: { name: 'other' } },
          { serviceAccountToken: { path: 't' } },
        ],
      },
    },
  ];
  expect(of({ volumes })).toEqual(['configmap files', 'secret keys tls.key', 'configmap part', 'secret other']);
});

test('nothing is named twice, and a template without any names nothing', () => {
  const envFrom = [{ configMapRef: { name: 'all' } }];
  expect(
    of({
      containers: [
        { name: 'a', envFrom },
        { name: 'b', envFrom },
      ],
    }),
  ).toEqual(['configmap all']);
  expect(of({})).toEqual([]);
});
