import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { endOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeAll(() => {
  project = createProject();
});

afterAll(() => project[Symbol.dispose]());

const touch = fence('bash {effect=write}', 'touch ran');
const good = runbookText({ One: touch });
const step = (info: string) => fence(info, 'touch ran');

/** Every command that reads a file, on the same file. */
async function all(file: string) {
  const commands = [['show'], ['plan'], ['graph'], ['run', '--no-input', '--yes-to', 'writes']];
  const [show, plan, graph, run] = await Promise.all(
    commands.map(([name = '', ...flags]) => project.run([name, file, ...flags])),
  );
  return { show, plan, graph, run };
}

const cases: readonly (readonly [what: string, content: string | Uint8Array, said: readonly string[]])[] = [
  ['an empty file', '', ['1:1  error  empty-file', ' why  the file is empty', '    1 |', '      | ^', ' do   Write a title, a "## Steps" section and a first step.']],
  ['only blanks', ' \n\t\n', ['1:1  error  empty-file']],
  ['a binary file', readFileSync(process.execPath).subarray(0, 4096), ['1:1  error  not-utf8', ' why  the file holds bytes that are not UTF-8', '    1 |', '      | ^', ' do   Save it as UTF-8 text.']],
  ['bytes that are not UTF-8 further down', Buffer.concat([Buffer.from(`${good}\n\n`), Buffer.from([0xc3, 0x28])]), ['15:1  error  not-utf8', ' why  the file holds bytes that are not UTF-8']],
  ['UTF-16 with a mark, little end first', Buffer.from(`\uFEFF${good}`, 'utf16le'), ['1:1  error  not-utf8', ' why  the file is UTF-16']],
  ['UTF-16 with a mark, big end first', Buffer.from(`\uFEFF${good}`, 'utf16le').swap16(), ['1:1  error  not-utf8', ' why  the file is UTF-16']],
  ['UTF-16 without a mark', Buffer.from(good, 'utf16le'), ['1:2  error  binary-file', ' why  the file holds NUL bytes']],
  ['a NUL byte', good.replace('Deploy', 'Dep\0loy'), ['1:6  error  binary-file', ' why  the file holds NUL bytes']],
  ['a line of 10 MB', `${good}\n${'x'.repeat(10_000_000)}\n`, ['14:100001  error  line-too-long', ' why  the line is 10,000,000 characters long']],
  ['a fence that is never closed', `${good}\n\`\`\`bash {effect=write}\ntouch ran\n`, ['14:1  error  fence-not-closed', ' why  this fence is never closed, so all that follows is code', '   14 | ```bash {effect=write}', '      | ^^^^^^^^^^^^^^^^^^^^^^', ' do   Write ``` on a line of its own below the code.']],
  ['a fence indented by tabs', `${good}\n\t\`\`\`bash {effect=write}\n\ttouch ran\n\t\`\`\`\n`, ['14:1  error  over-indented-fence', ' why  this fence is indented by a tab or four blanks, so it is text and no fence']],
  ['broken YAML', `---\nrunbook: { inputs: [ }\n---\n${good}`, ['2:22  error  front-matter-syntax']],
  ['YAML of the wrong shape', `---\nrunbook:\n  budget: soon\n---\n${good}`, ['3:3  error  front-matter-schema']],
  ['an unknown key', `---\nrunbook:\n  bugdet: 5m\n---\n${good}`, ['3:3  error  unknown-key', ' why  unknown key "bugdet" under runbook:', '    3 |   bugdet: 5m', '      |   ^^^^^^', ' do   Did you mean "budget"?']],
  ['a newer language', `---\nrunbook:\n  language: 2\n---\n${good}`, ['3:3  error  language-version']],
  ['a name that shadows the shell', `---\nrunbook:\n  inputs: { path: { type: string } }\n---\n${good}`, ['3:13  error  input-name']],
  ['an unknown attribute', runbookText({ One: step('bash {efect=write}') }), ['8:10  error  unknown-attribute', ' why  unknown attribute "efect"', '    8 | ```bash {efect=write}', '      |          ^^^^^^^^^^^']],
  ['a wrong value', runbookText({ One: step('bash {effect=wirte}') }), ['8:10  error  attribute-value', ' why  effect= does not take "wirte"']],
  ['attributes without a blank before them', runbookText({ One: step('bash{effect=write}') }), ['8:8  error  info-string-syntax']],
  ['the same id twice', runbookText({ One: step('bash {id=a effect=write}'), Two: step('bash {id=a effect=write}') }), ['15:10  error  duplicate-id']],
  ['steps that need each other', runbookText({ One: step('bash {needs=two effect=write}'), Two: step('bash {needs=one effect=write}') }), ['8:10  error  cycle', ' why  step "one" needs "two", which needs "one"']],
  ['a step that is needed and not there', runbookText({ One: step('bash {needs=zero effect=write}') }), ['8:10  error  unknown-step']],
  ['a condition on a name that is not there', runbookText({ One: step('bash {when=rain effect=write}') }), ['8:10  error  unknown-name']],
  ['no step', '# Deploy\n\nJust prose.\n', ['1:1  error  no-steps', ' why  nothing in this file is a step', '    1 | # Deploy', '      | ^^^^^^^^', ' do   Add a "## Steps" section with a heading for each step, or code fences.']],
];

describe('a file with', () => {
  test.each(cases)('%s is refused with its place by every command, and nothing is run', async (_, content, said) => {
    project.write('bad.md', content);
    const { show, plan, graph, run } = await all('bad.md');
    const [first = '', ...rest] = said;
    expect(run?.stderr.split('\n').slice(0, said.length)).toEqual([`bad.md:${first}`, ...rest]);
    expect(run?.stderr.endsWith('NOT STARTED, exit code 2: bad.md is not a valid runbook. Nothing has been changed.\n')).toBe(true);
    expect(run?.stderr).toMatch(/^ do {3}\S/m);
    expect([show, plan, graph, run].map((ended) => [ended?.code, ended?.stderr.split('\n')[0]])).toEqual(
      Array.from({ length: 4 }, () => [2, `bad.md:${first}`]),
    );
    expect([plan?.stdout, run?.stdout, project.exists('ran'), project.runNames()]).toEqual(['', '', false, []]);
    expect(Math.max(...(run?.stderr.split('\n') ?? []).map((line) => line.length))).toBeLessThan(140);
  });
});

test('every problem of a file is said at once, in the order of their places', async () => {
  project.write(
    'bad.md',
    runbookText({ One: step('bash {efect=write}'), Two: step('bahs {effect=write}'), Three: step('bash {needs=zero effect=write}') }),
  );
  const { stderr } = await project.run(['run', 'bad.md', '--no-input']);
  expect(stderr.split('\n').filter((line) => line.startsWith('bad.md:'))).toEqual([
    'bad.md:8:10  error  unknown-attribute',
    'bad.md:15:1  error  attribute-value',
    'bad.md:22:10  error  unknown-step',
  ]);
});

describe('what is no file', () => {
  test('a folder is said to be one', async () => {
    mkdirSync(`${project.folder}/folder.md`, { recursive: true });
    for (const ended of Object.values(await all('folder.md'))) {
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended?.stderr.split('\n').slice(0, 2)).toEqual(['folder.md:1:1  error  file-unreadable', ' why  it is a folder']);
    }
  });

  test('a file that is not there is named with the nearest that is', async () => {
    project.write('runbooks/rollback.md', good);
    for (const ended of Object.values(await all('rolback.md'))) {
      expect(ended).toEqual({ code: 2, stdout: '', stderr: 'rolback.md:1:1 no such file\nDid you mean "rollback.md"?\n' });
    }
  });

  test('a file that may not be read is said to be so', async () => {
    const isRoot = process.getuid?.() === 0;
    const nobody = isRoot ? Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })) : undefined;
    using own = createProject({ 'closed.md': good });
    chmodSync(`${own.folder}/closed.md`, 0o000);
    chmodSync(own.folder, 0o755);
    const args = ['run', 'closed.md', '--no-input'];
    const options = { env: { NODE_COMPILE_CACHE: undefined }, ...(nobody === undefined ? {} : { uid: nobody }) };
    const { code, stdout, stderr } = await own.run(args, options);
    expect({ code, stdout, said: stderr.split('\n').slice(0, 2) }).toEqual({
      code: 2,
      stdout: '',
      said: ['closed.md:1:1  error  file-unreadable', ' why  there is no permission to read it'],
    });
  });
});

describe('what looks odd and is no error', () => {
  test.each([
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\uFEFF${good}`],
    ['no line break at its end', good.trimEnd()],
    ['tabs in a command', runbookText({ One: fence('bash {effect=write}', '\ttouch\tran') })],
    ['a fence in a list item', `# Deploy\n\n## Steps\n\n1. One\n\n   \`\`\`bash {effect=write}\n   touch ran\n   \`\`\`\n`],
  ])('%s runs', async (_, text) => {
    using own = createProject({ 'odd.md': text });
    const { code, stdout } = await own.run(['run', 'odd.md', '--no-input', '--yes-to', 'writes']);
    expect({ code, ran: own.exists('ran'), end: endOf(own) }).toEqual({ code: 0, ran: true, end: ['succeeded, exit code 0'] });
    expect(told(stdout)[0]).toBe('run of Deploy');
  });
});
