import type { ShellWord } from '../shell/shell-script.ts';
import { entryOf } from './entry-of.ts';

export function literals(words: readonly ShellWord[]): readonly (string | undefined)[] {
  return words.map((word) => word.literal);
}

/** Options that take the next word as their value, by program, where they may stand before the subcommand. */
const valuedBefore: Readonly<Record<string, readonly string[]>> = {
  kubectl:
    '-n --namespace --context --kubeconfig -s --server --cluster --user --as --as-group --token --request-timeout -v -l --selector -o --output -f --filename -c --container'.split(
      ' ',
    ),
  helm: '-n --namespace --kube-context --kubeconfig'.split(' '),
  docker: '-H --host --context -c -l --log-level --config -f --file -p --project-name'.split(' '),
  git: '-C -c --git-dir --work-tree --namespace'.split(' '),
  aws: '--profile --region --output --query --endpoint-url --color --ca-bundle'.split(' '),
  gcloud: '--project --account --format --configuration --zone --region'.split(' '),
  az: '--subscription -o --output --query -g --resource-group -n --name'.split(' '),
  systemctl: '-H --host -M --machine -t --type -p --property -n --lines'.split(' '),
  sudo: '-u -g -h -p --user --group'.split(' '),
};

const sameAs: Readonly<Record<string, string>> = { oc: 'kubectl', podman: 'docker', nerdctl: 'docker', k: 'kubectl' };

/** The words that are neither options nor, for the programs known here, their values. A word not yet known is `…`. */
export function positionalsOf(program: string, args: readonly ShellWord[]): readonly string[] {
  const valued = entryOf(valuedBefore, entryOf(sameAs, program) ?? program) ?? [];
  const found: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const literal = args[index]?.literal ?? '…';
    if (literal === '--') return [...found, ...args.slice(index + 1).map((word) => word.literal ?? '…')];
    if (valued.includes(literal)) index++;
    else if (!literal.startsWith('-') || literal === '-') found.push(literal);
  }
  return found;
}

/** Whether an option is given: `-f` alone or in a cluster, `--force` alone or with a value; `-X=POST`: with that value. */
export function hasOption(args: readonly ShellWord[], option: string): boolean {
  const [name = '', wanted] = splitOnce(option, '=');
  return args.some((word, index) => {
    const literal = word.literal ?? '';
    const value = optionValue(literal, name, args[index + 1]);
    if (value === undefined) return false;
    return wanted === undefined || value.toLowerCase() === wanted.toLowerCase();
  });
}

export function hasAnyOption(args: readonly ShellWord[], options: readonly string[]): boolean {
  return options.some((option) => hasOption(args, option));
}

/** The value that a word gives to an option, `''` when it has none, undefined when it is another word. */
function optionValue(literal: string, name: string, next: ShellWord | undefined): string | undefined {
  if (literal === name) return next?.literal ?? '';
  if (literal.startsWith(`${name}=`)) return literal.slice(name.length + 1);
  const isShort = /^-[A-Za-z0-9]$/.test(name);
  const hasOwnValue = literal.startsWith('-o') && name !== '-o';
  if (!isShort || hasOwnValue || !/^-[A-Za-z0-9]/.test(literal)) return undefined;
  const at = literal.indexOf(name.slice(1), 1);
  if (at < 0) return undefined;
  const rest = literal.slice(at + 1).replace(/^=/, '');
  return rest === '' ? (next?.literal ?? '') : rest;
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
