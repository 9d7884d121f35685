import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillScript } from '../../../src/shell/fill-script.ts';

const fill = (script: string, values: Record<string, string>) => fillScript(script, new Map(Object.entries(values)));

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
});
