import type { Severity } from './diagnostic.ts';

/** Every code that a diagnostic can carry, with its severity. A code never changes its meaning. */
export const severities = {
  // the file as text
  'not-utf8': 'error',
  'binary-file': 'error',
  'empty-file': 'error',
  'file-unreadable': 'error',
  'line-too-long': 'error',
  'too-complex': 'error',
  // front matter
  'front-matter-syntax': 'error',
  'front-matter-schema': 'error',
  'unknown-key': 'error',
  'language-version': 'error',
  'input-name': 'error',
  // document
  'no-steps': 'error',
  'no-title': 'warning',
  'several-procedures': 'error',
  'unknown-procedure': 'error',
  'budget-sum': 'warning',
  'budget-window': 'warning',
  'budget-range': 'warning',
  'budget-conflict': 'warning',
  // info strings and fences
  'info-string-syntax': 'error',
  'unknown-attribute': 'error',
  'attribute-value': 'error',
  'attribute-place': 'error',
  'fence-not-closed': 'error',
  'over-indented-fence': 'error',
  'fence-not-in-a-step': 'warning',
  'prerequisite-not-checked': 'warning',
  'duplicate-id': 'error',
  'option-in-between': 'error',
  'unclear-structure': 'error',
  'unknown-name': 'error',
  // graph
  'unknown-step': 'error',
  cycle: 'error',
  'unreachable-step': 'error',
  // classification
  'commands-after-context-switch': 'error',
  'shell-syntax-error': 'error',
  'unresolved-placeholder': 'warning',
  'placeholder-in-quotes': 'error',
  'mixed-output': 'warning',
  'interactive-in-fence': 'warning',
  'non-terminating': 'warning',
  'variable-never-assigned': 'warning',
  'shell-label-not-shell': 'warning',
  'commands-in-indented-code': 'warning',
  'prints-secret': 'warning',
  'other-interpreter': 'info',
  'alternatives-in-one-fence': 'warning',
  'target-mismatch': 'error',
} as const satisfies Record<string, Severity>;

export type DiagnosticCode = keyof typeof severities;
