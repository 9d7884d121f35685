import { expect, it } from 'vitest';
import { type ClassifyOptions, classify } from '../../../src/classify/classify.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Action, ActionOf } from '../../../src/runbook/action.ts';
import type { Dependency } from '../../../src/runbook/disposition.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();
const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** What the last action of a runbook depends on, as text. */
function lastOf(runbook: Runbook, options: ClassifyOptions = {}): readonly string[] | string | undefined {
  const last = [...classify(runbook, parse, options).dispositions.values()].at(-1);
  return last?.may === 'run' ? last.dependsOn.map(textOf) : last?.may;
}

function textOf({ variable, setBy }: Dependency): string {
  return `${variable}: ${setBy.join(' ')}`;
}

/** The actions `step.1`, `step.2`, … of these sources. */
function actions(...sources: readonly (string | Action)[]): readonly Action[] {
  return sources.map((source, index) =>
    typeof source === 'string' ? shellAction(source, { id: String(index + 1) }) : source,
  );
}

function annotated(source: string, given: Partial<ActionOf<'shell'>> = {}): Action {
  return shellAction(source, { address: 'step.last', effect: 'destructive', ...given });
}

const remove = 'rm -r "$TARGET"';

it.each<[string, readonly string[], readonly string[]]>([
  ['set once', ['TARGET=/srv/cart'], ['TARGET: step.1']],
  ['set twice', ['TARGET=/srv/cart', 'TARGET=/srv/shop', 'ls'], ['TARGET: step.1 step.2']],
  ['exported', ['export TARGET=/srv/cart'], ['TARGET: step.1']],
  ['set and exported later', ['TARGET=/srv/cart', 'export TARGET'], ['TARGET: step.1']],
  ['read', ['read -r TARGET < target.txt'], ['TARGET: step.1']],
  ['printed into', ['printf -v TARGET %s /srv/cart'], ['TARGET: step.1']],
  ['of a loop', ['for TARGET in a b; do ls "$TARGET"; done'], ['TARGET: step.1']],
  ['a default that is kept', ['ls "${TARGET:=/srv/cart}"'], ['TARGET: step.1']],
  ['set by a function', ['choose() { TARGET=/srv/cart; }', 'choose'], ['TARGET: step.2']],
  ['set by a function of its own', ['choose() { TARGET=/srv/cart; }; choose'], ['TARGET: step.1']],
  ['set by what a function calls', ['a() { TARGET=/srv; }', 'b() { a; }', 'b'], ['TARGET: step.3']],
  ['perhaps set by a sourced file', ['source ./cart.env'], ['TARGET: step.1']],
  ['set, or by a sourced file', ['. ./cart.env', 'TARGET=/srv/cart'], ['TARGET: step.1 step.2']],
  ['perhaps set by an evaluated text', ['eval "$(cat cart.env)"'], ['TARGET: step.1']],
])('a variable %s depends on who could have set it', (_how, before, expected) => {
  expect(lastOf(runbookOf(actions(...before, remove)))).toEqual(expected);
  expect(lastOf(runbookOf(actions(...before, annotated(remove))))).toEqual(expected);
});

it.each<[string, readonly string[]]>([
  ['that is a word of printf', ['printf TARGET']],
  ['set for one command', ['TARGET=/srv/cart ls']],
  ['set in a subshell', ['(TARGET=/srv/cart; ls)']],
  ['set in a substitution', ['echo "$(TARGET=/srv/cart; ls)"']],
  ['set in a pipeline', ['cat target.txt | read -r TARGET']],
  ['set for a function', ['choose() { local TARGET=/srv/cart; }; choose']],
  ['set by a function that nobody calls', ['choose() { TARGET=/srv/cart; }']],
])('a variable %s is set for no later action', (_how, before) => {
  expect(lastOf(runbookOf(actions(...before, remove)))).toBe('be-refused');
});

it('a variable of $RUNBOOK_OUTPUT or capture= depends on the action that gives it', () => {
  const capture = shellAction('cat target.txt', { id: '1', effect: 'read', capture: 'target' });
  expect(lastOf(runbookOf(actions(capture, remove)))).toEqual(['TARGET: step.1']);
  expect(lastOf(runbookOf(actions('echo target=/srv >> "$RUNBOOK_OUTPUT"', remove)))).toEqual(['TARGET: step.1']);
});

it.each([
  ['TARGET=/srv/cart; rm -r "$TARGET"', []],
  ['read -r TARGET < target.txt; rm -r "$TARGET"', []],
  ['for TARGET in a b; do rm -r "$TARGET"; done', []],
  ['drop() { rm -r "$TARGET"; }; TARGET=/srv; drop', []],
  ['rm -r "$TARGET"; TARGET=/srv/cart', ['TARGET: step.1']],
  ['TARGET="$TARGET/cart"; rm -r "$TARGET"', ['TARGET: step.1']],
  ['TARGET=/srv rm -r "$TARGET"', ['TARGET: step.1']],
  ['[ -n "$TARGET" ] || TARGET=/srv; rm -r "$TARGET"', ['TARGET: step.1']],
  ['rm -r "${TARGET:?no target}"', ['TARGET: step.1']],
  ['drop() { rm -r "$TARGET"; }; drop', ['TARGET: step.1']],
  ['drop() { rm -r "$TARGET"; }', []],
])('a variable that a script sets before it reads it is its own: %j', (source, expected) => {
  expect(lastOf(runbookOf(actions('TARGET=/srv/cart', source)))).toEqual(expected);
});

it('a function of an earlier action reads its variables where it is called', () => {
  const before = ['drop() { rm -r "$TARGET"; }; TARGET=/tmp/a', 'TARGET=/srv/cart'];
  expect(lastOf(runbookOf(actions(...before, 'drop')))).toEqual(['TARGET: step.1 step.2']);
});

it.each([
  ['rm -r "${TARGET:-/x}"', ['TARGET: step.1']],
  ['rm -r "${TARGET-/x}"', ['TARGET: step.1']],
  ['rm -r "${TARGET:=/x}"', ['TARGET: step.1']],
  ['rm -r /x ${TARGET:+"$TARGET"}', ['TARGET: step.1']],
  ['mkdir "${TARGET:-/x}"', ['TARGET: step.1']],
  ['ls "${TARGET:-/x}"', []],
])('a default counts where it would be written to and no author vouches for it: %j', (source, expected) => {
  expect(lastOf(runbookOf(actions('TARGET=/srv/cart', source)))).toEqual(expected);
});

it('an author who writes a default vouches for it', () => {
  expect(lastOf(runbookOf(actions('TARGET=/srv/cart', annotated('rm -r "${TARGET:-/x}"'))))).toEqual([]);
});

it('what is there whatever was run is no dependency', () => {
  const known = runbookOf(actions('TARGET=/srv/cart', remove), { inputs: [{ name: 'target', type: 'string', place }] });
  expect(lastOf(known)).toEqual([]);
  const environments = [{ name: 'test', vars: { TARGET: '/srv' }, place }];
  expect(lastOf(runbookOf(actions('TARGET=/srv/cart', remove), { environments }))).toEqual([]);
  expect(lastOf(runbookOf(actions('TARGET=/a', remove)), { knownVariables: new Set(['TARGET']) })).toEqual([]);
});

it('a read of an earlier variable is asked for even where it has a default', () => {
  const { dispositions } = classify(runbookOf(actions('TARGET=/srv/cart', 'ls "${TARGET:-/x}"')), parse);
  expect(dispositions.get('step.2')).toMatchObject({
    row: 15,
    reasons: ['It uses what step.1 left behind'],
    allowListed: false,
  });
});

it('both ways of a choice and a guarded fence could have set it', () => {
  const text = `# Cart
## Steps
### Choose
\`\`\`bash
# Option A: the cart
TARGET=/srv/cart

# Option B: the shop
TARGET=/srv/shop
\`\`\`

If the disk is full:

\`\`\`bash
TARGET=/srv
\`\`\`

### Remove
\`\`\`bash
rm -r "$TARGET"
\`\`\`
`;
  const { runbook } = parseRunbook(text);
  expect(runbook && lastOf(runbook)).toEqual(['TARGET: choose.1 choose.2 choose.3']);
});
