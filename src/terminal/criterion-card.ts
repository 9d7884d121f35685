import { wrapText } from '../diagnostics/wrap-text.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { ItemQuestion } from '../runner/question.ts';
import { fill, indented, linkLine } from './card-text.ts';
import { rule } from './rule.ts';

export function criterionCard(question: ItemQuestion, view: PromptView): readonly string[] {
  const { criteria, criteriaTitle } = view.plan.runbook;
  const rows = criteria.flatMap((criterion, index) => {
    const verdict = view.state.criteria.get(criterion.id)?.verdict ?? 'open';
    const word = verdict === 'not-met' ? 'NOT MET' : verdict;
    const lines = wrapText(fill(criterion.text, view), 60);
    const mark = ` ${criterion.id === question.id ? '>' : ' '}  ${String(index + 1).padEnd(2)}`;
    return lines.map(
      (line, row) => `${row === 0 ? mark : '      '} ${row === lines.length - 1 ? `${line.padEnd(40)} ${word}` : line}`,
    );
  });
  const met = criteria.filter((criterion) => view.state.criteria.get(criterion.id)?.verdict === 'met').length;
  const environment = view.plan.environment?.name.toUpperCase();
  const head = rule(
    '=',
    `${criteriaTitle ?? 'Success Criteria'}: ${met} of ${criteria.length} met`,
    environment === undefined ? [] : [environment],
  );
  return [head, '', ...rows, '', ...indented(fill(question.text, view)), ...linkLine(question.link), '', ' Is it met?'];
}
