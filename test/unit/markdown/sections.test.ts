import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { fence, outlineOf, readModel, tell } from './read-model.ts';

const run = (code: string) => fence('bash', code);
const steps = `# Title\n\n## Steps\n\n### Do it\n\n${run('do')}\n\n`;

describe('the role of a heading', () => {
  it.each([
    'Prerequisites',
    'Before you begin',
    'Requirements',
    'PREREQUISITES:',
    '1. Prerequisites',
    '✅ Prerequisites',
    '**Prerequisites**',
  ])('asks what stands under %j', (heading) => {
    const { prerequisites } = readModel(`${steps}## ${heading}\n\n- Access to the cluster\n`);
    expect(prerequisites.asked.map(({ id, text }) => [id, text])).toEqual([
      ['prerequisites.access-to-the-cluster', 'Access to the cluster'],
    ]);
  });

  it.each(['Steps', 'Rollback Steps', 'Procedure', 'Instructions', 'Runbook', 'steps', 'Rollback Steps (3-5 minutes)'])(
    'makes steps of what stands under %j',
    (heading) => {
      const text = `# Title\n\n## ${heading}\n\n### One\n\n${run('a')}\n\n### Two\n\n${run('b')}\n`;
      expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a'], two: ['b'] });
    },
  );

  it.each(['Undo', 'Back-out', 'Rollback', 'Rollback plan', 'Roll back the database'])(
    'keeps %j out of the way forward',
    (heading) => {
      const runbook = readModel(`${steps}## ${heading}\n\n${run('back')}\n`);
      expect(outlineOf(runbook.steps)).toEqual({ 'do-it': ['do'] });
      expect(runbook.undo.map((step) => tell(step.body))).toEqual([['back']]);
      expect(runbook.undo[0]?.body[0]).toMatchObject({ role: 'undo' });
    },
  );

  it.each(['Success Criteria', 'Verification'])('makes criteria of the task list under %j', (heading) => {
    const { criteria, criteriaTitle } = readModel(`${steps}## ${heading}\n\n- [ ] It works\n- [x] It is quick\n`);
    expect([criteriaTitle, criteria.map(({ text }) => text)]).toEqual([heading, ['It works', 'It is quick']]);
  });

  it.each(['Post-Rollback Actions', 'Follow-up', 'After'])('makes to-dos of %j', (heading) => {
    const { followUps } = readModel(`${steps}## ${heading}\n\n1. Tell the team\n2. Write it down\n`);
    expect(followUps.map(({ text }) => text)).toEqual(['Tell the team', 'Write it down']);
  });

  it.each(['Troubleshooting', 'Known issues'])('makes advice of %j', (heading) => {
    const { troubleshooting } = readModel(`${steps}## ${heading}\n\n**It hangs:**\n- Look at it\n`);
    expect(troubleshooting.map(({ symptom, advice }) => [symptom, advice])).toEqual([['It hangs', ['Look at it']]]);
  });

  it.each(['Emergency Contacts', 'Escalation', 'Contacts'])('makes contacts of %j', (heading) => {
    const { contacts } = readModel(`${steps}## ${heading}\n\n- Alice: 123\n`);
    expect(contacts.map(({ text }) => text)).toEqual(['Alice: 123']);
  });

  it('can be given to more headings', () => {
    const text = `# Title\n\n## Vorgehen\n\n### Eins\n\n${run('a')}\n`;
    expect(outlineOf(parseRunbook(text, { roles: { steps: ['Vorgehen'] } }).runbook?.steps ?? [])).toEqual({
      eins: ['a'],
    });
  });

  it('is none for every other heading: its fences are prose beside a steps section', () => {
    expect(outlineOf(readModel(`${steps}## Background\n\n${run('never')}\n`).steps)).toEqual({ 'do-it': ['do'] });
  });
});

describe('a steps section', () => {
  it('is one level above its steps; deeper headings divide a step', () => {
    const text = `# Title\n\n## Steps\n\n### One\n\n${run('a')}\n\n#### More\n\n${run('b')}\n\n### Two\n\n${run('c')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ one: ['a', 'b'], two: ['c'] });
  });

  it('makes a step of its own of the fences right below it', () => {
    const text = `# Title\n\n## Steps\n\n${run('a')}\n\n### One\n\n${run('b')}\n`;
    expect(outlineOf(readModel(text).steps)).toEqual({ steps: ['a'], one: ['b'] });
  });

  it('without headings holds a step for each numbered item with a fence', () => {
    const text = `# Title\n\n## Steps\n\n1. Stop it (30 seconds)\n\n   ${run('a').replaceAll('\n', '\n   ')}\n\n2. Call Bob\n3. Start it\n\n${run('b')}\n`;
    const { steps: found } = readModel(text);
    expect(outlineOf(found)).toEqual({ 'stop-it': ['a'], 'call-bob': [{ byHand: 'Call Bob' }], 'start-it': ['b'] });
    expect(found[0]?.budget?.upperMs).toBe(30_000);
  });

  it('without headings and fences is one step, item by item', () => {
    expect(outlineOf(readModel('# Title\n\n## Steps\n\n1. Call Bob\n2. Call Eve\n').steps)).toEqual({
      steps: [{ byHand: 'Call Bob' }, { byHand: 'Call Eve' }],
    });
  });

  it('below a roof that is called runbook is the section', () => {
    const text = `# Title\n\n# Runbook\n\n## Steps\n\n### One\n\n${run('a')}\n\n## Troubleshooting\n\n**X:**\n- y\n`;
    const runbook = readModel(text);
    expect(outlineOf(runbook.steps)).toEqual({ one: ['a'] });
    expect(runbook.troubleshooting.map(({ symptom }) => symptom)).toEqual(['X']);
  });

  it.each([
    ['Undo', ['undo', 'back']],
    ['Troubleshooting', ['troubleshooting', 'look']],
    ['Contacts', ['contacts', 'Bob']],
  ])('never runs what stands under a %s inside of it', (heading, [kind = '', what = '']) => {
    const inner = kind === 'undo' ? run(what) : kind === 'contacts' ? `- ${what}` : `**${what}:**\n- x`;
    const runbook = readModel(
      `# Title\n\n## Steps\n\n### One\n\n${run('a')}\n\n### ${heading}\n\n${inner}\n\n### Two\n\n${run('b')}\n`,
    );
    expect(outlineOf(runbook.steps)).toEqual({ one: ['a'], two: ['b'] });
    const kept = {
      undo: runbook.undo.flatMap((step) => tell(step.body)),
      troubleshooting: runbook.troubleshooting.map(({ symptom }) => symptom),
      contacts: runbook.contacts.map(({ text }) => text),
    };
    expect(kept).toMatchObject({ [kind]: [what] });
  });

  it('has a step that is called Fix, Verification or Rollback like any other', () => {
    const text = `# Title\n\n## Steps\n\n### Fix\n\n${run('a')}\n\n### Rollback database\n\n${run('b')}\n\n### Verification\n\n- [ ] It works\n`;
    const runbook = readModel(text);
    expect(outlineOf(runbook.steps)).toEqual({
      fix: ['a'],
      'rollback-database': ['b'],
      verification: [{ checklist: '', items: ['It works'] }],
    });
    expect([runbook.undo, runbook.criteria]).toEqual([[], []]);
  });
});

describe('a way back', () => {
  it('is what a rollback runbook is about where there are no other steps', () => {
    const text = `# Title\n\n## Rollback Steps\n\n### One\n\n${run('a')}\n`;
    const runbook = readModel(text);
    expect([outlineOf(runbook.steps), runbook.undo]).toEqual([{ one: ['a'] }, []]);
  });

  it('is the second of two sections', () => {
    const text = `# Title\n\n## Steps\n\n### One\n\n${run('a')}\n\n## Rollback Steps\n\n### Back\n\n${run('b')}\n\n### Home\n\n${run('c')}\n`;
    const runbook = readModel(text);
    expect([outlineOf(runbook.steps), outlineOf(runbook.undo)]).toEqual([{ one: ['a'] }, { back: ['b'], home: ['c'] }]);
  });

  it('is not made of a roof whose own steps are the only ones', () => {
    const text = `# Title\n\n## Rollback\n\n### Steps\n\n#### One\n\n${run('a')}\n`;
    const runbook = readModel(text);
    expect([outlineOf(runbook.steps), runbook.undo]).toEqual([{ one: ['a'] }, []]);
  });

  it('has steps of its own below a steps heading', () => {
    const text = `# Title\n\n## Deploy\n\n### Steps\n\n#### One\n\n${run('a')}\n\n## Rollback\n\n### Steps\n\n#### Back\n\n${run('b')}\n`;
    const runbook = readModel(text);
    expect([outlineOf(runbook.steps), outlineOf(runbook.undo)]).toEqual([{ one: ['a'] }, { back: ['b'] }]);
  });
});
