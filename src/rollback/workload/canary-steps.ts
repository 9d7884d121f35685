import * as v from 'valibot';
import type { WorkloadObject } from '../objects/objects.ts';

const step = v.looseObject({
  pause: v.optional(v.looseObject({ duration: v.optional(v.union([v.string(), v.number()])) })),
});
export type CanaryStep = v.InferOutput<typeof step>;

const canarySchema = v.looseObject({
  strategy: v.looseObject({ canary: v.looseObject({ steps: v.array(step) }) }),
});

/** The steps that a Rollout takes with each change; none where its strategy is another one. */
export function stepsOf(spec: WorkloadObject['spec']): readonly CanaryStep[] {
  const found = v.safeParse(canarySchema, spec);
  return found.success ? found.output.strategy.canary.steps : [];
}
