import type { Rule } from './rule.ts';
import { configmapHasNoUndo } from './rules/configmap-has-no-undo.ts';

export const rollbackRules: readonly Rule[] = [configmapHasNoUndo];
