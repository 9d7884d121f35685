import type { Rule } from '../rule.ts';

export const errexitSwitchedOff: Rule = {
  code: 'errexit-switched-off',
  preset: 'recommended',
  on: 'script',
  title: 'A script goes on after a command has failed.',
  why: `Each action runs with errexit: the first failure ends it. \`set +e\` takes that away for all that follows; a script of its own does
not have it unless it says \`set -e\`, best \`set -euo pipefail\`.`,
  bad: {
    as: 'bash',
    text: '{effect=write}\nset +e\nsystemctl stop shop\nsystemctl start shop\nsystemctl is-active shop',
  },
  good: { as: 'script', text: '#!/usr/bin/env bash\nset -euo pipefail\nsystemctl restart shop\n' },
  *check({ shell, isFile, placeOf }) {
    const sets = shell.commands.filter(({ words }) => words[0]?.literal === 'set');
    const off = sets.findIndex(({ words }) => words.some(({ literal }) => /^\+[a-z]*e/.test(literal ?? '')));
    const isOn = (words: readonly { readonly literal: string | undefined }[]) =>
      words.some(
        ({ literal }, index) =>
          /^-[a-z]*e/.test(literal ?? '') || (literal === 'errexit' && /^-\w*o$/.test(words[index - 1]?.literal ?? '')),
      );
    const switchedOff = sets[off];
    if (switchedOff !== undefined && !sets.slice(off + 1).some(({ words }) => isOn(words))) {
      yield {
        place: placeOf(switchedOff.position, 'set'),
        message: 'From here on a failure is passed over, and the step counts as succeeded.',
        hint: 'Write set -e again behind the command that may fail.',
      };
    }
    const isShebang = /^#!.*\b(?:ba)?sh\b.*\s-\w*e/.test(shell.source);
    if (isFile && shell.commands.length > 1 && !isShebang && !sets.some(({ words }) => isOn(words))) {
      const [first] = shell.commands;
      if (first === undefined) return;
      yield {
        place: placeOf(first.position, first.words[0]?.text ?? ''),
        message: 'When a command of this script fails, the rest runs all the same.',
        hint: 'Begin with: set -euo pipefail',
      };
    }
  },
};
