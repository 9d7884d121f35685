import { isKnownProgram } from '../../classify/known-programs.ts';
import type { Rule } from '../rule.ts';

export const rootHashPrompt: Rule = {
  code: 'root-hash-prompt',
  preset: 'legacy',
  on: 'script',
  title: 'A command stands behind the prompt of root, which the shell takes for a comment.',
  why: `\`# systemctl restart shop\` does nothing and ends with 0: the step counts as done. Leave the prompt out, or label the fence
\`console\`, where prompts are known.`,
  bad: { as: 'bash', text: '# systemctl restart shop' },
  good: { as: 'bash', text: '# restart the shop\nsystemctl restart shop' },
  *check({ shell, language, isFile, placeOf }) {
    if (isFile || language === 'console' || shell.commands.length > 0) return;
    for (const { text, position } of shell.comments) {
      const command = /^#\s+([a-z][\w.-]*)((?:\s+\S+)+)\s*$/.exec(text);
      if (command === null || !looksLikeCommand(command[1] ?? '', command[2] ?? '')) continue;
      yield {
        place: placeOf(position, text),
        message: 'The shell takes this for a comment: nothing is run, and the step counts as done.',
        hint: 'Leave the prompt out, or write ```console.',
      };
      return;
    }
  },
};

/** A sentence may begin with the name of a program: `# check the pods`, `# test it`. */
function looksLikeCommand(program: string, rest: string): boolean {
  if (
    !isKnownProgram(program) ||
    /^(?:check|test|watch|find|make|time|which|who|look|at|sort|cut|split|join|wait|read|exit|kill|type|set|unset|if|for|while)$/.test(
      program,
    )
  )
    return false;
  const words = rest.trim().split(/\s+/);
  return (
    /(?:^|\s)-{1,2}\w|[/=|$]/.test(rest) ||
    (/^(?:systemctl|service|kubectl|oc|helm|docker|git|apt|apt-get|yum|dnf)$/.test(program) &&
      words.length <= 5 &&
      !/[.:?]$|\b(?:the|a|is|and|to|of)\b/.test(rest))
  );
}
