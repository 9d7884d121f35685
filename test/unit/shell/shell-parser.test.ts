import { expect, it } from 'vitest';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { ShellCommand, ShellRedirect } from '../../../src/shell/shell-script.ts';

const parse = await loadShellParser();

function redirectText({ descriptor = '', operator, target }: ShellRedirect): string {
  return `${descriptor}${operator}${target?.text ?? ''}`;
}

/** A command in one line: its place in pipelines and constructs, its words, what is known of them. */
function brief(command: ShellCommand): string {
  const words = command.words.map((word) => (word.literal === undefined ? `${word.text}?` : word.literal));
  const marks = [command.hasInput && 'input', command.background && 'background'].filter((mark) => mark !== false);
  const assignments = command.assignments.map(({ name, value }) => `${name}=${value?.text ?? ''}`);
  return [...assignments, ...words, ...command.redirects.map(redirectText), ...command.inside, ...marks].join(' ');
}

const briefs = (script: string) => parse(script).commands.map(brief);

it('words are what the program receives, and unknown where a shell must fill them in', () => {
  const { commands } = parse(`run 'a b' "c d" e\\ f "$g" h$i "\`j\`" k"l" {m,n} --o={{.P}} $'q' "r\\"s"`);
  expect(commands[0]?.words.map(({ literal, quoted, divides }) => ({ literal, quoted, divides }))).toEqual([
    { literal: 'run', quoted: false, divides: false },
    { literal: 'a b', quoted: true, divides: false },
    { literal: 'c d', quoted: true, divides: false },
    { literal: 'e f', quoted: false, divides: false },
    { literal: undefined, quoted: true, divides: false },
    { literal: undefined, quoted: false, divides: true },
    { literal: undefined, quoted: true, divides: false },
    { literal: 'kl', quoted: false, divides: false },
    { literal: undefined, quoted: false, divides: true },
    { literal: '--o={{.P}}', quoted: false, divides: false },
    { literal: undefined, quoted: true, divides: false },
    { literal: 'r"s', quoted: true, divides: false },
  ]);
});

it('members of a pipeline share their number and all but the first have input', () => {
  const { commands } = parse('a | b | c\nd');
  expect(
    commands.map(({ pipeline, isLastOfPipeline, hasInput }) => ({ pipeline, isLastOfPipeline, hasInput })),
  ).toEqual([
    { pipeline: 0, isLastOfPipeline: false, hasInput: false },
    { pipeline: 0, isLastOfPipeline: false, hasInput: true },
    { pipeline: 0, isLastOfPipeline: true, hasInput: true },
    { pipeline: 1, isLastOfPipeline: true, hasInput: false },
  ]);
});

it('commands of substitutions, functions, loops and groups are found where they stand', () => {
  expect(briefs('a "$(b)" <(c)\nf() { d; }\nfor x in 1; do e; done < g\n( h ) & i `j`')).toEqual([
    'a "$(b)"? <(c)?',
    'b substitution',
    'c process-substitution',
    'd function group input',
    'e loop input',
    'h subshell background',
    'i `j`?',
    'j substitution',
  ]);
});

it('a redirect may stand before arguments and belongs to its command or to the whole', () => {
  const script = parse('ls > out -la 2>&1\n{ a; b; } > all\n> empty');
  expect(script.commands.map(brief)).toEqual(['ls -la >out 2>&1', 'a group', 'b group', ' >empty'.trim()]);
  expect(script.redirects.map(redirectText)).toEqual(['>out', '2>&1', '>all', '>empty']);
});

it('a here-document keeps its text, its lines and the pipeline behind its delimiter', () => {
  const script = parse("cat <<'EOF' | sort > f\n<x>\nEOF\nnext");
  expect(script.commands.map(brief)).toEqual([
    "cat <<'EOF'? input".replace("'EOF'?", "'EOF'"),
    'sort >f input',
    'next',
  ]);
  expect(script.hereDocuments).toEqual([{ delimiter: 'EOF', quoted: true, body: '<x>\n', line: 2, endLine: 3 }]);
  expect([...script.innerLines]).toEqual([2, 3]);
});

it('an unquoted & in an address ends the command and starts another', () => {
  expect(briefs('curl http://h/?a=1&b=2')).toEqual(['curl http://h/?a=1 background', 'b=2']);
});

it('what has no name in front of its = is a word, not an assignment', () => {
  expect(briefs('A=1 make\n--wait=60s "$x" -q=\'a b\'\nb[2]=3')).toEqual([
    'A=1 make',
    '--wait=60s "$x"? -q=a b',
    'b[2]=3',
  ]);
  expect(parse('--wait=60s').assigned).toEqual([]);
});

it('variables are found with their defaults, assignments with whatever makes them', () => {
  const script = parse(
    'a=1; read -r b; export c=2; for d in x; do :; done; echo $e ${f:-1} "${g}" h$1; printf -v i x; m() { echo $2; }',
  );
  expect(script.assigned.toSorted()).toEqual(['a', 'b', 'c', 'd', 'i']);
  expect(script.functions).toEqual(['m']);
  expect(
    script.used.map(({ name, hasDefault, inFunction, isWholeWord }) => [name, hasDefault, inFunction, isWholeWord]),
  ).toEqual([
    ['e', false, false, true],
    ['f', true, false, true],
    ['g', false, false, true],
    ['1', false, false, false],
    ['2', false, true, true],
  ]);
});

it('a loop over words keeps its variable and its words, other loops have none', () => {
  const { loops } = parse(
    'for n in a "b c" $d; do :; done\nwhile read -r x; do :; done\nfor ((i = 0; i < 2; i++)); do :; done',
  );
  expect(loops.map(({ kind, variable, values }) => [kind, variable, ...values.map(({ literal }) => literal)])).toEqual([
    ['for', 'n', 'a', 'b c', undefined],
    ['while', undefined],
    ['while', undefined],
  ]);
});

it('places count lines and columns from 1', () => {
  const [, second] = parse('a\n  b --c').commands;
  expect(second?.words.map(({ position }) => position)).toEqual([
    { line: 2, column: 3, offset: 4 },
    { line: 2, column: 5, offset: 6 },
  ]);
});

it('a script of comments has no commands', () => {
  const script = parse('# look\n\n  # there');
  expect(script.commands).toEqual([]);
  expect(script.comments.map(({ text }) => text)).toEqual(['# look', '# there']);
});

it.each([
  ['a word that the grammar would take minutes over', `echo ${'a@'.repeat(10_000)}`],
  ['a text nested too deeply to be walked', `${'('.repeat(30_000)}ls${')'.repeat(30_000)}`],
  ['a NUL', 'echo a\0b'],
])('%s makes a script invalid and never throws', (_what, script) => {
  expect(parse(script).syntax.state).toBe('invalid');
});
