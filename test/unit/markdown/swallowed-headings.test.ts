import { describe, expect, it } from 'vitest';
import { codesOf, fence, problemsOf } from './read-model.ts';

const steps = (first: string, second: string) =>
  `# Title\n\n## Steps\n\n### Step 1: Stop it\n\n${first}\n\n${second}\n`;

describe('a fence that swallows the next step', () => {
  it('is named where that step’s fence has a language, which closes nothing', () => {
    const text = steps('```bash\na', '### Step 2: Start it\n\nNow:\n\n```bash\nb\n```');
    expect(problemsOf(text)).toEqual([
      '7:1 fence-not-closed: this fence is not closed before the heading "### Step 2: Start it" in line 10, so what follows it is code (Write ``` on a line of its own above line 10.)',
    ]);
  });

  it.each(['yaml', 'python', 'sql', 'text'])('is named whatever it holds: %s', (language) => {
    const text = steps(`\`\`\`${language}\na`, '### Start it\n\n```bash {effect=write}\nb\n```');
    expect(codesOf(text)[0]).toBe('7:1 fence-not-closed');
  });

  it('is named by the other fence where no heading stands between them', () => {
    expect(problemsOf(steps('~~~~bash\na\n\nThen:', '~~~~bash\nb\n~~~~'))).toEqual([
      '7:1 fence-not-closed: this fence is not closed before another fence, "~~~~bash", in line 12, so what follows it is code (Write ~~~~ on a line of its own above line 12.)',
    ]);
  });

  it('is named by a heading in the style of the document where fences have no language', () => {
    const text = steps('```\na', '### Step 2: Start it\n\nNow:\n\n```\nb\n```');
    expect(codesOf(text)).toEqual(['7:1 fence-not-closed', '16:1 fence-not-closed']);
    const section = steps('```bash\na', '## Troubleshooting\n\n```\nb\n```');
    expect(codesOf(section)).toEqual(['7:1 fence-not-closed', '14:1 fence-not-closed']);
  });

  it('is named once where it is never closed at all', () => {
    expect(codesOf(steps('```bash\na', '### Step 2: Start it'))).toEqual(['7:1 fence-not-closed']);
  });
});

describe('a fence that swallows nothing', () => {
  it.each([
    ['a comment', 'a\n\n## Stop the cart\nb'],
    ['a comment of steps in another style', 'a\n\n# Step 2: start it\nb\n\n#### Step 3: look\nc'],
    ['a comment between commands', 'a\n### Step 2: start it\nb'],
    ['Markdown that a command writes', "cat <<'END' > notes.md\n\n### Step 2: Start it\n\nEND"],
  ])('may hold %s', (_, code) => {
    expect(codesOf(steps(fence('bash', code), ''))).toEqual([]);
  });

  it.each([
    ['````bash\na\n```bash\nb\n```\n````'],
    ['~~~markdown\n### Step 2: Start it\n\n```bash\nb\n```\n~~~'],
    ['```yaml\na: 1\n\n### Step 2: Start it\n```'],
  ])('may show a fence within other or fewer marks: %j', (block) => {
    expect(codesOf(steps(fence('bash', 'a'), block))).toEqual([]);
  });
});
