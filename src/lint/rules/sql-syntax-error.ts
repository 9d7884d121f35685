import type { Rule } from '../rule.ts';

export const sqlSyntaxError: Rule = {
  code: 'sql-syntax-error',
  preset: 'legacy',
  on: 'sql',
  title: 'PostgreSQL does not take a statement.',
  why: `The server answers with a syntax error in the middle of the rollback. The statements are read here by PostgreSQL's own
grammar, so that the mistake is seen while there is time.`,
  bad: { as: 'sql', text: '{effect=write}\nALTER TABLE DROP COLUMN note;' },
  good: { as: 'sql', text: '{effect=write}\nALTER TABLE payments DROP COLUMN note;' },
  *check({ source, error, placeOf, isTyped }) {
    if (error === undefined || isTyped === true || isForPsql(source)) return;
    const word = /^\S+/.exec(source.slice(error.offset))?.[0].length ?? 0;
    yield {
      place: placeOf(error.offset, error.offset + word),
      message: `PostgreSQL answers: ${error.message}.`,
      hint: 'Write it as PostgreSQL reads it; psql tells more with \\h and the name of the command.',
    };
  },
};

/** `\d payments`, `:version` and `<table>` are psql's, or somebody's to fill in. */
function isForPsql(source: string): boolean {
  return (
    /^\s*\\/m.test(source) ||
    /(?<!:):(?:["']?[a-z_])/i.test(source) ||
    /<[a-z][\w -]*>/i.test(source) ||
    /\{\{/.test(source)
  );
}
