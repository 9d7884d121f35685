import type { Invocation } from '../classify/invocations.ts';
import { hasAnyOption, positionalsOf } from '../classify/words.ts';
import { argoVerb, isKubectl } from './kubectl.ts';

/** Whether a command takes the application back to another version. */
export function goesBack(invocation: Invocation): boolean {
  const { program, args } = invocation;
  if (hasAnyOption(args, ['--dry-run']) || hasAnyOption(args, ['-h', '--help'])) return false;
  if (argoVerb(invocation) === 'undo') return true;
  const [first, second, third = ''] = positionalsOf(program, args);
  if (isKubectl(invocation)) {
    const isSettings = /^["']?(?:cm|configmaps?|secrets?)\b/i.test(third);
    return (first === 'rollout' && second === 'undo' && !isSettings) || (first === 'set' && second === 'image');
  }
  if (program === 'helm') return first === 'rollback';
  return program === 'runbook' && first === 'app' && second === 'undo' && third !== '';
}
