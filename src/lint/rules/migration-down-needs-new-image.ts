import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { type Invocation, invocationText } from '../../classify/invocations.ts';
import { positionalsOf } from '../../classify/words.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { Place } from '../../diagnostics/place.ts';
import { goesBack } from '../goes-back.ts';
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
  'rails|rake db:rollback|db:migrate:down',
  'bundle rails|rake db:rollback|db:migrate:down',
  'alembic downgrade',
  'mix ecto.rollback',
  'flyway undo',
  'liquibase rollback*',
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
        if (goneBack === undefined || bringsItsImage(invocation) || !takesDown(invocation)) continue;
        yield {
          place: placeOfCommand(script, invocation),
          message: `After "${goneBack}" the running image no longer has this migration, so that it cannot be taken down by it.`,
          hint: 'Take it down first, with the new image; or put its statements into an sql fence; or leave it where it is.',
          fix: takeDownElsewhere(script, invocation),
        };
      }
    }
  },
};

/** In a pod of the image that has the migration; which one that is, only the project knows. */
function takeDownElsewhere({ rangeOf, shell }: Script, { command, through, nested }: Invocation): Fix | undefined {
  if (nested || through.length > 0) return undefined;
  const written = shell.source.slice(command.position.offset, command.endOffset);
  const blank = {
    ask: 'take-down',
    question: 'Which command takes the migration down with the image that brought it?',
    example: `kubectl run take-down --rm --attach --restart=Never --image="$BROKEN_IMAGE" -- ${written}`,
  };
  return suggestedFix('Take it down with the image that brought it', {
    place: rangeOf(command.position.offset, command.endOffset),
    text: [blank],
  });
}

function takesDown(invocation: Invocation): boolean {
  const { program, args } = invocation;
  const words = positionalsOf(program, args);
  if (!/^(?:npm|pnpm|yarn|bun|npx|bunx)$/.test(program)) return matchesAny(invocation, downs);
  return words.some((word, index) => {
    const behind = words.slice(index + 1);
    return isScriptOfDown(word, behind) || downs.some((pattern) => isDown(word, behind, pattern));
  });
}

/** `migrate:down`, `db:migrate:undo`, and `npm run migrate down` of those who hand the word on. */
function isScriptOfDown(word: string, [next]: readonly string[]): boolean {
  if (/^(?:db:)?migrate$/.test(word)) return next === 'down';
  return /^(?:db[:-])?(?:migrat\w*|migration)[:-](?:down|revert|rollback|undo)/.test(word);
}

function isDown(program: string, words: readonly string[], pattern: CommandPattern): boolean {
  const [names = '', verbs = ''] = pattern.split(' ');
  const isVerb = (word: string) =>
    verbs.split('|').some((verb) => word === verb || (verb.endsWith('*') && word.startsWith(verb.slice(0, -1))));
  return names.split('|').includes(program.replace(/@.*$/, '')) && words.some(isVerb);
}

/** `kubectl run --image=… -- npm run migrate:down` names the image; `kubectl exec` goes into one that runs already. */
function bringsItsImage({ nested, command, through }: Invocation): boolean {
  if (!nested || !through.some((program) => /^(?:kubectl|oc|docker|podman|nerdctl)$/.test(program))) return false;
  const verb = command.words.find(({ literal }) => /^(?:run|debug|exec|rsh)$/.test(literal ?? ''));
  return /^(?:run|debug)$/.test(verb?.literal ?? '');
}

/** Within a text that another command runs only its first word can be looked for. */
function placeOfCommand({ placeOf }: Script, invocation: Invocation): Place {
  const { position } = invocation.command;
  return placeOf(position, invocation.nested ? invocation.program : writtenFirst(invocation));
}

function writtenFirst({ program, args }: Invocation): string {
  return [program, ...args.map(({ text }) => text)].join(' ');
}

function twoSteps(first: string, second: string): string {
  const step = (number: number, command: string) =>
    `### Step ${number}: Go back (1 minute)\n\n\`\`\`bash {effect=write}\n${command}\n\`\`\`\n`;
  return `---\nrunbook:\n  inputs:\n    revision: { type: integer }\n---\n\n# Roll back shop\n\n## Steps\n\n${step(1, first)}\n${step(2, second)}`;
}
