import { describe, expect, it } from 'vitest';
import { codesOf, fence, problemsOf, readModel } from './read-model.ts';

const steps = `# Title\n\n## Steps\n\n### Do it\n\n${fence('bash', 'do')}\n\n`;
const declared = fence('bash {effect=read}', 'kubectl auth can-i');
const prerequisitesOf = (section: string) => readModel(`${steps}## Prerequisites\n\n${section}\n`).prerequisites;

describe('prerequisites', () => {
  it('hold tools and variables, fences that check, and what is asked', () => {
    const text = `---\nrunbook: { requires: { tools: [kubectl], env: DATABASE_URL } }\n---\n${steps}## Prerequisites\n\n- VPN\n\n${fence('bash {id=access effect=read}', 'kubectl auth can-i')}\n`;
    const { prerequisites } = readModel(text);
    expect(prerequisites).toMatchObject({
      tools: ['kubectl'],
      variables: ['DATABASE_URL'],
      asked: [{ text: 'VPN' }],
      checks: [{ address: 'prerequisites.access', role: 'check', effect: 'read', source: 'kubectl auth can-i' }],
    });
  });

  it('in prose are asked, too', () => {
    expect(
      readModel(`${steps}## Requirements\n\nYou need a VPN.\n`).prerequisites.asked.map(({ text }) => text),
    ).toEqual(['You need a VPN.']);
  });

  it('leave when= with the first fence as well', () => {
    const text = `---\nrunbook: { inputs: { x: { type: boolean } } }\n---\n${steps}## Prerequisites\n\n${fence('bash {effect=read when=x}', 'a')}\n`;
    expect(readModel(text).prerequisites.checks[0]?.when).toMatchObject({ name: 'x' });
  });

  it('that declare effect=read bring the output that is expected of them along', () => {
    const section = `${declared}\n\nExpected output:\n\n${fence('', 'yes')}\n`;
    const { asked, checks } = prerequisitesOf(section);
    expect([asked, checks.map(({ source, expect: expected }) => [source, expected?.lines])]).toEqual([
      [],
      [['kubectl auth can-i', ['yes']]],
    ]);
  });
});

describe('a fence under prerequisites that declares no read', () => {
  const askedOf = (section: string) => prerequisitesOf(section).asked.map(({ text, place }) => `${place.line} ${text}`);
  const undeclared = fence('bash', '# Look at the target\nkubectl config current-context');

  it.each([
    ['the sentence above it', `You can reach it:\n\n${undeclared}`, ['13 You can reach it:']],
    ['the item above it', `- You can reach it:\n\n  ${undeclared.replaceAll('\n', '\n  ')}`, ['13 You can reach it:']],
    ['a sentence beside a list', `- VPN\n\nYou can reach it:\n\n${undeclared}`, ['13 VPN', '15 You can reach it:']],
    ['the heading above it', `### Access\n\n${undeclared}`, ['13 Access']],
    ['its first line', undeclared, ['14 Look at the target']],
    [
      'its first line behind another',
      `You can reach it:\n\n${undeclared}\n\n${fence('sql', 'SELECT 1')}`,
      ['13 You can reach it:', '21 SELECT 1'],
    ],
  ])('is asked by %s, never run', (_, section, asked) => {
    expect([askedOf(section), prerequisitesOf(section).checks]).toEqual([asked, []]);
  });

  it('is named', () => {
    expect(problemsOf(`${steps}## Prerequisites\n\n${undeclared}\n`)).toEqual([
      '13:1 prerequisite-not-checked: not checked: the fence declares no effect=read, so a person is asked (Write {effect=read} on it if it only reads.)',
    ]);
    expect(codesOf(`${steps}## Prerequisites\n\n${fence('bash {efect=read}', 'a')}\n`)).toEqual([
      '13:1 prerequisite-not-checked',
      '13:10 unknown-attribute',
    ]);
  });

  it.each(['write', 'destructive'])('but effect=%s is refused', (effect) => {
    const section = fence(`bash {id=x effect=${effect}}`, 'kubectl delete pods');
    expect(problemsOf(`${steps}## Prerequisites\n\n${section}\n`)).toEqual([
      `13:15 attribute-place: effect=${effect} under prerequisites: before the start nothing may be changed (Move the fence to a step, or write effect=read if it only reads.)`,
    ]);
    expect(prerequisitesOf(section)).toMatchObject({ asked: [], checks: [] });
  });

  it.each([
    ['data', fence('yaml', 'a: 1')],
    ['output', `Example output:\n\n${fence('', 'ok')}`],
    ['switched off', fence('bash {run=never}', 'a')],
  ])('but is only %s is left out', (_, section) => {
    expect([askedOf(section), codesOf(`${steps}## Prerequisites\n\n${section}\n`)]).toEqual([[], []]);
  });
});
