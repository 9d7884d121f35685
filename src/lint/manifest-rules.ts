import type { Rule } from './rule.ts';

export const manifestRules: readonly Rule[] = [];
