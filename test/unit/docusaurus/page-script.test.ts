import { expect, test } from 'vitest';
import { pageScript } from '../../../src/docusaurus/page-script.ts';

const pod = { variable: 'POD', text: '<pod>' };
const name = { variable: 'NAME' };

/** The script with nothing filled in, as its author wrote it or as it is run. */
const joined = (source: string, script: string, key: 'text' | 'unit') =>
  pageScript(source, script, [pod, name])
    .map((piece) => (typeof piece === 'string' ? piece : piece[key]))
    .join('');

test.each([
  ['log <pod>', 'log "${POD}"'],
  ['log "<pod>"', 'log "${POD}"'],
  ['log "a <pod> b" <pod>', 'log "a ${POD} b" "${POD}"'],
  ['use "{{ name }}" {{ name }} "$NAME" "${NAME}"', 'use "${NAME}" "${NAME}" "$NAME" "${NAME}"'],
  ['use [name] <pod>', 'use "${NAME}" "${POD}"'],
])('%s', (source, script) => {
  expect(joined(source, script, 'text')).toBe(source);
  expect(joined(source, script, 'unit')).toBe(script);
});

test('prompts are left out, what stands behind them is not', () => {
  expect(joined('$ log <pod>\n$ log "<pod>"', 'log "${POD}"\nlog "${POD}"', 'text')).toBe('log <pod>\nlog "<pod>"');
});

test('a script that does not fit its text stands as it is', () => {
  expect(pageScript('something else', 'log "${POD}" x', [pod])).toEqual(['log "${POD}" x']);
});
