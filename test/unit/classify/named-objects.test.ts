import { expect, test } from 'vitest';
import { namedObjects } from '../../../src/classify/named-objects.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';

const parse = await loadShellParser({ asks: 'never' });

test.each([
  ['kubectl rollout undo deployment/payment-processor', ['deployment/payment-processor']],
  ['kubectl -n pay get deploy payment-processor -o wide', ['deploy/payment-processor']],
  ['sudo kubectl rollout restart "statefulset/$NAME"', ['statefulset/ledger']],
  ['kubectl rollout status $KIND ${NAME}', ['daemonset/ledger']],
  ['runbook app undo deployment/payment-processor --suspend', ['deployment/payment-processor']],
])('%s', (script, expected) => {
  const values = new Map([
    ['NAME', 'ledger'],
    ['KIND', 'daemonset'],
  ]);
  expect([...namedObjects(parse(script), values, parse)]).toEqual(expect.arrayContaining(expected));
});

test.each(['echo deployment/payment-processor', 'kubectl get "$SOMETHING/payment-processor"'])(
  '%s names none',
  (script) => {
    const named = [...namedObjects(parse(script), new Map(), parse)];
    expect(named.filter((name) => name.endsWith('/payment-processor'))).toEqual([]);
  },
);
