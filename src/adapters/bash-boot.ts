import { quoteWord } from './bash-word.ts';

/** Runs when the shell ends, however it ends: first everything that the shell knows, then the script's own EXIT trap. */
const onEnd = [
  '{',
  "\\builtin printf '\\0dump\\0'",
  "\\builtin trap -p; \\builtin printf '\\0'",
  '\\builtin trap - DEBUG',
  'if [ -n "${__rb_names-}" ]; then \\builtin eval "declare -p $__rb_names"; else \\builtin declare -p; fi',
  "\\builtin printf '\\0'; \\builtin declare -F",
  "\\builtin printf '\\0'; \\builtin declare -f",
  "\\builtin printf '\\0'; \\builtin alias -p",
  "\\builtin printf '\\0'; \\builtin shopt -p",
  "\\builtin printf '\\0'; \\builtin set +o",
  "\\builtin printf '\\0'; \\builtin umask -p",
  "\\builtin printf '\\0'; \\builtin ulimit -Sa",
  "\\builtin printf '\\0'; \\builtin pwd",
  "\\builtin printf '\\0'; \\builtin jobs -rp",
  "\\builtin printf '\\0'",
  // In one write, because each one wakes the reader.
  '\\builtin printf "%s\\0" "$__rb_st" "$__rb_flags" "${SECONDS-}" "${__rb_done-}" "${__rb_left-}" \\',
  '"${__rb_lost-}" "${__rb_onerr-}" "$#" "$@" \\',
  '"${#FUNCNAME[@]}" "${FUNCNAME[@]}" \\',
  '"${#DIRSTACK[@]}" "${DIRSTACK[@]}" \\',
  '"${#__rb_pipe[@]}" "${__rb_pipe[@]}" \\',
  '"${#__rb_err[@]}" "${__rb_err[@]}" \\',
  '"${#__rb_src[@]}" "${__rb_src[@]}" \\',
  '"${#__rb_at[@]}" "${__rb_at[@]}" \\',
  '"${#__rb_fn[@]}" "${__rb_fn[@]}" \\',
  'end',
  '} >|"$__rb_out" 2>/dev/null',
  'if [ -n "${__rb_onexit-}" ]; then',
  'case $__rb_flags in *e*) \\builtin set -e;; esac',
  'case $__rb_flags in *u*) \\builtin set -u;; esac',
  'case $__rb_flags in *x*) \\builtin set -x;; esac',
  'if __rb_return "$__rb_st"; then \\builtin eval "$__rb_onexit"; else \\builtin eval "$__rb_onexit"; fi',
  'fi',
].join('\n');

/** Short, because a script that lists its traps sees it. Tracing ends before there is anything of ours to trace. */
const onExit = [
  // A signal ends a builtin before its output has left the shell. Without an EXIT trap that would be lost; here the next
  // builtin would write the half of it, so the first has nowhere to write to.
  '{ __rb_now=$? __rb_flags=${__rb_flags:-$-}; { \\builtin printf ""; } >&- || :; \\builtin set +exvu; } 2>/dev/null',
  // 3.2 says 0 here after an error: what the ERR trap saw is truer, unless the script came to its end.
  'if [ "$__rb_now$__rb_done$__rb_left" != 0 ]; then __rb_st=$__rb_now; fi',
  '\\builtin eval "$__rb_onend"',
].join('; ');

/** PIPESTATUS is whole only for the first command of the trap. */
const onError = [
  '{ __rb_pipe=("${PIPESTATUS[@]}") __rb_st=$?; __rb_err=("$LINENO" "$BASH_COMMAND");',
  '__rb_src=("${BASH_SOURCE[@]}") __rb_at=("${BASH_LINENO[@]}") __rb_fn=("${FUNCNAME[@]}"); } 2>/dev/null',
  'if __rb_return "$__rb_st"; then :; else \\builtin eval "${__rb_onerr-}"; fi',
].join('\n');

/** Stands before `trap`, because the EXIT and ERR traps of the shell are ours: the script's own are remembered and run by them. */
const trapFunction = [
  'trap() {',
  'if [[ $* == "-p EXIT" || $* == "-p 0" ]]; then',
  '[[ -z ${__rb_onexit-} ]] || \\builtin printf "trap -- %q EXIT\\n" "$__rb_onexit"; \\builtin return; fi',
  'if [[ $BASH_SUBSHELL == 0 ]]; then case $* in EXIT|0) __rb_onexit=; \\builtin return ;; esac; fi',
  'if [[ $BASH_SUBSHELL != 0 || $# -lt 2 || $1 == -[lpP]* ]]; then \\builtin trap "$@"; \\builtin return; fi',
  '[[ $1 != -- ]] || \\builtin shift',
  '\\builtin local __rb_do="$1" __rb_sig __rb_rc=0; \\builtin shift',
  'for __rb_sig; do case $__rb_sig in',
  // What `eval "$(trap)"` brings back is ours.
  'EXIT|exit|SIGEXIT|0) [[ $__rb_do == *__rb_flags=* ]] || { __rb_onexit=$__rb_do; [[ $__rb_do != - ]] || __rb_onexit=; } ;;',
  'ERR|err|SIGERR) [[ $__rb_do == *__rb_pipe=* ]] || { __rb_onerr=$__rb_do; [[ $__rb_do != - ]] || __rb_onerr=; } ;;',
  // A RETURN trap would also run when this function returns, and at the end of the script file.
  'RETURN|return) case $__rb_do in ""|-) \\builtin trap -- "$__rb_do" RETURN ;;',
  '*) \\builtin trap -- "if [[ \\${FUNCNAME-trap} != trap ]]; then $__rb_do"$\'\\n\'fi RETURN ;; esac ;;',
  '*) \\builtin trap -- "$__rb_do" "$__rb_sig" || __rb_rc=$? ;;',
  'esac; done; \\builtin return "$__rb_rc"; }',
].join('\n');

/** Says where a script ended itself. */
const exitFunction = [
  'exit() {',
  '{ __rb_code=$?; if [[ $BASH_SUBSHELL == 0 ]]; then __rb_left="${BASH_LINENO[0]} ${BASH_SOURCE[1]-}"; fi; } 2>/dev/null',
  'if [[ $# == 0 ]]; then \\builtin exit "$__rb_code"; fi; \\builtin exit "$@"; }',
].join('\n');

/** `wait` alone would return at once for jobs that an earlier action left running. */
const waitFunction = [
  'wait() { if [[ $# != 0 ]]; then \\builtin wait "$@"; \\builtin return; fi; \\builtin wait',
  'for __rb_job in $__rb_jobs; do while kill -0 "$__rb_job" 2>/dev/null; do sleep 0.1; done; done; }',
].join('\n');

/** 3.2 reads nothing when it sources a pipe. */
const readState = 'if [ "${BASH_VERSINFO[0]}" -lt 4 ]; then eval "$(<"$__rb_in")"; else . "$__rb_in"; fi';

const stateIsWhole = '[ -n "${__rb_whole-}" ] || { \\builtin printf \'state\\0\' >"$__rb_out"; \\builtin exit 97; }';

/** 3.2 prints no attributes unless it is given names. */
const printsNames = [
  'if [ "${BASH_VERSINFO[0]}" -lt 4 ]; then __rb_names=',
  'for __rb_l in {a..z} {A..Z} _; do __rb_names="$__rb_names \\"\\${!$__rb_l@}\\""; done; fi',
].join('\n');

/**
 * What every shell of the session runs: reads the state from FIFO $1, checks the syntax of script $3, runs it, leaves
 * the state in FIFO $2. $4 is `fresh` to print the shell's defaults first, $5 `no-nounset` to leave that one off.
 */
export const bootScript = [
  '__rb_in=$1 __rb_out=$2 __rb_file=$3 __rb_fresh=$4 __rb_strict=$5; shift 5',
  'if [ "$__rb_fresh" = fresh ]; then',
  "{ printf 'fresh\\0'; shopt -p; printf '\\0'; set +o; printf '\\0'; ulimit -Sa; printf '\\0'; } >\"$__rb_out\"; fi",
  readState,
  stateIsWhole,
  '( __rb_check=1; . "$__rb_file" ) || { \\builtin printf \'syntax\\0\' >"$__rb_out"; \\builtin exit 2; }',
  '__rb_return() { \\builtin return "$1"; }',
  `\\builtin eval ${quoteWord(`${trapFunction}\n${exitFunction}`)}`,
  `if [ -n "\${__rb_jobs-}" ]; then \\builtin eval ${quoteWord(waitFunction)}; fi`,
  printsNames,
  `__rb_st=0 __rb_flags= __rb_done= __rb_left= __rb_onend=${quoteWord(onEnd)}`,
  `\\builtin trap -- ${quoteWord(onExit)} EXIT`,
  `\\builtin trap -- ${quoteWord(onError)} ERR`,
  '\\builtin shopt -s inherit_errexit 2>/dev/null || :',
  '\\builtin printf \'ready\\0\' >|"$__rb_out"',
  '\\builtin set -Eeuo pipefail; [ "$__rb_strict" != no-nounset ] || \\builtin set +u',
  '. "$__rb_file"',
  '{ __rb_done=$?; __rb_flags=$-; \\builtin set +x; } 2>/dev/null',
  '\\builtin exit "$__rb_done"',
].join('\n');

/**
 * What an interactive shell of the session reads before its first prompt: it begins with the state in FIFO `state` and
 * leaves its own in FIFO `report`, as every shell of the session does, but stops at no error. Nothing typed goes into a
 * history file.
 */
export function shellStart(paths: { readonly state: string; readonly report: string }, prompt: string): string {
  return [
    `__rb_in=${quoteWord(paths.state)} __rb_out=${quoteWord(paths.report)}`,
    readState,
    stateIsWhole,
    '__rb_return() { \\builtin return "$1"; }',
    `\\builtin eval ${quoteWord(trapFunction)}`,
    printsNames,
    `__rb_st=0 __rb_flags= __rb_done=0 __rb_left= __rb_onend=${quoteWord(onEnd)}`,
    `\\builtin trap -- ${quoteWord(onExit)} EXIT`,
    'unset HISTFILE PROMPT_COMMAND',
    `PS1=${quoteWord(prompt)}`,
    '\\builtin printf \'ready\\0\' >|"$__rb_out"',
  ].join('\n');
}
