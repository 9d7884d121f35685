import { describe, expect, it } from 'vitest';
import { bodyOf, fence, oneStep, problemsOf } from './read-model.ts';

const inFence = (...lines: readonly string[]) => bodyOf(fence('bash', lines.join('\n')));
const choice = (...options: readonly object[]) => ({ choice: 'do-it.option', first: 'A', options });

describe('lines that only look like options', () => {
  const here = ['cat > notes <<EOF', '# Option A: x', '', '# Option B: y', '', '# - item', 'EOF', 'after'];

  it('are left alone in a here-document', () => {
    expect(inFence(...here)).toEqual([here.join('\n')]);
  });

  it.each([
    ["cat <<'EOF'", 'EOF'],
    ['cat <<"EOF"', 'EOF'],
    ['cat <<\\EOF', 'EOF'],
    ['cat <<-EOF', '\tEOF'],
    ['cat << EOF | kubectl apply -f -', 'EOF'],
    ["echo '", "'"],
    ['echo "it\'s', '"'],
    ["printf $'it\\'s", "'"],
    ['x=$(cat', ')'],
    ['if true; then', 'fi'],
    ['while read -r line; do', 'done < file'],
    ['for pod in a b; do', 'done'],
    ['case "$1" in', 'esac'],
    ['stop() {', '}'],
    ['(', ')'],
  ])('are left alone between %j and %j', (open, close) => {
    const inner = [open, '# Option A: x', 'a', '', '# Option B: y', 'b', '', '# - item', close];
    expect(inFence(...inner)).toEqual([inner.join('\n')]);
  });

  it('are left alone inside an option, whose commands stay whole', () => {
    const first = ['# Option A: x', 'cat <<EOF', '# Option B: not this', '', '# Or that', 'EOF'];
    expect(inFence(...first, '', '# Option B: y', 'b')).toEqual([
      choice({ 'A: x': [first.join('\n')] }, { 'B: y': ['# Option B: y\nb'] }),
    ]);
  });

  it.each([
    ['an apostrophe in a comment', "# don't"],
    ['a here-string', 'cat <<< "x"'],
    ['a shift', 'echo $((1 << 2))'],
    ['an empty pair of braces', 'find . -exec rm {} \\;'],
    ['a parameter', 'echo ${#HOME} "${A:-{}}"'],
    ['an escaped quote', 'echo \\" \\\''],
    ['a word in the middle', 'echo if do done'],
    ['a pattern', 'case x in x) y ;; esac'],
  ])('are options again behind %s', (_, line) => {
    expect(inFence(line, '', '# Option A: x', 'a', '', '# Option B: y', 'b')).toMatchObject([
      expect.anything(),
      { options: [{ 'A: x': ['# Option A: x\na'] }, { 'B: y': ['# Option B: y\nb'] }] },
    ]);
  });

  it('are refused where a quote or here-document is never closed', () => {
    const text = oneStep(fence('bash', '# Option A: x\ncat <<EOF\na\n\n# Option B: y\nb'));
    expect(problemsOf(text)).toEqual([
      '7:1 unclear-structure: where the options of this block begin cannot be told: a quote, here-document or command is not closed (Close it, or give each option a fence of its own.)',
    ]);
    expect(bodyOf(fence('bash', "echo 'a\n\n# - no item"))).toEqual(["echo 'a\n\n# - no item"]);
  });

  it('do not part a pipeline or an SQL statement that goes on', () => {
    expect(inFence('# Option A: x', 'a |', '', '# keep', 'grep b', '', '# Option B: y', 'b')).toMatchObject([
      { options: [{ 'A: x': ['# Option A: x\na |\n\n# keep\ngrep b'] }, { 'B: y': ['# Option B: y\nb'] }] },
    ]);
    const remove = 'DELETE FROM carts\n\n-- only the old ones\nWHERE age > 90;';
    expect(
      bodyOf(fence('sql', `-- Option A: x\nSELECT 1;\n\n-- Option B: y\n${remove}\n\n-- Check\nSELECT 2;`)),
    ).toMatchObject([
      { options: [{ 'A: x': expect.anything() }, { 'B: y': [`-- Option B: y\n${remove}`] }] },
      '-- Check\nSELECT 2;',
    ]);
  });

  it.each([
    "'\n\n-- Option A: x\n'",
    '$$\n\n-- Option A: x\n$$',
    '$f$\n\n-- Option A: x\n$f$',
    '/*\n\n-- Option A: x\n*/',
  ])('are left alone in a quoted text or comment of SQL: %j', (quoted) => {
    expect(bodyOf(fence('sql', `SELECT ${quoted};`))).toEqual([`SELECT ${quoted};`]);
  });

  it('part SQL statements without semicolons', () => {
    expect(bodyOf(fence('sql', '-- Option A: x\nSELECT 1\n\n-- Option B: y\nSELECT 2'))).toEqual([
      choice({ 'A: x': ['-- Option A: x\nSELECT 1'] }, { 'B: y': ['-- Option B: y\nSELECT 2'] }),
    ]);
  });
});
