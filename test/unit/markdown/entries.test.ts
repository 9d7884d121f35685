import { describe, expect, it } from 'vitest';
import { fence, outlineOf, problemsOf, readModel, tell } from './read-model.ts';

const run = (code: string) => fence('bash', code);
const steps = `# Title\n\n## Steps\n\n### Do it\n\n${run('do')}\n\n`;

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
      '15:10 unknown-name: no success criterion reads "Health check pases" (Did you mean "Health check passes"?)',
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
