import { describe, expect, it } from 'vitest';
import { codesOf, fence, outlineOf, readModel } from './read-model.ts';

const run = (code: string) => fence('bash', code);

describe('a document without a steps section', () => {
  it('has a step for each numbered heading, at any level', () => {
    const text = `# Title\n\n## Step 1: One\n\n${run('a')}\n\n### Step 2: Two\n\n${run('b')}\n\n# Step 3: Three\n\n${run('c')}\n\n## Step 4: Four\n\n${run('d')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a'], two: ['b'], three: ['c'], four: ['d'] });
  });

  it('has no title where its first heading is a step', () => {
    const text = `# Step 1: One\n\n${run('a')}\n\n# Step 2: Two\n\n${run('b')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a'], two: ['b'] });
    expect(codesOf(text)).toEqual(['1:1 no-title']);
  });

  it('ends a step at the next heading that is not deeper', () => {
    const text = `# Title\n\n## 1. One\n\n${run('a')}\n\n### Detail\n\n${run('b')}\n\n## Notes\n\n${run('never')}\n\n## 2. Two\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a', 'b'], two: ['c'] });
  });

  it('divides a step by numbers below it, and makes a roof of a number above steps', () => {
    const text = `# Title\n\n## 1. Overview\n\n## 2. The work\n\n### Step 1: One\n\n#### 1. This\n\n${run('a')}\n\n#### Step 1.2: That\n\n${run('b')}\n\n### Step 2: Two\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      overview: [{ byHand: '1. Overview' }],
      one: ['a', 'b'],
      two: ['c'],
    });
  });

  it('leaves numbered headings of other roles to these', () => {
    const text = `# Title\n\n## 1. Prerequisites\n\n- VPN\n\n## 2. Stop it\n\n${run('a')}\n\n## 3. Troubleshooting\n\n**X:**\n- y\n`;
    const runbook = readModel(text);
    expect(outlineOf(runbook.steps)).toEqual({ 'stop-it': ['a'] });
    expect([runbook.prerequisites.asked.length, runbook.troubleshooting.length]).toEqual([1, 1]);
  });

  it('failing those, has a step for each numbered item, if one has a fence below it', () => {
    const text = `# Title\n\nFirst:\n\n1. Stop it\n   ${run('a').replaceAll('\n', '\n   ')}\n2. Call Bob\n3. Start it:\n\n${run('b')}\n\n## Notes\n\n${run('never')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      'stop-it': ['a'],
      'call-bob': [{ byHand: 'Call Bob' }],
      'start-it': ['b'],
    });
  });

  it('failing those, has a step for each runnable fence, named by the heading above it', () => {
    const text = `# Title\n\n${run('a')}\n\n## Look\n\n${fence('yaml', 'never: 1')}\n\n${run('b')}\n\nAnd again.\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({
      title: ['a'],
      look: [{ documentation: 'never: 1' }, 'b'],
      'look-2': ['c'],
    });
  });
});

describe('a document of fences alone', () => {
  const told = (...blocks: readonly string[]) => outlineOf(readModel(`# Title\n\n${blocks.join('\n\n')}\n`).steps);

  it('keeps the expected output with its command', () => {
    expect(told(run('a'), 'Expected output:', fence('', 'ok'), run('b'))).toEqual({
      title: ['a', { 'expected-output': 'ok' }],
      'title-2': ['b'],
    });
  });

  it('keeps alternatives in one step', () => {
    const choice = { choice: 'title.option', first: 'A', options: [{ 'A: a': ['a'] }, { 'B: b': ['b'] }] };
    expect(told(run('a'), 'Or:', run('b'))).toEqual({ title: [choice] });
  });

  it('keeps options in one step, by attribute and by heading', () => {
    const choice = { choice: 'title.option', first: 'A', options: [{ 'A: x': ['a'] }, { 'B: y': ['b'] }] };
    expect(told(fence('bash {option="A: x"}', 'a'), fence('bash {option="B: y"}', 'b'))).toEqual({ title: [choice] });
    expect(told('## Option A: x', run('a'), '## Option B: y', run('b'))).toEqual({ title: [choice] });
  });

  it('keeps all that a condition guards in one step', () => {
    expect(told('If it is down:', run('a'), run('b'), 'Then this:', run('c'), 'In any case:', run('d'))).toEqual({
      title: ['a', 'b', 'c'],
      'title-2': ['d'],
    });
  });
});
