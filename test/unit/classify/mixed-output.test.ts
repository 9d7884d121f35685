import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();

function dispositionOf(source: string) {
  return classify(runbookOf([shellAction(source)]), parse).dispositions.get('step.1');
}

it.each([
  ['kubectl get pods\nNo resources found', 'No resources found'],
  ['kubectl get pods\nNo resources found in default namespace.', 'No resources found in default namespace.'],
  [
    'uptime\n 10:00:00 up 1 day,  2:03,  1 user,  load average: 0.1',
    '10:00:00 up 1 day,  2:03,  1 user,  load average: 0.1',
  ],
  ['kubectl get pods\n\n### Step 2: Look\nkubectl logs cart-0', '### Step 2: Look'],
  ['kubectl get pods\n\n## next\n\ncheck the pods', '## next'],
  ['kubectl get pods\n\n## Restart the cart\nkubectl rollout restart deployment/cart', '## Restart the cart'],
  ['## look\nkubectl get pods\n## then\nmake sure the cart runs\nkubectl get svc', '## then'],
  ['kubectl get pods\nmake sure that the pods are running by now.', 'make sure that the pods are running by now.'],
  [
    'kubectl get pods\nrun `kubectl logs cart-0` and look at the end of it',
    'run `kubectl logs cart-0` and look at the end of it',
  ],
  ['kubectl get pods\n- [ ] every pod is up', '- [ ] every pod is up'],
  ['kubectl get pods\n**Important** this is production', '**Important** this is production'],
  ['kubectl get pods\n> **Note:** it takes a while', '> **Note:** it takes a while'],
])('%j is mixed because of %j', (source, strange) => {
  expect(dispositionOf(source)).toEqual({
    may: 'be-shown',
    row: 7,
    reasons: [`"${strange}" looks like output or prose among commands`],
  });
});

it.each([
  '## Pods\nkubectl get pods\n\n## Services\nkubectl get svc',
  '## Check the pods\nkubectl get pods\n\n## Check the services\nkubectl get svc',
  'kubectl get pods\n## pods only\nkubectl get svc',
  '### ----\n### Pods\n### ----\nkubectl get pods',
  'kubectl get pods\n# - every pod is up\n# - none restarts',
  'kubectl get pods\n# ## Restart the cart and make sure it is up',
  'echo make sure that the pods are running by now',
  'cat <<EOF\n## next\nmake sure that the pods are up\n**done**\n10:00:00 up\nEOF',
  'echo "\n- [ ] every pod is up\n"',
  'git log --oneline \\\n  the and to',
  'date +%s\nls **/*.md',
])('%j is no mixture', (source) => {
  expect(dispositionOf(source)?.may).toBe('run');
});
