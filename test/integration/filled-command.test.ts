import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValues, type RunValues } from '../../src/runner/values.ts';
import { filledCommand } from '../../src/terminal/filled-command.ts';

const names = ['version', 'name_space', 'host'] as const;

/** Every character that a plain value may hold, and some that make a value stay a variable. */
const value = fc.oneof(
  fc.stringMatching(/^[\w./:@%+,-]{1,12}$/),
  fc.stringMatching(/^[\w $"'\\*?~;&|<>()`{}[\]#!=-]{0,8}$/),
  fc.constantFrom('-n', '-e', '~', '*', 'a,b', '1..3', 'root', '+', 'if', 'a b', '$HOME', '2', '', '-', '%s', 'v1.2.3'),
);

const variable = fc
  .tuple(fc.constantFrom(...names), fc.boolean())
  .map(([name, isBraced]) => (isBraced ? `\${${name.toUpperCase()}}` : `$${name.toUpperCase()}`));

/** What stands beside a variable: plain, in either kind of quotes, escaped, a comment, and what a shell writes with. */
const beside = fc.oneof(
  fc.stringMatching(/^[a-z0-9./:=,%+-]{0,6}$/),
  fc.constantFrom(
    ' ',
    ' ',
    '\n',
    '; ',
    ' && ',
    ' | cat ',
    ' # it is $VERSION\n',
    ' \\\n',
    '\\$VERSION',
    "\\'",
    '\\"',
    '\\\\',
  ),
  fc.constantFrom(
    "'",
    '"',
    "'$VERSION'",
    '"$HOST"',
    '"\'$VERSION\'"',
    '\'"$VERSION"\'',
    "$'a\\n$VERSION'",
    '"\\$HOST"',
  ),
  fc.constantFrom(
    '$(printf %s $VERSION)',
    '"$(printf %s "$HOST")"',
    '`printf %s $HOST`',
    '${VERSION:-none}',
    '${#HOST}',
  ),
  fc.constantFrom('$((1+1))', '${HOST%.*}', '$VERSIONS', '${VERSION}s', '$1', '$?', '[ -n "$HOST" ]'),
  fc.constantFrom('{a,$VERSION}', '{1..$VERSION}', '{$HOST}', '<(echo $HOST)', '*$VERSION', '~$HOST', 'a=$VERSION'),
  fc.constantFrom(
    '$VERSION>&1 ',
    '"$(printf %s \'$HOST\')"',
    "$'it\\'s $VERSION'",
    '; $HOST',
    '; VERSION=1; ',
    ' [[ $HOST ]] ',
  ),
);

const script = fc
  .array(fc.oneof(variable, beside, { arbitrary: fc.constantFrom('echo ', 'printf "%s|" '), weight: 2 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => `printf "<%s>" ${parts.join('')}`);

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
}

/** In an empty folder that cannot be written to, and with nothing on PATH but what prints. */
function runInBash(text: string, values: Readonly<Record<string, string>>): Ran {
  const variables = Object.fromEntries(Object.entries(values).map(([name, one]) => [name.toUpperCase(), one]));
  const { status, stdout } = spawnSync('/bin/bash', ['-c', text], {
    cwd: '/proc/self/fdinfo',
    env: { PATH: '/nonexistent', LC_ALL: 'C', ...variables },
    encoding: 'utf8',
    timeout: 10_000,
    input: '',
  });
  return { code: status, stdout };
}

/** A script of its own for each value would cost a start each. */
function valuesOf(record: Readonly<Record<string, string>>, secrets: readonly string[] = []): RunValues {
  const values = createValues();
  for (const [name, one] of Object.entries(record)) values.byName.set(name, one);
  for (const name of secrets) values.secrets.add(name);
  return values;
}

const record = fc.record({ version: value, name_space: value, host: value });

describe('a command with its values filled in', () => {
  test('does what it does without that', () => {
    fc.assert(
      fc.property(script, record, (text, given) => {
        const filled = filledCommand('shell', text, valuesOf(given));
        fc.pre(filled !== text);
        expect({ filled, ...runInBash(filled, given) }).toEqual({ filled, ...runInBash(text, given) });
      }),
      { numRuns: 400 },
    );
  });

  test('is filled wherever a plain value can stand, and stays as it is everywhere else', () => {
    const values = valuesOf({ version: 'v1.2.3', count: '2', team: 'a b', user: 'root', key: 'geheim' }, ['key']);
    const shown = (text: string) => filledCommand('shell', text, values);
    expect(shown('kubectl set image payment-app=registry/app:$VERSION -n "${VERSION}" --replicas=$COUNT')).toBe(
      'kubectl set image payment-app=registry/app:v1.2.3 -n "v1.2.3" --replicas=2',
    );
    const asTheyAre = [
      ...['echo $TEAM', 'echo $KEY', 'echo $OTHER', "echo '$VERSION'", 'echo \\$VERSION', "echo $'it\\'s $VERSION'"],
      ...['echo $VERSIONs', 'echo ${#VERSION} ${VERSION%.*} ${!VERSION}', 'echo $KEY$VERSION', 'echo ~$USER'],
      ...['echo {a,$VERSION}', 'echo {1..$COUNT}', 'echo $COUNT>file', '"$(printf %s \'$VERSION\')"'],
      ...['VERSION=1; echo $VERSION', 'source other; echo $VERSION', 'cat << END\n$VERSION\nEND', 'a # $VERSION'],
    ];
    expect(asTheyAre.map(shown)).toEqual(asTheyAre);
    expect(filledCommand('sql', 'SELECT $VERSION', values)).toBe('SELECT $VERSION');
  });
});
