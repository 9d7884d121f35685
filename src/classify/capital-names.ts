import { nouns } from './find-placeholders.ts';
import type { Invocation } from './invocations.ts';

/** Whether a word in capitals is a name that nobody filled in, given the command that it is an argument of. */
export function isCapitalName({ program, args }: Invocation, index: number, name: string): boolean {
  if (index >= ownArguments(args) || takesCapitals(args, index)) return false;
  if (/^(kubectl|oc|k|helm|helm3)$/.test(program)) return !kinds.test(name);
  if (!/^(aws|gcloud|az)$/.test(program)) return false;
  // Clouds have constants in capitals (`TCP`, `FARGATE`) and secrets that are called DATABASE_URL.
  const keepsSecrets = args.some((word) => /^(ssm|secretsmanager|secrets|keyvault)$/.test(word.literal ?? ''));
  return !keepsSecrets && nouns.test(name.split(/[-_]/).at(-1) ?? '');
}

/** No name of an object may hold capitals, but kubectl takes the short names of kinds so. */
const kinds = /^(PV|PVC|HPA|VPA|PDB|CRD|CRDS|CSR|CM|SA|NS|SVC|STS|DS|RS|RC|EP|ING|NETPOL|SC|PC|CR|CRB)$/;

function takesCapitals(args: Invocation['args'], index: number): boolean {
  const [own = ''] = (args[index]?.literal ?? '').split('=', 1);
  const option = own.startsWith('--') ? own : (args[index - 1]?.literal ?? '');
  return /^(-o|-v|--v|--output|--format|--keys|--verbs?|--protocol|--level|--severity|--scope|--(\w+-)*type)$/.test(
    option,
  );
}

/** How many of the arguments are the program's own: `exec pod` and `--` begin another command. */
function ownArguments(args: Invocation['args']): number {
  const literals = args.map((word) => word.literal ?? '…');
  const dashes = literals.indexOf('--');
  const end = dashes < 0 ? literals.length : dashes;
  const inner = literals.slice(0, end).findIndex((literal) => /^(exec|run|rsh|debug)$/.test(literal));
  if (inner < 0) return end;
  const target = literals.findIndex(
    (literal, at) =>
      at > inner && !literal.startsWith('-') && !/^(-[nc]|--namespace|--container)$/.test(literals[at - 1] ?? ''),
  );
  return target < 0 ? end : Math.min(end, target + 1);
}
