import type { Invocation } from '../../classify/invocations.ts';
import { hasAnyOption, positionalsOf } from '../../classify/words.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const waitWithoutTimeout: Rule = {
  code: 'wait-without-timeout',
  preset: 'recommended',
  on: 'script',
  title: 'A command waits for something that may never come, without a limit.',
  why: `A rollout that cannot finish is waited for until the progress deadline, ten minutes by default and twice the budget of a
rollback; a loop waits for ever. Give the wait a limit a little above its budget, so that the failure is seen while there is time.`,
  bad: { as: 'bash', text: 'kubectl rollout status deployment/shop' },
  good: { as: 'bash', text: 'kubectl rollout status deployment/shop --timeout=2m' },
  *check(script) {
    if (isLimited(script)) return;
    for (const invocation of script.invocations) {
      const waiting = waitOf(invocation);
      if (waiting === undefined || isTimed(invocation)) continue;
      const { program, command } = invocation;
      yield {
        place: script.placeOf(command.position, program),
        message: `${waiting.what} waits ${waiting.limit}; the step hangs while the budget runs out.`,
        hint: `Add ${waiting.option}, or {timeout=2m} to the fence.`,
      };
    }
  },
};

/** `until=` and `timeout=` of the fence end it. */
function isLimited({ action }: Script): boolean {
  return action?.timeoutMs !== undefined || action?.until !== undefined;
}

function isTimed({ through }: Invocation): boolean {
  return through.includes('timeout');
}

interface Wait {
  readonly what: string;
  readonly limit: string;
  readonly option: string;
}

function waitOf({ program, args }: Invocation): Wait | undefined {
  const [group, verb] = positionalsOf(program, args);
  if (/^(?:kubectl|oc|k)$/.test(program)) {
    if (group !== 'rollout' || verb !== 'status' || hasAnyOption(args, ['--timeout', '--watch=false', '-w=false']))
      return undefined;
    return {
      what: 'kubectl rollout status',
      limit: 'as long as the progress deadline, 10 minutes by default',
      option: '--timeout=2m',
    };
  }
  const isArgo = program === 'kubectl-argo-rollouts' || (program === 'argo' && group === 'rollouts');
  if (isArgo && args.some(({ literal }) => literal === 'status') && !hasAnyOption(args, ['--timeout']))
    return { what: 'argo rollouts status', limit: 'for ever', option: '--timeout 2m' };
  return undefined;
}
