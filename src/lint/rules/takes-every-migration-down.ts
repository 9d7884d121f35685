import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { invocationText } from '../../classify/invocations.ts';
import type { Rule } from '../rule.ts';

const everything: readonly CommandPattern[] = [
  'knex migrate:rollback --all',
  'sequelize|sequelize-cli db:migrate:undo:all',
  'typeorm schema:drop',
  'npx|yarn|pnpm|npm db:migrate:undo:all|schema:drop|migrate:reset|migrate:fresh',
  'npx|yarn|pnpm|npm migrate:rollback --all',
  'prisma migrate reset',
  'npx prisma migrate reset',
  'alembic downgrade base',
  'flyway clean',
  'liquibase dropAll|drop-all',
  'goose reset',
  'dbmate drop',
  'rails|rake|bundle db:drop|db:reset|db:migrate:reset',
  'php migrate:reset|migrate:fresh',
];

export const takesEveryMigrationDown: Rule = {
  code: 'takes-every-migration-down',
  preset: 'legacy',
  on: 'script',
  title: 'A command takes back every migration, not the last one.',
  why: `A rollback takes back what one deployment has done. With \`--all\`, \`reset\` or \`base\` the tables themselves go, with all that is in
them, down to the first migration there ever was. Take back the last one, by its name, under a lock.`,
  bad: { as: 'bash', text: '{effect=destructive}\nnpx knex migrate:rollback --all\nnpx knex migrate:list' },
  good: { as: 'bash', text: '{effect=destructive}\nnpx knex migrate:down\nnpx knex migrate:list' },
  *check({ invocations, placeOf }) {
    for (const invocation of invocations) {
      if (!matchesAny(invocation, everything)) continue;
      yield {
        place: placeOf(invocation.command.position, invocation.program),
        message: `"${invocationText(invocation)}" takes back every migration there is, and the tables with it.`,
        hint: 'Take back the last one alone.',
      };
    }
  },
};
