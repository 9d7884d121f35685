import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const program = join(root, 'dist/runbook.js');

/** `$ runbook …` with the output that the README shows below it. */
const commands = [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.split('\n');
      return { command: command.trim(), output: output.join('\n').trim() };
    }),
);

/** What is linted there. */
const rollback = `# Roll back web

## Steps

### Step 1: Go back (1 minute)

\`\`\`bash {effect=write}
kubectl rollout undo deployment/web --to-revision=2 -n production
\`\`\`

## Success Criteria

- [ ] It answers
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-readme-'));
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  for (const version of ['v1.1.0', 'v1.1.1']) {
    mkdirSync(join(folder, 'releases', version), { recursive: true });
    writeFileSync(join(folder, 'releases', version, 'version'), `${version}\n`);
  }
  symlinkSync('releases/v1.1.1', join(folder, 'current'));
  const example = /^````markdown\n([\s\S]*?)^````$/m.exec(readme)?.[1] ?? '';
  writeFileSync(join(folder, 'website.md'), example);
  writeFileSync(join(folder, 'rollback.md'), rollback);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the commands of the README', () => {
  test('are found', () => expect(commands.length).toBeGreaterThanOrEqual(9));

  test.each(commands)('$command', ({ command, output }) => {
    const [name, ...args] = command.split(' ');
    expect(name).toBe('runbook');
    const done = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    const isRefusal = output.startsWith('NOT STARTED');
    const isFound = /^\S+:\d+:\d+ {2}error/m.test(output);
    expect({ status: done.status, other: isRefusal ? done.stdout : done.stderr }).toEqual({
      status: isRefusal ? 2 : isFound ? 1 : 0,
      other: '',
    });
    if (output !== '') expect(timeless(isRefusal ? done.stderr : done.stdout)).toBe(timeless(output));
  });
});

/** Times, stamps and the run's name differ from run to run; nothing else may. */
function timeless(text: string): string {
  return text
    .replace(/\b\d{4}-\d{4,6}\b/g, 'RUN')
    .replace(/\d\d:\d\d:\d\dZ/g, 'STAMP')
    .replace(/\b\d:\d\d\b/g, 'M:SS')
    .trim();
}
