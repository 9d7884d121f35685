import { describe, expect, it } from 'vitest';
import { bodyOf, fence, oneStep, readModel } from './read-model.ts';

const yaml = fence('yaml', 'a: 1');
const indent = (block: string) => `   ${block.replaceAll('\n', '\n   ')}`;
const restart = `2. Restart:\n\n${indent(fence('bash', 'b'))}`;

describe('a numbered item whose code is only shown', () => {
  it.each([
    ['data', indent(yaml), { documentation: 'a: 1' }],
    ['data behind the list', yaml, { documentation: 'a: 1' }],
    ['indented code', '       a: 1', { 'indented-code': 'a: 1' }],
    ['a language without a program', indent(fence('klingon', 'a')), { documentation: 'a' }],
  ])('is work by hand: %s', (_, code, shown) => {
    expect(bodyOf(`1. Edit it by hand:\n\n${code}\n\n${restart}`)).toEqual([
      { byHand: 'Edit it by hand:' },
      shown,
      'b',
    ]);
  });

  it('has an address, and its place', () => {
    const [step] = readModel(oneStep(`1. Edit it:\n\n${indent(yaml)}\n\n${restart}`)).steps;
    expect(step?.body[0]).toEqual({
      node: 'by-hand',
      id: 'do-it.edit-it',
      text: 'Edit it:',
      place: { line: 7, column: 4, endLine: 7, endColumn: 12 },
    });
  });

  it('takes what is indented below it along, and a condition of its own', () => {
    const item = `1. If it is wrong, edit it:\n\n${indent(yaml)}\n\n   - save it`;
    expect(bodyOf(`${item}\n\n${restart}`)).toEqual([
      { byHand: 'If it is wrong, edit it:\nsave it' },
      { documentation: 'a: 1' },
      'b',
    ]);
  });
});

describe('an item that is no work of its own', () => {
  it.each([
    ['has a fence that runs', `1. Look:\n\n${indent(fence('bash', 'a'))}`, ['a']],
    [
      'has one below data',
      `1. Look:\n\n${indent(yaml)}\n\n${indent(fence('bash', 'a'))}`,
      [{ documentation: 'a: 1' }, 'a'],
    ],
    [
      'has one in an item below it',
      `1. Look:\n\n${indent(yaml)}\n\n   - So:\n\n     ${fence('bash', 'a').replaceAll('\n', '\n     ')}`,
      [{ documentation: 'a: 1' }, 'a'],
    ],
    ['is a bullet', `- It looks so:\n\n${indent(yaml).replaceAll('\n   ', '\n  ')}`, [{ documentation: 'a: 1' }]],
  ])('%s', (_, item, told) => {
    expect(bodyOf(`${item}\n\n${restart}`)).toEqual([...told, 'b']);
  });
});
