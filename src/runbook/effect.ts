import * as v from 'valibot';

/** What an action does to its target, from harmless to irreversible. */
export const effects = ['read', 'write', 'destructive'] as const;
export const effectSchema = v.picklist(effects);
export type Effect = v.InferOutput<typeof effectSchema>;

export function strictestEffect(a: Effect, b: Effect): Effect {
  return effects.indexOf(a) > effects.indexOf(b) ? a : b;
}

/** `read` stays small, WRITE and DESTRUCTIVE mean "look". */
export function effectWord(effect: Effect): string {
  return effect === 'read' ? 'read' : effect.toUpperCase();
}
