import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { codesOf, fence, outlineOf, problemsOf, readModel, tell } from './read-model.ts';

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

describe('remedies', () => {
  const text = `# Title\n\n## Mitigation\n\n### The disk is full\n\nDelete old logs.\n\n${run('rm')}\n\n### Nothing helps\n\nCall the vendor.\n`;

  it('are a menu by cause: one entry per heading, none preselected, none may be an answer', () => {
    const [menu] = readModel(text).steps;
    expect(tell(menu?.body ?? [])).toEqual([
      {
        choice: 'mitigation.option',
        first: '',
        options: [
          { 'the-disk-is-full: The disk is full': ['rm'] },
          { 'nothing-helps: Nothing helps': [{ byHand: 'Call the vendor.' }] },
        ],
      },
    ]);
    expect(menu?.body[0]).toMatchObject({ mayDecline: true });
  });

  it.each(['Mitigation', 'Remediation', 'Resolution', 'Fix'])('stand under %s', (heading) => {
    expect(readModel(text.replace('Mitigation', heading)).steps[0]?.body[0]).toMatchObject({ node: 'choice' });
  });

  it('keep their conditions, and what an attribute says, with the entry', () => {
    const entry = `# Title\n\n## Fix\n\n### A\n\nOnly if it is down:\n\n${fence('bash {when=x}', 'a')}\n\n### B\n\n${fence('bash {when=!x budget=5s}', 'b')}\n`;
    const given = `---\nrunbook: { inputs: { x: { type: boolean } } }\n---\n${entry}`;
    expect(tell(readModel(given).steps[0]?.body ?? [])).toEqual([
      {
        choice: 'fix.option',
        first: '',
        options: [{ 'a: A': [{ if: 'Only if it is down', when: 'x', body: ['a'] }] }, { 'b: B': ['b'] }],
      },
    ]);
    const [menu] = readModel(given).steps[0]?.body ?? [];
    expect(menu?.node === 'choice' ? menu.options[1]?.body[0] : undefined).toMatchObject({
      when: { name: 'x', negated: true },
      budgetMs: 5_000,
    });
  });

  it('below a section without headings are one entry', () => {
    expect(tell(readModel(`# Title\n\n## Fix\n\n${run('a')}\n`).steps[0]?.body ?? [])).toEqual([
      { choice: 'fix.option', first: '', options: [{ 'fix: Fix': ['a'] }] },
    ]);
  });
});

describe('criteria', () => {
  it('bring the first link of an item along', () => {
    const { criteria } = readModel(
      `${steps}## Verification\n\n- [ ] See [the board](https://a.example) and [that](https://b.example)\n- [ ] None\n- [ ] By [reference][r]\n\n[r]: https://c.example\n`,
    );
    expect(criteria.map(({ text, link }) => [text, link])).toEqual([
      ['See the board and that', 'https://a.example'],
      ['None', undefined],
      ['By reference', 'https://c.example'],
    ]);
  });

  it('are answered by the check that names them, wherever it stands', () => {
    const check = fence('bash {id=health check="Health check returns 200 OK"}', 'curl');
    const items = '## Success Criteria\n\n- [ ] Health check returns `200 OK`.\n- [ ] Other\n\n';
    expect(readModel(`${steps}${items}${check}\n`).criteria.map((item) => item.check)).toEqual([
      'success-criteria.health',
      undefined,
    ]);
    expect(readModel(`${steps}${check}\n\n${items}`).criteria[0]?.check).toBe('do-it.health');
  });

  it('are the answer to a check that names no other', () => {
    const text = `${steps}## Success Criteria\n\n- [ ] Health check passes\n\n${fence('bash {check="Health check pases"}', 'curl')}\n`;
    expect(problemsOf(text)).toEqual([
      '16:1 unknown-name: no success criterion reads "Health check pases" (Did you mean "Health check passes"?)',
    ]);
  });

  it('are prose under Verification without a task list, and its fences do not run', () => {
    const runbook = readModel(`${steps}## Verification\n\n- It works\n\n${run('never')}\n`);
    expect([runbook.criteria, runbook.checks, outlineOf(runbook.steps)]).toEqual([[], [], { 'do-it': ['do'] }]);
  });

  it('are also the plain items under Success Criteria', () => {
    expect(readModel(`${steps}## Success Criteria\n\n- It works\n`).criteria.map(({ text }) => text)).toEqual([
      'It works',
    ]);
  });
});

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
    const text = `---\nrunbook: { inputs: { x: { type: boolean } } }\n---\n${steps}## Prerequisites\n\n${fence('bash {when=x}', 'a')}\n`;
    expect(readModel(text).prerequisites.checks[0]?.when).toMatchObject({ name: 'x' });
  });
});

describe('troubleshooting', () => {
  const troublesOf = (section: string) =>
    readModel(`${steps}## Troubleshooting\n\n${section}\n`).troubleshooting.map(({ symptom, advice, step }) => ({
      symptom,
      advice,
      ...(step && { step }),
    }));

  it.each([
    ['bold paragraphs', '**Pod stuck:**\n- Look\n- Wait\n\n**Slow:**\n- Scale'],
    ['headings', '### Pod stuck\n\n- Look\n- Wait\n\n### Slow\n\n- Scale'],
    ['bold items', '- **Pod stuck**\n  - Look\n  - Wait\n- **Slow**\n  - Scale'],
  ])('is read of %s', (_, section) => {
    expect(troublesOf(section)).toEqual([
      { symptom: 'Pod stuck', advice: ['Look', 'Wait'] },
      { symptom: 'Slow', advice: ['Scale'] },
    ]);
  });

  it('is read of plain items and of tables as well, so that nothing is lost', () => {
    expect(troublesOf('- Image missing: build it')).toEqual([{ symptom: 'Image missing: build it', advice: [] }]);
    expect(troublesOf('| Symptom | Fix |\n| --- | --- |\n| Slow | Scale |')).toEqual([
      { symptom: 'Slow: Scale', advice: [] },
    ]);
  });

  it.each(['#do-it', '#step-1-do-it-30-seconds'])('leads to the step that it links as %s', (link) => {
    const text = `# Title\n\n## Steps\n\n### Step 1: Do it (30 seconds)\n\n${run('do')}\n\n## Troubleshooting\n\n**Slow:**\n- See [the step](${link})\n`;
    expect(readModel(text).troubleshooting[0]?.step).toBe('do-it');
  });

  it('keeps commands as advice and shows placeholders that Markdown takes for HTML', () => {
    expect(troublesOf(`**Slow:**\n- \`kubectl logs <pod>\` of <pod-name>\n\n${run('kubectl get pods')}`)).toEqual([
      { symptom: 'Slow', advice: ['kubectl logs <pod> of <pod-name>', 'kubectl get pods'] },
    ]);
  });
});

describe('contacts', () => {
  it('come from the section and from the front matter', () => {
    const text = `---\nrunbook:\n  contacts: { dba: "#database" }\n---\n${steps}## Contacts\n\nAsk Alice.\n`;
    expect(readModel(text).contacts.map(({ text: contact, place }) => [contact, place.line])).toEqual([
      ['Ask Alice.', 17],
      ['dba: #database', 3],
    ]);
  });
});

describe('several procedures in one file', () => {
  const two = `# Title\n\n## Staging\n\n### Steps\n\n#### One\n\n${run('a')}\n\n## Production\n\n### Steps\n\n#### Two\n\n${run('b')}\n`;
  const repeated = `# Title\n\n## Restart\n\n### Step 1: Stop\n\n${run('a')}\n\n### Step 2: Start\n\n${run('b')}\n\n## Restore\n\n### Step 1: Load\n\n${run('c')}\n`;

  it('are an error that names them', () => {
    expect(problemsOf(two)).toEqual([
      '15:1 several-procedures: this file holds 2 procedures (Name one: FILE#steps. There are: steps, steps-1.)',
    ]);
    expect(problemsOf(repeated)).toEqual([
      '17:1 several-procedures: this file holds 2 procedures (Name one: FILE#restart. There are: restart, restore.)',
    ]);
  });

  it('are chosen by the heading', () => {
    expect(codesOf(two, 'steps-1')).toEqual([]);
    expect(outlineOf(readModel(two, 'steps-1').steps)).toEqual({ two: ['b'] });
    expect(outlineOf(readModel(repeated, 'restore').steps)).toEqual({ load: ['c'] });
    expect(outlineOf(readModel(repeated, 'restart').steps)).toEqual({ stop: ['a'], start: ['b'] });
  });

  it('have no other names', () => {
    expect(problemsOf(repeated, 'restor')).toEqual([
      '1:1 unknown-procedure: no procedure "#restor" in this file (Did you mean "#restore"?)',
      '1:1 no-steps: nothing in this file is a step (Add a "## Steps" section with a heading for each step, or code fences.)',
    ]);
    expect(codesOf(repeated, '')).toEqual(['1:1 unknown-procedure', '1:1 no-steps']);
  });
});
