import type { Rule } from './rule.ts';

export const promiseRules: readonly Rule[] = [];
