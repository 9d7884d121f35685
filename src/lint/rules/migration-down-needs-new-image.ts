import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { type Invocation, invocationText } from '../../classify/invocations.ts';
import { hasOption, positionalsOf } from '../../classify/words.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

/** The tools that take the last migration down by its code, which only the image that brought it has. */
const downs: readonly CommandPattern[] = [
  'typeorm migration:revert',
  'knex migrate:rollback|migrate:down',
  'node-pg-migrate down|redo',
  'sequelize|sequelize-cli db:migrate:undo*',
  'migrate down|goto',
  'dbmate down|rollback',
  'goose down|down-to|reset',
  'db-migrate down|reset',
];

export const migrationDownNeedsNewImage: Rule = {
  code: 'migration-down-needs-new-image',
  preset: 'recommended',
  on: 'runbook',
  title: 'The application goes back first, and then a migration is taken down whose code went with it.',
  why: `The restored image does not contain the migration that is to be taken down: the tools answer "no migration was found
in the source code", "definitions have been deleted" or "the migration directory is corrupt". Take the migration down before the
application goes back, with the new image; or leave an additive migration where it is; or write the statements into the runbook.`,
  bad: {
    as: 'runbook',
    text: twoSteps('kubectl rollout undo deployment/shop --to-revision="$REVISION"', 'npm run migrate:down'),
  },
  good: {
    as: 'runbook',
    text: twoSteps('npm run migrate:down', 'kubectl rollout undo deployment/shop --to-revision="$REVISION"'),
  },
  *check({ actions }) {
    let goneBack: string | undefined;
    for (const { script, section, action } of actions) {
      if (script === undefined || section !== 'steps' || action.role !== 'forward') continue;
      for (const invocation of script.invocations) {
        if (goesBack(invocation)) goneBack ??= invocationText(invocation);
        if (goneBack === undefined || invocation.nested || !takesDown(invocation)) continue;
        yield {
          place: script.placeOf(invocation.command.position, writtenFirst(invocation)),
          message: `After "${goneBack}" the running image no longer has this migration, so that it cannot be taken down by it.`,
          hint: 'Take it down first, with the new image; or put its statements into an sql fence; or leave it where it is.',
          fix: takeDownElsewhere(script, invocation),
        };
      }
    }
  },
};

/** In a pod of the image that has the migration; which one that is, only the project knows. */
function takeDownElsewhere({ rangeOf }: Script, { command, through }: Invocation): Fix | undefined {
  if (through.length > 0) return undefined;
  const blank = {
    ask: 'take-down',
    question: 'Which command takes the migration down with the image that brought it?',
    example:
      'kubectl run take-down -n production --rm --attach --restart=Never --image="$BROKEN_IMAGE" -- npm run migrate:down',
  };
  return suggestedFix('Take it down with the image that brought it', {
    place: rangeOf(command.position.offset, command.endOffset),
    text: [blank],
  });
}

function goesBack(invocation: Invocation): boolean {
  const { program, args } = invocation;
  const [first, second, third] = positionalsOf(program, args);
  if (isKubectl(invocation))
    return (first === 'rollout' && second === 'undo') || (first === 'set' && second === 'image');
  if (program === 'helm') return first === 'rollback';
  return (
    program === 'runbook' &&
    first === 'app' &&
    second === 'undo' &&
    third !== undefined &&
    !hasOption(args, '--dry-run')
  );
}

function takesDown(invocation: Invocation): boolean {
  const { program, args } = invocation;
  const words = positionalsOf(program, args);
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program))
    return words.some((word) => /^(?:db[:-])?(?:migrat\w*|migration)[:-](?:down|revert|rollback|undo)/.test(word));
  if (/^(?:npx|bunx)$/.test(program)) {
    const [name = '', ...rest] = words;
    return downs.some((pattern) => isDown(name, rest, pattern));
  }
  return matchesAny(invocation, downs);
}

function isDown(program: string, words: readonly string[], pattern: CommandPattern): boolean {
  const [names = '', verbs = ''] = pattern.split(' ');
  const isVerb = (word: string) =>
    verbs.split('|').some((verb) => word === verb || (verb.endsWith('*') && word.startsWith(verb.slice(0, -1))));
  return names.split('|').includes(program.replace(/@.*$/, '')) && words.some(isVerb);
}

function writtenFirst({ program, args }: Invocation): string {
  return [program, ...args.map(({ text }) => text)].join(' ');
}

function twoSteps(first: string, second: string): string {
  const step = (number: number, command: string) =>
    `### Step ${number}: Go back (1 minute)\n\n\`\`\`bash {effect=write}\n${command}\n\`\`\`\n`;
  return `---\nrunbook:\n  inputs:\n    revision: { type: integer }\n---\n\n# Roll back shop\n\n## Steps\n\n${step(1, first)}\n${step(2, second)}`;
}
