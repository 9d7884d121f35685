import { describe, expect, it } from 'vitest';
import { askBash } from '../../src/adapters/tree-sitter.ts';
import { loadShellParser } from '../../src/project/load-shell-parser.ts';
import { invalidScripts, validScripts } from '../unit/shell/syntax-scripts.ts';

const parse = await loadShellParser();

describe('what bash takes and what it does not', () => {
  it.each(validScripts)('bash takes %j, and so does the parser', (script) => {
    expect({ bash: askBash(script), refused: parse(script).syntax.state === 'invalid' }).toEqual({
      bash: true,
      refused: false,
    });
  });

  it.each(invalidScripts)('bash rejects %j, and so does the parser', (script) => {
    expect({ bash: askBash(script), state: parse(script).syntax.state }).toEqual({ bash: false, state: 'invalid' });
  });

  it('a script that begins with a dash is a script to bash, not an option', () => {
    expect(['-x', '+x', '--version', '-c'].map(askBash)).toEqual([true, true, true, true]);
  });

  it('where bash is always asked, what the grammar alone lets pass is rejected', async () => {
    const passing = "[[ $a =~ ^([0'-9]([0-9]+)$ ]]";
    expect(askBash(passing)).toBe(false);
    expect(parse(passing).syntax.state).toBe('valid');
    const strict = await loadShellParser({ asks: 'always' });
    expect(strict(passing).syntax.state).toBe('invalid');
  });

  it('without a bash to ask, invalid scripts are still all rejected and nearly all valid ones taken', async () => {
    const alone = await loadShellParser({ asks: 'never' });
    const rejected = (scripts: readonly string[]) =>
      scripts.filter((script) => alone(script).syntax.state === 'invalid');
    expect(rejected(invalidScripts)).toEqual(invalidScripts);
    expect(rejected(validScripts)).toEqual([
      'cat <<A <<B\na\nA\nb\nB',
      'cmd &> all.log; cmd &>> all.log; cmd >| forced; cmd <> both',
    ]);
  });
});
