import {
  isPrintfRead,
  isStatus,
  isTestRead,
  namesOwnVariables,
  namesUnreadVariables,
  setsHarmlessOptions,
} from '../builtin-programs.ts';
import type { ReadSpec } from '../read-spec.ts';
import { isAwkRead, isSedRead } from '../text-programs.ts';

const any: ReadSpec = { options: 'any' };
const sortOptions =
  '-n -r -R -k: -t: -u -h -H -V -g -f -s -b -i -c --numeric-sort --reverse --unique --key: --field-separator:';

/**
 * Only what reads the settings of a repository and the names in it. All else may start a program that the repository
 * names: a file system monitor, a filter, a signature check, the fetching of a missing object.
 */
const git: ReadSpec = {
  before: '-C: --no-pager',
  subcommands: {
    branch: { options: '--show-current', words: 0, check: ({ options }) => options.length === 1 },
    remote: { bare: true, before: '-v --verbose', subcommands: { 'get-url': { words: 1 } } },
    config: {
      options: '--get --list -l --global --local --system --get-all --show-origin',
      check: ({ options }) => options.some(isGet),
    },
    version: {},
  },
};

function isGet({ name }: { readonly name: string }): boolean {
  return /^(--get|--list|-l|--get-all)$/.test(name);
}

/** The shell's own, files, texts and repositories. */
export const fileReads: Readonly<Record<string, ReadSpec>> = {
  '[': { options: 'any', checkWords: isTestRead },
  '[[': any,
  '((': any,
  ':': any,
  true: any,
  false: any,
  test: { options: 'any', checkWords: isTestRead },
  echo: any,
  printf: { options: 'any', checkWords: isPrintfRead },
  pwd: any,
  cd: { words: 1 },
  exit: { words: 1, check: isStatus },
  return: { words: 1, check: isStatus },
  break: { words: 1, check: isStatus },
  continue: { words: 1, check: isStatus },
  shift: { words: 1, check: isStatus },
  set: { options: '-e -u -x -E -o: -euo: -eu -eo: -euxo: -eux -ex', words: 0, check: setsHarmlessOptions },
  export: { words: 9, check: namesUnreadVariables },
  local: { words: 9, check: namesOwnVariables },
  declare: { options: '-a -A -r', words: 9, check: namesOwnVariables },
  readonly: { words: 9, check: namesOwnVariables },
  read: { options: '-r -d: -a: -t: -n:', words: 9, check: namesOwnVariables },
  sleep: { words: 1, check: ({ words }) => words.every((word) => /^\d{1,3}(\.\d+)?s?$/.test(word.literal ?? '')) },
  seq: any,
  basename: any,
  dirname: any,
  readlink: any,
  realpath: any,
  which: any,
  type: any,
  command: { options: '-v -V' },
  ls: any,
  tree: { options: '-a -d -L: -f -h -s' },
  cat: any,
  head: any,
  tail: any,
  tac: any,
  nl: any,
  wc: any,
  cut: any,
  tr: any,
  rev: any,
  column: any,
  paste: any,
  fold: any,
  comm: any,
  cmp: any,
  diff: any,
  expand: any,
  stat: any,
  du: any,
  md5sum: any,
  sha1sum: any,
  sha256sum: any,
  sha512sum: any,
  grep: any,
  egrep: any,
  fgrep: any,
  zgrep: { options: '-c -i -n -v -w -E -F -h -H -l -q -o -e:' },
  zcat: { options: '-f -q' },
  zipinfo: { options: '-1 -2 -l -m -s -h -t -z' },
  strings: any,
  od: any,
  hexdump: any,
  base64: { options: '-d -D -w: --decode --wrap:' },
  jq: any,
  yq: { options: '-r -e -j -M -C -P -y -o: -p: --raw-output' },
  file: { options: '-b -i -L -k --mime-type --mime' },
  uniq: { options: '-c -d -u -i -f: -s: -w:', words: 1 },
  sort: { options: sortOptions },
  sed: { options: '-n -e: -E -r -s -u -z --quiet --expression: --regexp-extended', check: isSedRead },
  awk: { options: '-F: -v:', check: isAwkRead },
  gawk: { options: '-F: -v:', check: isAwkRead },
  mawk: { options: '-F: -v:', check: isAwkRead },
  find: {
    options:
      '-name: -iname: -path: -type: -mtime: -mmin: -ctime: -atime: -newer: -size: -maxdepth: -mindepth: -user: -group: -perm: -empty -print -print0 -ls -not -o -a -prune -L -P -H -xdev -mount -regex:',
  },
  rg: { options: '-n -i -l -c -v -w -e: -g: -t: -A: -B: -C: --hidden --no-heading' },
  git,
};
