import type { Rule } from './rule.ts';

export const migrationRules: readonly Rule[] = [];
