import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isComponentName } from '../../../src/scaffold/component-name.ts';
import { fillTemplate } from '../../../src/scaffold/fill-template.ts';

const values = { texts: { name: 'shop', city: 'Ulm' }, flags: { a: true, b: false } };

describe('a template', () => {
  it.each([
    ['@@name@@ in @@city@@', 'shop in Ulm'],
    ['shop@@@name@@', 'shop@shop'],
    ['a@b.example.com, @@, @@ name @@, @@NAME@@', 'a@b.example.com, @@, @@ name @@, @@NAME@@'],
    ['@@if a@@\nyes\n@@else@@\nno\n@@end@@\nend', 'yes\nend'],
    ['  @@if b@@\nyes\n  @@else@@\n  no\n@@end@@', '  no'],
    ['@@if a@@\n@@if b@@\n1\n@@else@@\n2\n@@end@@\n@@end@@', '2'],
    ['@@if b@@\n@@if a@@\n1\n@@end@@\n@@end@@\n3', '3'],
    ['{{ name }} ${name} $(name)', '{{ name }} ${name} $(name)'],
  ])('is filled: %s', (template, wanted) => {
    expect(fillTemplate(template, values)).toBe(wanted);
  });

  it.each([
    ['@@nobody@@', 'line 1 asks for "nobody"'],
    ['x\n@@if nobody@@\n@@end@@', 'line 2 asks whether "nobody"'],
    ['@@if a@@\nx', 'line 1 holds @@if@@, which has no other end'],
    ['x\n@@end@@', 'line 2 holds @@end@@, which has no other end'],
    ['@@toString@@', '@@toString@@'],
    ['@@constructor@@', 'line 1 asks for "constructor"'],
  ])('that asks for what nobody gave is refused: %s', (template, told) => {
    if (template === told) expect(fillTemplate(template, values)).toBe(told);
    else expect(() => fillTemplate(template, values)).toThrow(told);
  });

  it.each(['two\nlines', 'one @@if a@@', 'a\rb'])('takes no text that would become more of it: %j', (text) => {
    const hostile = { texts: { name: text }, flags: {} };
    expect(() => fillTemplate('name: @@name@@', hostile)).toThrow('would become more of the file');
  });

  it('holds a text as it is, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[\r\n]|@@/.test(text));
        expect(fillTemplate('<@@name@@>', { texts: { name: text }, flags: {} })).toBe(`<${text}>`);
      }),
    );
  });
});

it.each([
  ['payment-processor', true],
  ['a', true],
  ['a1', true],
  ['', false],
  ['1a', false],
  ['-a', false],
  ['a-', false],
  ['A', false],
  ['a_b', false],
  ['a/b', false],
  ['../a', false],
  ['a b', false],
  ['$(x)', false],
  ['a'.repeat(64), false],
])('the name %j of a component', (name, isName) => {
  expect(isComponentName(name)).toBe(isName);
});
