import type { Invocation } from '../classify/invocations.ts';
import { hasAnyOption, positionalsOf } from '../classify/words.ts';
import type { ShellLoop } from '../shell/shell-script.ts';
import { argoVerb, isKubectl, optionText } from './kubectl.ts';

/** A command that waits longer than a rollback may take. */
export interface Wait {
  readonly what: string;
  /** How long it waits: `for ever`. */
  readonly limit: string;
  /** What limits it; undefined where only the fence or `timeout` can. */
  readonly option: string | undefined;
}

/** Undefined where a command waits for nothing, or is limited by itself. */
export function waitOf(invocation: Invocation): Wait | undefined {
  const { program, args } = invocation;
  if (invocation.through.includes('timeout')) return undefined;
  const [group, verb] = positionalsOf(program, args);
  if (argoVerb(invocation) === 'status')
    return isLimited(args) ? undefined : { what: 'argo rollouts status', limit: 'for ever', option: '--timeout 2m' };
  if (isKubectl(invocation)) return kubectlWait(invocation);
  if (program === 'aws' && verb === 'wait')
    return { what: 'aws', limit: 'for ten minutes or longer, by its own count', option: undefined };
  if (program === 'argocd' && group === 'app' && verb === 'wait')
    return isLimited(args) ? undefined : { what: 'argocd', limit: 'for ever', option: '--timeout 120' };
  if (/^(?:docker|podman|nerdctl)$/.test(program) && (group === 'wait' || (group === 'container' && verb === 'wait')))
    return { what: program, limit: 'for ever', option: undefined };
  return undefined;
}

/** Five minutes by default: enough for a deployment, and all that a rollback has. */
export function helmWait({ program, args, through }: Invocation): Wait | undefined {
  if (program !== 'helm' || through.includes('timeout') || hasAnyOption(args, ['--timeout'])) return undefined;
  const waiting = ['--wait', '--atomic', '--rollback-on-failure', '--wait-for-jobs'];
  if (!hasAnyOption(args, waiting) || hasAnyOption(args, ['--wait=false', '--atomic=false'])) return undefined;
  return { what: 'helm', limit: '5 minutes by default, all that a rollback has', option: '--timeout 2m' };
}

function kubectlWait({ program, args }: Invocation): Wait | undefined {
  const [group, verb] = positionalsOf(program, args);
  // `kubectl wait` gives up after 30 seconds by itself, and waits for a week where its limit is negative.
  if (group === 'wait' && /-\d/.test(optionText(args, '--timeout')?.text.replace('--timeout', '') ?? ''))
    return { what: program, limit: 'for a week', option: '--timeout=2m' };
  if (group !== 'rollout' || verb !== 'status' || isLimited(args)) return undefined;
  if (hasAnyOption(args, ['--watch=false', '-w=false'])) return undefined;
  const limit = 'as long as the progress deadline, 10 minutes by default';
  return { what: `${program} rollout status`, limit, option: '--timeout=2m' };
}

/** `--timeout=0` is none. */
function isLimited(args: Invocation['args']): boolean {
  const word = optionText(args, '--timeout');
  return word !== undefined && !/^(?:--timeout=)?["']?0[smh]?["']?$/.test(word.text);
}

/** Whether a loop waits for something outside of the script, and neither counts nor looks at the time. */
export function waitsForEver(
  { kind, condition, canLeave }: ShellLoop,
  { sleeps }: { readonly sleeps: boolean },
): boolean {
  if (canLeave || condition.split(/\|\||&&/).some(isLimit)) return false;
  // `while true` and `until false` have no end at all, which the classification says.
  if (/^(?:true|false|:|\d|)$/.test(condition.trim())) return false;
  if (kind === 'until') return true;
  return kind === 'while' && sleeps && !/^(?:IFS=\S*\s+)?read\b/.test(condition.trim());
}

/** `[ $i -lt 30 ]`, `(( i++ < 30 ))`, `[ $SECONDS -lt $end ]`, `[ $(date +%s) -lt $end ]`. */
function isLimit(part: string): boolean {
  if (/\bSECONDS\b|\bdate\b/.test(part)) return true;
  const compares = /\s-(?:lt|le|gt|ge|eq|ne)\s/.test(part) || /\(\(.*[<>=-]/.test(part);
  return compares && !/\$\((?!\()|`/.test(part);
}
