import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();

/** Row, effect and reasons of a lone un-annotated script. */
function judged(source: string): readonly unknown[] {
  const disposition = classify(runbookOf([shellAction(source)]), parse).dispositions.get('step.1');
  const effect = disposition !== undefined && 'effect' in disposition ? disposition.effect : undefined;
  return [disposition?.may, disposition?.row, effect, ...(disposition?.reasons ?? [])];
}

it.each([
  ['watch kubectl get pods', 'watch kubectl get pods'],
  ['sudo watch -n 5 df -h', 'sudo watch -n 5 df -h'],
  ["bash -c 'watch df'", 'watch df'],
  ['kubectl get pods --watch', 'kubectl get pods --watch'],
])('what does not end by itself is named as written: %j', (source, named) => {
  const [may, row, , ...reasons] = judged(source);
  expect([may, row, ...reasons]).toEqual(['be-handed-off', 10, `"${named}" does not end by itself`]);
});

it.each([
  ['yes | rm -r /srv/cart', ['run', 14, 'destructive', '"rm -r /srv/cart" is destructive']],
  ['yes | sudo rm -ri /srv/cart', ['run', 14, 'destructive', '"rm -ri /srv/cart" is destructive']],
  ['yes | bash install.sh', ['run', 17, 'write', 'Its effect is not known']],
  ['yes y | apt-get install jq', ['run', 16, 'write', '"apt-get install jq" changes something']],
  ['cat /dev/urandom | head -c 16', ['run', 17, 'read', 'Its effect is not known']],
])('a producer ends with the reader that does not read to the end: %j', (source, expected) => {
  expect(judged(source)).toEqual(expected);
});

it.each([
  'yes',
  'yes | grep y',
  'yes true | bash',
  'yes | watch rm -r /srv/cart',
  'cat /dev/zero | gzip',
  'tail -f app.log | head -5',
  'kubectl get pods -w | while read -r line; do echo "$line"; done',
])('%j goes on until it is stopped', (source) => {
  expect(judged(source).slice(0, 2)).toEqual(['be-handed-off', 10]);
});
