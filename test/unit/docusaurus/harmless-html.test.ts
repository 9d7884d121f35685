import { expect, test } from 'vitest';
import { harmlessBlock, withoutUnknownHtml } from '../../../src/docusaurus/harmless-html.ts';

const block = (value: string) =>
  harmlessBlock({ type: 'html', value }).map((node) => node.value ?? node.children?.[0]?.value);

test.each([
  ['<!-- a > b --><div>x</div>', ['<div>x</div>']],
  ['<div>a<!-- b --> c<!DOCTYPE html> d<?php e ?> f</div>', ['<div>a c d f</div>']],
  ['<!-- nothing but this -->', []],
  ['<!--> <div>x</div>', [' <div>x</div>']],
  ['<div>a<!-- never closed <p>', ['<div>a&lt;!-- never closed <p>']],
  ['<div>a<! b <!-- c', ['<div>a&lt;! b &lt;!-- c']],
  ['<pod-name>', ['<pod-name>']],
  ['<td><region></td>', ['<td>&lt;region></td>']],
])('a block of HTML: %s', (html, left) => expect(block(html)).toEqual(left));

test('a hostile block is read in time', () => {
  for (const hostile of ['<!--', '<!', '<?', '<!-->'])
    expect(block(`<div>${hostile.repeat(50_000)}`).join('').length).toBeGreaterThan(4);
  const tags = Array.from({ length: 20_000 }, () => ({ type: 'html', value: '<b>' }));
  expect(withoutUnknownHtml(tags).every(({ type }) => type === 'text')).toBe(true);
});

test('an element that is closed later stays one', () => {
  const [open, close] = ['<b>', '</B>'].map((value) => ({ type: 'html', value }));
  expect(
    withoutUnknownHtml([open, close, open].map((one) => ({ ...one, type: 'html' }))).map(({ type }) => type),
  ).toEqual(['html', 'html', 'text']);
});
