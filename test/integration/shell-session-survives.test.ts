import { expect, test } from 'vitest';
import { openRig } from './shell-session-rig.ts';

/** What the last script must print, after the ones before it, each in an action of its own. */
const survivors: readonly (readonly [fact: string, scripts: readonly string[], printed: string])[] = [
  ['a plain variable', ['A=1', 'echo "$A"'], '1\n'],
  ['an exported variable reaches programs', ['export A=1', "sh -c 'echo $A'"], '1\n'],
  ['a plain variable stays unexported', ['A=1', "sh -c 'echo [$A]'"], '[]\n'],
  ['an empty variable is set', ['A=', 'echo "[${A-unset}]"'], '[]\n'],
  ['an unset variable stays unset', ['unset HOME', 'echo "${HOME-unset}"'], 'unset\n'],
  ['an inherited variable that is no longer exported', ['export -n HOME', "sh -c 'echo [$HOME]'"], '[]\n'],
  ['quotes, dollars and backticks', ["A='\"'\"'\"'$(touch pwned)`id`\\'", 'printf %s "$A"'], '"\'$(touch pwned)`id`\\'],
  ['newlines at both ends', ["A=$'\\n\\na\\nb\\n\\n'", 'printf %s "$A"'], '\n\na\nb\n\n'],
  ['control bytes', ["A=$'\\x01\\x02\\x7f\\e\\r'", 'printf %s "$A" | od -An -tx1'], ' 01 02 7f 1b 0d\n'],
  ['bytes that are not UTF-8', ["A=$'\\xff\\xfe\\x80'", 'printf %s "$A" | od -An -tx1'], ' ff fe 80\n'],
  ['text beyond ASCII', ["A='é – 🚀'", 'printf %s "$A" | wc -c | tr -d " "'], '11\n'],
  ['text that looks like a declaration', ["A=$'x\\ndeclare -x PWNED=1\\n'", 'echo "${PWNED-none}"'], 'none\n'],
  ['a readonly variable', ['readonly A=1', '(A=2) 2>/dev/null || echo refused'], 'refused\n'],
  ['an integer variable', ['declare -i N=5', 'N=N+2; echo $N'], '7\n'],
  ['an upper-case variable', ['declare -u U=', 'U=abc; echo "$U"'], 'ABC\n'],
  ['a nameref', ['T=target; declare -n R=T', 'R=changed; echo "$T"'], 'changed\n'],
  ['a declared variable without a value', ['declare A', 'declare -p A'], 'declare -- A\n'],
  ['an array', ['L=(a "b c" "")', 'printf "<%s>" "${L[@]}"'], '<a><b c><>'],
  ['a sparse array', ['L=([3]=x [10]=y)', 'echo "${!L[@]}"'], '3 10\n'],
  ['an empty array', ['declare -a L=()', 'echo ${#L[@]}; declare -p L'], '0\ndeclare -a L=()\n'],
  [
    'an array with nasty items',
    ["L=($'a\\nb' ') [1]=\"x' '$(id)')", 'printf "<%s>" "${L[@]}"'],
    '<a\nb><) [1]="x><$(id)>',
  ],
  ['a map', ['declare -A M=([k]=v ["a b"]="c d")', 'echo "${M[k]}|${M[a b]}|${#M[@]}"'], 'v|c d|2\n'],
  [
    'a map with nasty keys',
    ["declare -A M; M['a]b']=1; M[$'x\\ny']=2", `k='a]b'; n=$'x\\ny'; echo "\${M[$k]} \${M[$n]}"`],
    '1 2\n',
  ],
  ['IFS', ['IFS=,', 'A="x,y"; set -- $A; echo $#'], '2\n'],
  ['a function', ['f() { echo "f $1"; }', 'f x'], 'f x\n'],
  ['a function with a here-document', ['f() { cat <<E\n  a $1\n}\nE\n}', 'f x'], '  a x\n}\n'],
  ['a function with an odd name', ['function a-b.c { echo odd; }', 'a-b.c'], 'odd\n'],
  ['an exported function', ['f() { echo f; }; export -f f', 'bash -c f'], 'f\n'],
  ['a function that shadows a builtin', ['printf() { echo shadowed; }', 'printf x'], 'shadowed\n'],
  ['a function that shadows declare', ['declare() { echo no; }; A=1', 'unset -f declare; echo $A'], '1\n'],
  ['a function that was unset is gone', ['f() { :; }', 'unset -f f', 'type -t f || echo gone'], 'gone\n'],
  [
    'a function with an extended glob',
    ['shopt -s extglob\nf() { case $1 in @(a|b)) echo yes ;; esac; }', 'f b'],
    'yes\n',
  ],
  ['an alias', ["shopt -s expand_aliases; alias hi='echo hi'", 'hi'], 'hi\n'],
  [
    'a function keeps its body when an alias has the name of its command',
    ["shopt -s expand_aliases\nalias echo='echo -n'\nf() { echo a; }", 'true', 'declare -f f'],
    'f () \n{ \n    echo -n a\n}\n',
  ],
  ['a shell option', ['shopt -s nullglob', 'echo none*here'], '\n'],
  [
    'a shell option that was switched off again',
    ['shopt -s nullglob', 'shopt -u nullglob', 'echo none*here'],
    'none*here\n',
  ],
  ['noglob', ['set -f', 'echo *'], '*\n'],
  ['noclobber', ['set -C; : > f', '(: > f) 2>/dev/null || echo kept'], 'kept\n'],
  ['allexport', ['set -a', "A=1; sh -c 'echo $A'"], '1\n'],
  ['posix mode', ['set -o posix', 'shopt -qo posix && echo posix'], 'posix\n'],
  ['the working folder', ['mkdir -p sub; cd sub', 'echo "${PWD##*/}"'], 'sub\n'],
  ['a working folder with a newline in its name', ["mkdir $'a\\nb'; cd $'a\\nb'", 'echo "${PWD##*/}"'], 'a\nb\n'],
  [
    'the logical working folder',
    ['mkdir real; ln -s real link; cd link', 'echo "${PWD##*/}"; cd ..; echo "${PWD##*/}"'],
    'link\nrunbooks\n',
  ],
  ['cd -', ['mkdir sub; cd sub', 'cd - >/dev/null; echo "${PWD##*/}"'], 'runbooks\n'],
  [
    'the pushd stack',
    [
      'mkdir a b; pushd a >/dev/null; pushd ../b >/dev/null',
      'popd >/dev/null; echo "${PWD##*/}"; popd >/dev/null; echo "${PWD##*/}"',
    ],
    'a\nrunbooks\n',
  ],
  ['the umask', ['umask 027', 'umask'], '0027\n'],
  ['a soft limit', ['ulimit -Sn 200', 'ulimit -Sn'], '200\n'],
  ['the positional parameters', ['set -- a "b c"', 'printf "<%s>" "$@"'], '<a><b c>'],
  ['a trap for a signal', ["trap 'echo caught' USR1", 'kill -USR1 $$; :'], 'caught\n'],
  ['an ignored signal', ["trap '' TERM", 'kill -TERM $$; echo alive'], 'alive\n'],
  ['an ERR trap', ['trap \'echo "failed $?"\' ERR', 'set +e; (exit 4); set -e; echo on'], 'failed 4\non\n'],
  ['a DEBUG trap', ["trap 'D=1' DEBUG; :", 'trap - DEBUG; echo ${D-0}'], '1\n'],
  ['SECONDS', ['SECONDS=500', '(( SECONDS >= 500 )) && echo on'], 'on\n'],
  ['xtrace', ['set -x', 'true', 'set +x; echo off'], 'off\n'],
  ['the id of a background job', ['sleep 60 & P=$!', 'kill $P && echo killed'], 'killed\n'],
  ['a megabyte', ["printf -v A '%*s' 1000000 ''", 'echo ${#A}'], '1000000\n'],
  ['three hundred variables', ['for i in {1..300}; do declare "V$i=$i"; done', 'echo $V1 $V300'], '1 300\n'],
  ['OPTIND', ['OPTIND=3', 'echo $OPTIND'], '3\n'],
  ['PATH', ['PATH=/nowhere', 'echo $PATH'], '/nowhere\n'],
];

test.each(survivors)('%s goes on to the next action', async (_, scripts, printed) => {
  await using rig = openRig();
  for (const script of scripts.slice(0, -1)) {
    expect(await rig.run(script)).toMatchObject({ end: 'succeeded' });
  }
  const last = await rig.run(scripts.at(-1) ?? '');
  expect({ end: last.end, message: last.message, stdout: last.stdout }).toEqual({
    end: 'succeeded',
    message: undefined,
    stdout: printed,
  });
});

test('the state is a plain value that another session goes on from', async () => {
  await using first = openRig();
  await first.run("A=$'\\xff'; f() { echo f; }; cd /; declare -A M=([k]=v); umask 077");
  const kept = JSON.parse(JSON.stringify(first.session.state));
  await using second = openRig();
  second.session.state = kept;
  const { end, stdout } = await second.run('f; pwd; umask; echo "${M[k]}"; [[ $A == $\'\\xff\' ]] && echo same');
  expect({ end, stdout }).toEqual({ end: 'succeeded', stdout: 'f\n/\n0077\nv\nsame\n' });
});

test('functions that the runner inherited are there and can be unset', async () => {
  await using rig = openRig({ environment: { 'BASH_FUNC_greet%%': '() {  echo hello\n}' } });
  expect((await rig.run('greet; unset -f greet')).stdout).toBe('hello\n');
  expect((await rig.run('type -t greet || echo gone')).stdout).toBe('gone\n');
});

test('what an EXIT trap is set to runs at the end of its own action, once, with the exit code', async () => {
  await using rig = openRig();
  const first = await rig.run('trap \'echo "bye $?"\' EXIT; A=1; false');
  expect({ end: first.end, exitCode: first.exitCode, stdout: first.stdout }).toEqual({
    end: 'failed',
    exitCode: 1,
    stdout: 'bye 1\n',
  });
  expect((await rig.run('echo "$A"')).stdout).toBe('1\n');
});

test('an EXIT trap can be shown, replaced and put back', async () => {
  await using rig = openRig();
  const { stdout } = await rig.run(
    "trap 'echo one' EXIT; old=$(trap -p EXIT); trap 'echo two' EXIT; eval \"$old\"; trap -p EXIT",
  );
  expect(stdout).toBe('trap -- echo\\ one EXIT\none\n');
});

test('eval of all traps does not run the end of the action twice', async () => {
  await using rig = openRig();
  expect(await rig.run('eval "$(trap)"; A=1')).toMatchObject({ end: 'succeeded', stdout: '', stderr: '' });
  expect((await rig.run('echo $A')).stdout).toBe('1\n');
});

test('a RETURN trap runs when its own function returns, not before and not at the end of the script', async () => {
  await using rig = openRig();
  const { stdout } = await rig.run('f() { local t=x; trap \'echo "return $t"\' RETURN; echo body; }\nf\necho after');
  expect(stdout).toBe('body\nreturn x\nafter\n');
});

test('an EXIT trap of a subshell runs in the subshell', async () => {
  await using rig = openRig();
  expect((await rig.run("(trap 'echo sub' EXIT; echo in); echo out")).stdout).toBe('in\nsub\nout\n');
});

test('locals of a function that fails do not become globals', async () => {
  await using rig = openRig();
  await rig.run('A=global\nf() { local A=local; exit 3; }\ng() { local A=inner; false; }');
  expect((await rig.run('f')).end).toBe('failed');
  expect((await rig.run('echo $A; g')).stdout).toBe('global\n');
  expect((await rig.run('echo $A')).stdout).toBe('global\n');
});

test('wait alone waits for jobs of earlier actions', async () => {
  await using rig = openRig();
  await rig.run('{ sleep 0.3; echo done > finished; } &');
  expect((await rig.run('wait; cat finished')).stdout).toBe('done\n');
});

test('wait for a job of an earlier action by its id fails loudly', async () => {
  await using rig = openRig();
  await rig.run('sleep 0 & P=$!');
  expect(await rig.run('wait $P')).toMatchObject({ end: 'failed', exitCode: 127 });
});

test('tracing shows the script and nothing of ours', async () => {
  await using rig = openRig();
  expect((await rig.run('set -x\necho a')).stderr).toBe('++ echo a\n');
  expect((await rig.run('echo b')).stderr).toBe('++ echo b\n');
});

test('text in a here-document that looks like another function is never run', async () => {
  await using rig = openRig();
  await rig.run('f() { cat <<E\n}\ng () \n{ \n:\n}\ntouch pwned\nE\n}\ng() { echo g; }\nh() { echo h; }');
  await rig.run('true');
  expect((await rig.run('f; g; h; ls')).stdout).toBe('}\ng () \n{ \n:\n}\ntouch pwned\ng\nh\n');
});

test('a function that cannot be brought back is lost alone, and named', async () => {
  await using rig = openRig();
  await rig.run('f() { echo f; }; g() { echo g; }');
  const { current } = rig.session.state;
  const functions = current.functions.map((it) => ({ ...it, text: it.text.replace('echo f', 'if') }));
  rig.session.state = { current: { ...current, functions } };
  const { stdout, notes } = await rig.run('g; type -t f || echo no f');
  expect({ stdout, notes }).toEqual({ stdout: 'g\nno f\n', notes: ['the function f could not be brought back'] });
});
