import { describe, expect, it } from 'vitest';
import { bodyOf, fence, oneStep, readModel, stepOf } from './read-model.ts';

const inFence = (...lines: readonly string[]) => bodyOf(fence('bash', lines.join('\n')));

describe('a checklist', () => {
  it('is a comment-only fence with items', () => {
    expect(inFence('# Look at the board:', '# - Errors?', '# * Latency?', '# - [ ] Traffic?')).toEqual([
      { checklist: 'Look at the board:', items: ['Errors?', 'Latency?', 'Traffic?'] },
    ]);
  });

  it('is a comment-only paragraph with items, after or between commands', () => {
    expect(inFence('a', '', '# - Errors?', '', 'b', '', '# Note', 'c')).toEqual([
      'a',
      { checklist: '', items: ['Errors?'] },
      'b\n\n# Note\nc',
    ]);
  });

  it('is a task list in the text', () => {
    expect(bodyOf('Look:', '- [ ] Errors?\n- [x] Latency?', fence('bash', 'a'), '- [ ] Traffic?')).toEqual([
      { checklist: '', items: ['Errors?', 'Latency?'] },
      'a',
      { checklist: '', items: ['Traffic?'] },
    ]);
  });

  it('goes on with a line that goes on with an item', () => {
    expect(inFence('# - Error rate', '#   below 1%?', '# - Traffic?')).toEqual([
      { checklist: '', items: ['Error rate below 1%?', 'Traffic?'] },
    ]);
  });

  it('is not a comment above commands, nor a comment without items', () => {
    expect(inFence('# - a list', 'a')).toEqual(['# - a list\na']);
    expect(inFence('a', '', '# REVISION  CAUSE', '# 1         first')).toEqual([
      'a\n\n# REVISION  CAUSE\n# 1         first',
    ]);
  });

  it('stands behind two dashes in SQL', () => {
    expect(bodyOf(fence('sql', 'SELECT 1;\n\n-- - One row?'))).toEqual([
      'SELECT 1;',
      { checklist: '', items: ['One row?'] },
    ]);
  });

  it('has an address for each item, unique in the runbook', () => {
    const [checklist] = stepOf('- [ ] Is it up?\n- [ ] Is it up?').body;
    expect(checklist?.node === 'checklist' ? checklist.items.map(({ id }) => id) : []).toEqual([
      'do-it.is-it-up',
      'do-it.is-it-up-2',
    ]);
  });

  it('brings the first link of an item along', () => {
    const [checklist] = stepOf('- [ ] See the [board](https://example.com)').body;
    expect(checklist?.node === 'checklist' ? checklist.items[0]?.link : '').toBe('https://example.com');
  });

  it('has items at their places, also in a list with tabs', () => {
    const text = oneStep('1. Look:\n\n\t```bash\n\t# - Errors?\n\t#  -  Traffic?  \n\t```');
    const [checklist] = readModel(text).steps[0]?.body ?? [];
    expect(
      checklist?.node === 'checklist' ? checklist.items.map(({ text: item, place }) => [item, place]) : [],
    ).toEqual([
      ['Errors?', { line: 10, column: 6, endLine: 10, endColumn: 13 }],
      ['Traffic?', { line: 11, column: 8, endLine: 11, endColumn: 16 }],
    ]);
  });
});

describe('a block of comments without items', () => {
  it('is something to do by hand, since nothing would run', () => {
    expect(inFence('# Call Bob', '# at 123')).toEqual([{ byHand: 'Call Bob\nat 123' }]);
  });

  it('in a record of a terminal may be the prompt of root, which classification judges', () => {
    expect(bodyOf(fence('console', '# rm -rf /var/tmp/cart'))).toEqual(['# rm -rf /var/tmp/cart']);
  });

  it('that is empty is something to do by hand as well', () => {
    expect(inFence('')).toEqual([{ byHand: 'This block is empty: nothing is run.' }]);
    expect(inFence('  ', '')).toEqual([{ byHand: 'This block is empty: nothing is run.' }]);
  });
});
