import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { headingsOfRoles } from '../src/markdown/section-roles.ts';
import { type Role, roles } from '../src/runbook/document.ts';

const root = join(import.meta.dirname, '..');
const folder = join(import.meta.dirname, 'docs/reference');
const program = join(root, 'dist/runbook.js');
const run = promisify(execFile);

/** The pages of the reference, from what the program says of itself: what is written twice is soon said in two ways. */
async function writeReference(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  write('_category_.json', JSON.stringify({ label: 'Reference', position: 9 }));
  page('commands', 1, 'Commands', await commands());
  page('language', 2, 'The language', language());
  page('model', 8, 'The model', model());
  page(
    'front-matter',
    3,
    'Front matter',
    schemaPage('front-matter', 'What may stand under `runbook:` in the front matter of a runbook.'),
  );
  page(
    'configuration',
    4,
    'Configuration',
    schemaPage('config', 'What may stand in `runbook.config.yaml`, at the root of a project.'),
  );
  page('drill-record', 5, 'Drill records', schemaPage('drill-record', 'A line of `runbooks/.drills/PATH.jsonl`.'));
  page('lint-rules', 6, 'Lint rules', await lintRules());
  page(
    'exit-codes',
    7,
    'Exit codes and limits',
    `${readmeSection('Exit codes')}\n\n## Limits\n\n${readmeSection('Limits')}`,
  );
  for (const [position, [name, title, sections]] of Object.entries(guides))
    guide(name, Number(position) + 2, title, sections.map(readmeSection).join('\n\n'));
}

/** How-to guides that the README holds already. */
const guides: readonly (readonly [name: string, title: string, sections: readonly string[]])[] = [
  ['practise', 'Practise with a fault', ['Practising']],
  ['kubernetes', 'Roll back on Kubernetes', ['Rolling workloads back on Kubernetes', 'The images of a rollback']],
  ['lint', 'Lint and mend', ['Linting']],
  ['go-on', 'Go on after an interruption', ['Going on']],
];

function guide(name: string, position: number, title: string, text: string): void {
  const head = `---\nsidebar_position: ${position}\ncustom_edit_url: null\n---\n\n# ${title}\n\n`;
  writeFileSync(join(import.meta.dirname, 'docs/how-to', `${name}.md`), `${head}${text}\n`);
}

function page(name: string, position: number, title: string, text: string): void {
  write(`${name}.md`, `---\nsidebar_position: ${position}\ncustom_edit_url: null\n---\n\n# ${title}\n\n${text}\n`);
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function help(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [program, ...words, '--help'], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  return stdout.trimEnd();
}

/** Every command with its help, and those below it. */
async function commands(): Promise<string> {
  const whole = await help();
  const names = namesIn(whole);
  const pages = await Promise.all(names.map((name) => commandPage([name])));
  return [`\`\`\`text\n${whole}\n\`\`\``, ...pages].join('\n\n');
}

async function commandPage(words: readonly string[]): Promise<string> {
  const text = await help(...words);
  const below = await Promise.all(namesIn(text).map((name) => commandPage([...words, name])));
  const own = text.replace(/\n\nExit codes:[\s\S]*$/, '');
  return [
    `${'#'.repeat(words.length + 1)} runbook ${words.join(' ')}`,
    '',
    '```text',
    own,
    '```',
    ...below.map((one) => `\n${one}`),
  ].join('\n');
}

function namesIn(text: string): readonly string[] {
  const list = /\nCommands:\n((?: .*\n?)+)/.exec(`${text}\n`)?.[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].flatMap(([, name]) =>
    name === undefined || name === 'help' ? [] : [name],
  );
}

/** What the README says of it, and the headings that the parser knows. */
function language(): string {
  const rows = roles.map((role) => `| ${headingsOfRoles[role].join(', ')} | ${meanings[role]} |`);
  return [
    '[Write a runbook](../how-to/write-a-runbook.md) tells how a text is read. `runbook show FILE` says what was understood of a file.',
    readmeSection('A runbook'),
    '## What a fence may say',
    readmeSection('What a fence may say'),
    '## Headings that mean something',
    'Capitals, decoration, numbers in front and a time behind do not count.',
    ['| headings | their section |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

const meanings: Readonly<Record<Role, string>> = {
  prerequisites: 'Looked at before the clock starts: fences are run as checks, what a program cannot check is asked.',
  steps: 'The steps, one level below.',
  remedies: 'A menu by cause: one entry for each heading below, none selected beforehand.',
  undo: 'The way back, run only when somebody asks for it. Beside other steps also `Rollback …`.',
  criteria: 'Answered at the end, by a check or by a person. *Verification* only with a task list.',
  'follow-up': 'What is left to do, in the report.',
  troubleshooting: 'Symptoms in bold and what to do, offered when a step fails.',
  contacts: 'One key away during the whole run.',
};

/** The description of each part of the model. */
function model(): string {
  const { $defs = {} } = schema('model');
  const parts = ['runbook', 'step', 'action', 'condition', 'choice', 'option', 'checklistItem', 'expectation'].flatMap(
    (name) => {
      const part = $defs[name];
      return part === undefined ? [] : [`### ${name}\n\n${rowsOf(part)}`];
    },
  );
  return [
    'What `runbook show --json` prints, and what the runner, the rules and this site read. Its JSON Schema is `runbook-as-code/schema/model.json`.',
    ...parts,
  ].join('\n\n');
}

/** A section of the README, without its heading. */
function readmeSection(title: string): string {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const start = text.indexOf(`\n## ${title}\n`);
  if (start < 0) throw new Error(`the README has no section "${title}" any more`);
  const body = text.slice(start + title.length + 5);
  return withLinks(body.slice(0, endOfSection(body)).trim());
}

const repository = 'https://github.com/runbook-as-code/runbook/blob/main';

/** What the README says of its neighbours, said from here. */
function withLinks(text: string): string {
  return text.replace(/\]\((?![a-z]+:)([^)\s#]*)(#[^)\s]*)?\)/g, (_whole, path: string, anchor = '') => {
    if (path === '') return `](${repository}/README.md${anchor})`;
    const runbook = /^runbooks\/(.*)\.md$/.exec(path)?.[1];
    return runbook === undefined ? `](${repository}/${path}${anchor})` : `](/runbooks/${runbook}${anchor})`;
  });
}

/** Up to the next heading of the second level that stands in no fence. */
function endOfSection(text: string): number {
  let at = 0;
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark === fence) fence = '';
    if (fence === '' && line.startsWith('## ')) return at;
    at += line.length + 1;
  }
  return text.length;
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function schema(name: string): Schema {
  return JSON.parse(readFileSync(join(root, `dist/schema/${name}.json`), 'utf8')) as Schema;
}

function schemaPage(name: string, introduction: string): string {
  const text = `Editors and other programs read it as \`runbook-as-code/schema/${name}.json\`.`;
  return [introduction, text, rowsOf(schema(name))].join('\n\n');
}

/** A table of every key, those within others by their path. */
function rowsOf(part: Schema): string {
  const rows = keysOf(part, '').map(
    ({ path, type, needed, text }) => `| \`${path}\` | ${type} | ${needed ? 'yes' : ''} | ${text} |`,
  );
  return ['| key | what | needed | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

interface Key {
  readonly path: string;
  readonly type: string;
  readonly needed: boolean;
  readonly text: string;
}

function keysOf(part: Schema, above: string): readonly Key[] {
  const ways = [part, ...(part.anyOf ?? []), ...(part.oneOf ?? [])];
  const found = new Map<string, Key>();
  for (const way of ways) {
    for (const [name, value] of Object.entries(way.properties ?? {})) {
      const path = `${above}${name}`;
      const own = {
        path,
        type: typeOf(value),
        needed: way.required?.includes(name) === true,
        text: cell(value.description ?? ''),
      };
      for (const key of [own, ...keysOf(value, `${path}.`), ...keysOf(value.items ?? {}, `${path}[].`)])
        if (!found.has(key.path)) found.set(key.path, key);
    }
    if (typeof way.additionalProperties === 'object')
      for (const key of keysOf(way.additionalProperties, `${above}NAME.`))
        if (!found.has(key.path)) found.set(key.path, key);
  }
  return [...found.values()];
}

function typeOf({ type, enum: values, const: only, items, $ref, anyOf, oneOf }: Schema): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(', ');
  if ($ref !== undefined) return $ref.replace(/^.*\//, '');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  const ways = anyOf ?? oneOf;
  return ways === undefined ? (type ?? 'anything') : [...new Set(ways.map(typeOf))].join(' or ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

interface Rule {
  readonly code: string;
  readonly severity: string;
  readonly preset: string;
  readonly title: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
}

async function lintRules(): Promise<string> {
  const { stdout } = await run(process.execPath, [program, 'lint', '--rules', '--format', 'json'], {
    maxBuffer: 10_000_000,
  });
  const { rules } = JSON.parse(stdout) as { readonly rules: readonly Rule[] };
  const introduction = `\`runbook lint\` knows ${rules.length} rules. A preset holds those of the one before it: \`legacy\`, \`recommended\`, \`strict\`.`;
  return [introduction, ...rules.map(rulePage)].join('\n\n');
}

function rulePage({ code, severity, preset, title, why, bad, good }: Rule): string {
  const prose = (text: string) => text.replaceAll('<', '&lt;');
  return [
    `## ${code}`,
    `${prose(title)} (${severity}, ${preset})`,
    prose(why),
    'Not so:',
    fenced(bad),
    'But so:',
    fenced(good),
  ].join('\n\n');
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([mark]) => mark.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/\n+$/, '')}\n${fence}`;
}

await writeReference();
