import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fillScript } from '../../../src/shell/fill-script.ts';

const fill = (script: string, values: Record<string, string>) => fillScript(script, new Map(Object.entries(values)));

/** Where random scripts may leave what they like. */
const folder = mkdtempSync(join(tmpdir(), 'runbook-fill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a script with its values filled in', () => {
  it.each([
    ['echo $V', 'v1.2', 'echo v1.2'],
    ['echo "$V"', 'v1.2', 'echo "v1.2"'],
    ['echo "to $V."', 'a b', 'echo "to a b."'],
    ['echo $V', 'a b', "echo 'a b'"],
    ['echo "to ${V}!"', '$(id)', `echo "to "'$(id)'"!"`],
    ["echo '$V'", 'x', "export V=x\necho '$V'"],
    ['echo $VV', 'x', 'echo $VV'],
    ['V=1; echo $V', 'x', 'export V=x\nV=1; echo $V'],
    ['cat <<EOF\n$V\nEOF', 'x', 'export V=x\ncat <<EOF\n$V\nEOF'],
    ['echo ${V:-y}', 'x', 'export V=x\necho ${V:-y}'],
    [`test "$(printf '%s' "$V")"`, '$(id)', `export V='$(id)'\ntest "$(printf '%s' "$V")"`],
    ['echo "`cat "$V"`"', '`id`', 'export V=\'`id`\'\necho "`cat "$V"`"'],
    ['echo "${W:-"$V"}"', '$(id)', `export V='$(id)'\necho "\${W:-"$V"}"`],
  ])('%j with %j', (script, value, wanted) => {
    expect(fill(script, { V: value })).toBe(wanted);
  });

  it('means for bash what it means with the variable set', () => {
    const scripts = [
      'printf "[%s]" $V',
      'printf "[%s]" "a $V b"',
      'printf "[%s]" "${V}x" y$V',
      'printf "[%s]" "${V:-no}"',
    ];
    const value = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\!(){};&|<>*?~#\n='), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(value, fc.constantFrom(...scripts), (text, script) => {
        const quotedScript = script.replaceAll(/(?<!")\$V(?!")/g, (whole, at: number) => {
          const before = script.slice(0, at).split('"').length;
          return before % 2 === 0 ? whole : '"$V"';
        });
        const run = (source: string, env: object) =>
          execFileSync('bash', ['-c', source], { encoding: 'utf8', env: { ...process.env, ...env } });
        expect(run(fill(script, { V: text }), {})).toBe(
          run(script.includes('":-') ? script : quotedScript, { V: text }),
        );
      }),
      { numRuns: 60 },
    );
  });
  it('means the same in whatever it stands: quotes, substitutions, comments, groups', () => {
    const { command } = fc.letrec<Record<'inQuotes' | 'word' | 'command', string>>((tie) => ({
      inQuotes: fc
        .array(
          fc.oneof(
            { maxDepth: 2, depthIdentifier: 'nested' },
            fc.constantFrom('$V', '${V}', 'a', ' ', '\\"', '\\$V', "'", '#'),
            tie('command').map((text) => `$(${text})`),
            tie('word').map((text) => `\${W:-${text}}`),
          ),
          { maxLength: 3 },
        )
        .map((parts) => parts.join('')),
      word: fc
        .array(
          fc.oneof(
            { maxDepth: 2, depthIdentifier: 'nested' },
            fc.constantFrom('$V', '${V}', '"$V"', 'a', "'$V'", '\\$V', "$'a'", '=', '~', 'x$V'),
            tie('inQuotes').map((text) => `"${text}"`),
            tie('command').map((text) => `$(${text})`),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((parts) => parts.join('')),
      command: fc
        .tuple(
          fc.array(tie('word'), { minLength: 1, maxLength: 3 }),
          fc.constantFrom('', ' # $V', ' | cat', '; echo "$V"'),
        )
        .map(([words, end]) => `printf '[%s]' ${words.join(' ')}${end.startsWith(' #') ? `${end}\n` : end}`),
    }));
    const value = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\!(){}*?~#-'), minLength: 1, maxLength: 7 });
    const injected = fc.constant('$(echo INJECTED)`echo INJECTED`');
    const samples = fc
      .sample(fc.tuple(fc.oneof(value, injected), command), 400)
      .filter(([, source]) => /\$\{?V/.test(source));
    // A value stands for one word: nothing is split or looked for in the folder, as behind a variable it would be.
    const program = `IFS=
while (($#)); do
  (export V=$1; eval "$2") 2>/dev/null </dev/null && state=worked || state=failed
  printf '\\036%s\\036' $state
  (eval "$3") 2>/dev/null </dev/null
  printf '\\037'
  shift 3
done`;
    const given = samples.flatMap(([text, source]) => [text, source, fill(source, { V: text })]);
    const { stdout } = spawnSync('bash', ['-fc', program, '-', ...given], { encoding: 'utf8', cwd: folder });
    const results = stdout.split('\x1f').map((result) => result.split('\x1e'));
    const wrong = samples.filter((_, index) => {
      const [wanted, state, got] = results[index] ?? [];
      return state !== 'failed' && wanted !== got;
    });
    expect(wrong).toEqual([]);
    expect(results.filter(([, state]) => state === 'worked').length).toBeGreaterThan(samples.length / 2);
  });
});
