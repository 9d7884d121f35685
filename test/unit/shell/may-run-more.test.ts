import { expect, it } from 'vitest';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';

const parse = await loadShellParser();

it.each([
  'cat <<EOF\n`a`\nEOF',
  'cat <<-EOF\n\t`a`\n\tEOF',
  'cat <<EOF\na\\\nEOF\nb\nEOF',
  "cat <<'EOF'\na\n EOF\nEOF | b",
  'echo ${x:-`a`}',
  'echo "${x:-\'$(a)\'}"',
  'echo "${x:-\\$(a)}"',
  'echo `echo \\`a\\``',
  'echo `echo \\$x`',
  'echo ${!x}',
  'echo ${x@P}',
  'echo ${x:y}',
  'echo ${x[y]}',
  'echo ${x[0]:=y}',
  'echo $((x))',
  'echo $[x]',
  '((x))',
  'x[y]=1',
  'x=([y]=1)',
  '[[ x -eq 0 ]]',
  '[[ -v x[0] ]]',
  'echo $(> a)',
  'echo $\\\n(a)',
  'ls {a}< b',
  'ls\r',
  'ls\u00a0# `a`',
])('bash may run more than what is read of %j', (script) => {
  expect(parse(script).mayRunMore).toBe(true);
});

it.each([
  'cat <<EOF\n$(a) ${b} \\`c\\`\nEOF',
  "cat <<'EOF'\n`a` $(b)\nEOF",
  "echo '`a` $(b)' # `c`",
  'echo "a <(b) \\`c\\` $(d "$(e)")" <(f)',
  'echo "${a:-b} ${a#b} ${a/b/c} ${a^^} ${#a} ${a[0]} ${a[@]} ${a:1:2} ${a@Q}"',
  'echo $((1 + 2 * $#))',
  'a[0]=1; a=([0]=1 2)',
  '[[ $? -eq 0 && $a == b && -v c ]]',
  '[ "$a" -eq 0 ]',
  'ls \\\n  -l',
])('all that bash runs is read of %j', (script) => {
  expect(parse(script).mayRunMore).toBe(false);
});

it.each(['[ a > b ]', '[ a < b ]', '[ a && b ]', '[ a || b ]', '[ a = b\nc ]'])(
  '%j is no test and is not taken for one',
  (script) => {
    expect(parse(script).syntax.state).not.toBe('valid');
  },
);

it('the operands of [ are its words', () => {
  const [command] = parse('[ "$a" = b -a -n c ]').commands;
  expect(command?.words.map(({ text }) => text)).toEqual(['[', '"$a"', '=', 'b', '-a', '-n', 'c']);
});
