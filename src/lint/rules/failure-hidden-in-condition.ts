import type { Rule } from '../rule.ts';

export const failureHiddenInCondition: Rule = {
  code: 'failure-hidden-in-condition',
  preset: 'recommended',
  on: 'script',
  title: 'A function of several commands is called where errexit does not hold.',
  why: `In \`if f\`, \`f && …\`, \`f || …\` and \`! f\` the shell switches errexit off for all of the function: it goes on after a failure in its
middle, and only its last command counts. Call it in a line of its own.`,
  bad: {
    as: 'bash',
    text: '{effect=write}\nrestart() {\n  systemctl stop shop\n  systemctl start shop\n}\nif restart; then echo done; fi\nsystemctl is-active shop',
  },
  good: {
    as: 'bash',
    text: '{effect=write}\nrestart() {\n  systemctl stop shop\n  systemctl start shop\n}\nrestart\nsystemctl is-active shop',
  },
  *check({ shell, placeOf }) {
    const large = new Set(shell.functions.filter((name) => commandsIn(shell.source, name) > 1));
    for (const { words, position, endOffset } of shell.commands) {
      const name = words[0]?.literal ?? '';
      if (!large.has(name)) continue;
      const before = shell.source.slice(0, position.offset);
      const after = shell.source.slice(endOffset);
      if (!/(?:\b(?:if|elif|while|until)|!|&&|\|\|)\s*(?:!\s*)?$/.test(before) && !/^\s*(?:&&|\|\|)/.test(after))
        continue;
      yield {
        place: placeOf(position, name),
        message: `Here ${name} goes on after a failure in its middle; only its last command counts.`,
        hint: 'Call it in a line of its own, and test what it has done afterwards.',
      };
    }
  },
};

/** By its lines: a rough count is enough to tell one command from several. */
function commandsIn(source: string, name: string): number {
  const body =
    new RegExp(`(?:^|\\n)\\s*(?:function\\s+)?${name}\\s*(?:\\(\\s*\\))?\\s*\\{([\\s\\S]*?)\\n\\s*\\}`).exec(
      source,
    )?.[1] ?? '';
  return body.split(/\n|;|&&/).filter((line) => line.trim() !== '' && !line.trim().startsWith('#')).length;
}
