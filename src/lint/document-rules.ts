import type { Rule } from './rule.ts';
import { brokenRelativeLink } from './rules/broken-relative-link.ts';
import { conditionalBeforeFence } from './rules/conditional-before-fence.ts';
import { duplicateHeading } from './rules/duplicate-heading.ts';
import { emptySection } from './rules/empty-section.ts';
import { fenceLanguageMissing } from './rules/fence-language-missing.ts';
import { htmlSwallowedPlaceholder } from './rules/html-swallowed-placeholder.ts';
import { inlineDestructiveCommand } from './rules/inline-destructive-command.ts';
import { listSplitByFence } from './rules/list-split-by-fence.ts';
import { mdxHazard } from './rules/mdx-hazard.ts';
import { promptInFence } from './rules/prompt-in-fence.ts';
import { reviewOverdue } from './rules/review-overdue.ts';
import { todoLeft } from './rules/todo-left.ts';

export const documentRules: readonly Rule[] = [
  promptInFence,
  fenceLanguageMissing,
  listSplitByFence,
  brokenRelativeLink,
  conditionalBeforeFence,
  inlineDestructiveCommand,
  htmlSwallowedPlaceholder,
  mdxHazard,
  duplicateHeading,
  todoLeft,
  emptySection,
  reviewOverdue,
];
